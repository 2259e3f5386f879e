/**
 * One message near the limit of size, from IMAP to the register: time, and the most memory the built engine's own process had, its start
 * included (limit: 300 MB); beside it the process of the embedded database. `--megabytes N` (default 45), `--json`.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDovecot } from '../test/support/dovecot.ts';
import { forget, freshDataDir, lettersOf, startEngine } from '../test/support/engine.ts';
import { memoryOfEngine, watch } from './engine-watch.ts';

const megabytes = Number(process.argv[process.argv.indexOf('--megabytes') + 1]) || 45;

const dovecot = await startDovecot();
const dataDir = freshDataDir();
const user = dovecot.user(0);
try {
  const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`;
  const engine = await startEngine({ DATA_DIR: dataDir, IMAP_URLS: url });
  await watch(engine, () => true);
  await sleep(1000);
  const before = memoryOfEngine(engine).engine;
  await dovecot.append(user, mail(megabytes));
  const started = performance.now();
  await watch(engine, ({ accepted }) => accepted === 1, 20);
  const seconds = (performance.now() - started) / 1000;
  await watch(engine, ({ effects }) => effects === 0);
  const after = memoryOfEngine(engine);
  const [letter] = await lettersOf(engine.url);
  await engine.stop();
  const result = {
    megabytes,
    registered: letter?.number ?? null,
    seconds: Number(seconds.toFixed(2)),
    beforeMb: before.now,
    mostBeforeMb: before.most,
    peakMb: after.engine.most,
    databasePeakMb: after.database?.most ?? null,
  };
  console.table([result]);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
} finally {
  await dovecot.stop();
  forget(dataDir);
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
