/**
 * One message near the limit of size, from IMAP to the register: time, and the most memory the engine's process had (limit: 300 MB).
 * `--megabytes N` (default 45), `--json`.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ImapFlow } from 'imapflow';
import { accept } from '../src/accept.ts';
import { readConfig } from '../src/config.ts';
import { startEmbedded } from '../src/embedded-mongo/supervise.ts';
import { imapInbox } from '../src/mail/inbox.ts';
import { startDovecot } from '../test/support/dovecot.ts';
import { intakeHouse } from '../test/support/intake-house.ts';

const megabytes = Number(process.argv[process.argv.indexOf('--megabytes') + 1]) || 45;

const fill = process.argv.indexOf('--fill');
if (fill > 0) {
  await append(process.argv[fill + 1] ?? '');
  process.exit(0);
}
const dovecot = await startDovecot();
const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const user = dovecot.user(0);
let peak = 0;
const look = () => {
  peak = Math.max(peak, process.memoryUsage().rss);
};
try {
  // By another process, whose memory does not count
  const server = JSON.stringify({ host: dovecot.host, port: dovecot.port, auth: { user, pass: dovecot.password } });
  const self = fileURLToPath(import.meta.url);
  execFileSync(process.execPath, ['--import', 'tsx', self, '--megabytes', String(megabytes), '--fill', server]);
  const database = await startEmbedded({ path: join(dir, 'db') });
  const house = await intakeHouse(database.uri);
  const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`;
  const inbox = imapInbox({ ...readConfig({ IMAP_URLS: url }), clock: { now: () => new Date() }, log: () => {} });
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const watch = setInterval(look, 5);
  const started = performance.now();
  await new Promise<void>((resolve) => {
    inbox.start(async (mails) => {
      await accept(house, mails);
      resolve();
    });
  });
  const seconds = (performance.now() - started) / 1000;
  await inbox.stop();
  await house.perform();
  clearInterval(watch);
  const [row] = (
    await house.store.register.page({ scope: { all: true, offices: [], units: [], person: '', standsFor: [] }, limit: 1 })
  ).items;
  const result = {
    megabytes,
    registered: row?.number ?? null,
    seconds: Number(seconds.toFixed(2)),
    beforeMb: Math.round(before / 2 ** 20),
    peakMb: Math.round(peak / 2 ** 20),
  };
  await house.stop();
  await database.stop();
  console.table([result]);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
} finally {
  await dovecot.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function append(server: string): Promise<void> {
  const client = new ImapFlow({ ...JSON.parse(server), secure: false, doSTARTTLS: false, logger: false });
  await client.connect();
  await client.append('INBOX', mail(megabytes));
  client.close();
}

/** One attachment of random bytes, in base64: nothing to compress, nothing to skip. */
function mail(size: number): string {
  const content = randomBytes(Math.floor((size * 2 ** 20 * 54) / 74)).toString('base64');
  return [
    'From: info@primer.example',
    'To: kanc@tbek.example',
    'Subject: Large',
    'Message-ID: <large@primer.example>',
    'Date: Mon, 23 Nov 2026 09:00:00 +0500',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Прошу принять акты сверки, файл приложен.',
    '--b1',
    'Content-Type: application/octet-stream; name="acts.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    content.replace(/(.{76})/g, '$1\r\n'),
    '--b1--',
    '',
  ].join('\r\n');
}
