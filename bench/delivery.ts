/**
 * Milliseconds from the delivery of a mail (the mail server has it) to its number in the register, with IDLE, one mail after the
 * other. Limit: p95 under 1,000. `--mails N` (default 100), `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accept } from '../src/accept.ts';
import { readConfig } from '../src/config.ts';
import { startEmbedded } from '../src/embedded-mongo/supervise.ts';
import { imapInbox } from '../src/mail/inbox.ts';
import { startDovecot } from '../test/support/dovecot.ts';
import { intakeHouse } from '../test/support/intake-house.ts';
import { benchMail } from './bench-mail.ts';

const WARM_UP = 10;
const count = Number(process.argv[process.argv.indexOf('--mails') + 1]) || 100;
const dovecot = await startDovecot();
const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const user = dovecot.user(0);
try {
  const database = await startEmbedded({ path: join(dir, 'db') });
  const house = await intakeHouse(database.uri);
  const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`;
  const inbox = imapInbox({ ...readConfig({ IMAP_URLS: url }), clock: { now: () => new Date() }, log: () => {} });
  const registered: number[] = [];
  inbox.start(async (mails) => {
    await accept(house, mails);
    registered.push(...mails.map(() => performance.now()));
  });
  const delivered: number[] = [];
  await dovecot.as(user, async (client) => {
    for (let n = 0; n < count + WARM_UP; n += 1) {
      await client.append('INBOX', Buffer.from(benchMail(n)));
      delivered.push(performance.now());
      while (registered.length <= n) await sleep(5);
      // At any moment of the watch, not always right after the last one
      await sleep((n % 7) * 20);
    }
  });
  await inbox.stop();
  await house.stop();
  await database.stop();
  const times = delivered.map((at, n) => (registered[n] ?? Number.NaN) - at).slice(WARM_UP);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  const result = { mails: count, p50ms: at(0.5), p95ms: at(0.95), mostMs: at(0.999) };
  console.table([result]);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
} finally {
  await dovecot.stop();
  rmSync(dir, { recursive: true, force: true });
}
