/**
 * The first start on a full mailbox, by the built engine in a process of its own, with everything on: time until all is registered and
 * until all is examined, and the most memory the engine had (limit: 300 MB). With `--kill` it is killed with SIGKILL half-way and started
 * again. Then the register is read: each mail once, numbers without a gap. Senders are believed by the mail server's word, so that no look-up
 * counts. `--registered` does not wait for the examination; `--mails N` (default 1000), `--json`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startDovecot } from '../test/support/dovecot.ts';
import { forget, freshDataDir, lettersOf, type RunningEngine, startEngine } from '../test/support/engine.ts';
import { AUTHSERV, benchMail } from './bench-mail.ts';
import { memoryOfEngine, watch } from './engine-watch.ts';

const count = Number(process.argv[process.argv.indexOf('--mails') + 1]) || 1000;
const kill = process.argv.includes('--kill');
/** So long nothing came: all is in. */
const QUIET_SECONDS = 5;
const toTheEnd = !process.argv.includes('--registered');

const dovecot = await startDovecot();
const dataDir = freshDataDir();
let engine: RunningEngine | null = null;
let peak = 0;
let databasePeak = 0;
try {
  const user = dovecot.user(0);
  dovecot.lay(user, mails());
  const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`;
  const env = { DATA_DIR: dataDir, IMAP_URLS: url, TRUSTED_AUTHSERV: AUTHSERV };
  const started = performance.now();
  const seconds = () => Number(((performance.now() - started) / 1000).toFixed(1));
  engine = await startEngine(env);
  let before = 0;
  if (kill) {
    ({ accepted: before } = await watch(engine, ({ accepted }) => accepted >= count / 2));
    look(engine);
    await engine.kill();
    engine = await startEngine(env);
  }
  // What was registered without a flag at the kill comes again, is accepted, and is no second letter: how many, nobody can tell
  const registered = engine;
  let registeredSeconds = seconds();
  let last = 0;
  await watch(engine, ({ accepted }) => {
    if (accepted !== last) registeredSeconds = seconds();
    last = accepted;
    return accepted + before >= count && seconds() - registeredSeconds > QUIET_SECONDS;
  });
  look(registered);
  let left = (await watch(engine, () => true)).effects;
  const examinedMeanwhile = count - left;
  while (toTheEnd && left > 0) {
    look(engine);
    await sleep(1000);
    left = (await watch(engine, () => true)).effects;
  }
  const examinedSeconds = toTheEnd ? seconds() : null;
  look(engine);
  const letters = await lettersOf(engine.url);
  await engine.stop();
  const numbers = new Set(letters.map(({ number }) => Number(number.split('/')[1])));
  const gaps = Array.from({ length: Math.max(count, ...numbers) }, (_, n) => n + 1).filter((n) => !numbers.has(n)).length;
  const lost = count - new Set(letters.map(({ messageId }) => messageId)).size;
  const result = {
    mails: count,
    killed: kill,
    registered: letters.length,
    lost,
    twice: letters.length - (count - lost),
    gaps,
    registeredSeconds,
    perSecond: Math.round(count / registeredSeconds),
    examinedMeanwhile,
    examinedSeconds,
    peakMb: peak,
    databasePeakMb: databasePeak,
  };
  console.table([result]);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
  process.exitCode = lost === 0 && result.twice === 0 && gaps === 0 ? 0 : 1;
} finally {
  await engine?.kill();
  await dovecot.stop();
  forget(dataDir);
}

function* mails(): Generator<string> {
  for (let n = 0; n < count; n += 1) yield benchMail(n);
}

function look(running: RunningEngine): void {
  const { engine: own, database } = memoryOfEngine(running);
  peak = Math.max(peak, own.most);
  databasePeak = Math.max(databasePeak, database?.most ?? 0);
}
