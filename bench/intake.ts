/**
 * Letters per second from IMAP to registered (vault, arrival, register, flag; examination is switched off) against the ceiling in the
 * same run: raw imapflow fetch + mailparser parse of the same messages. `--mails N` (default 1000), `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { accept } from '../src/accept.ts';
import { readConfig } from '../src/config.ts';
import { startEmbedded } from '../src/embedded-mongo/supervise.ts';
import { imapInbox } from '../src/mail/inbox.ts';
import { startDovecot } from '../test/support/dovecot.ts';
import { intakeHouse } from '../test/support/intake-house.ts';
import { benchMail } from './bench-mail.ts';

const json = process.argv.includes('--json');
const count = Number(process.argv[process.argv.indexOf('--mails') + 1]) || 1000;

const dovecot = await startDovecot();
const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const user = dovecot.user(0);
try {
  await dovecot.as(user, async (client) => {
    for (let n = 0; n < count; n += 1) await client.append('INBOX', Buffer.from(benchMail(n)));
  });
  await ceiling();
  const raw = await ceiling();
  const ours = await intake();
  const result = { mails: count, ceilingPerSecond: raw, ...ours, ratio: Number((ours.perSecond / raw).toFixed(3)) };
  print(result);
} finally {
  await dovecot.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Messages per second: fetched 50 at a time and parsed, nothing kept. The second run counts: the first warms the code. */
async function ceiling(): Promise<number> {
  const client = newClient();
  await client.connect();
  await client.mailboxOpen('INBOX');
  const started = performance.now();
  for (let first = 1; first <= count; first += 50) {
    for (const { source } of await client.fetchAll(`${first}:${Math.min(first + 49, count)}`, { source: true })) {
      if (source) await simpleParser(source, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
    }
  }
  const perSecond = Math.round((count / (performance.now() - started)) * 1000);
  await client.logout();
  return perSecond;
}

interface Intake {
  readonly perSecond: number;
  readonly p50ms: number;
  readonly p95ms: number;
  readonly peakRssMb: number;
  readonly share: Readonly<Record<string, number>>;
}

/** Time of a letter: from the hand-over of its batch to the batch's registration. Shares are of the whole wall time, in percent. */
async function intake(): Promise<Intake> {
  const database = await startEmbedded({ path: join(dir, 'db') });
  const spent: Record<string, number> = {};
  const clocked =
    <A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const started = performance.now();
      try {
        return await work(...args);
      } finally {
        spent[name] = (spent[name] ?? 0) + performance.now() - started;
      }
    };
  const house = await intakeHouse(database.uri, (ports) => ({
    ...ports,
    vault: { ...ports.vault, put: clocked('vault', ports.vault.put) },
    arrivals: {
      ...ports.arrivals,
      note: clocked('arrivals', ports.arrivals.note),
      settle: clocked('settle', ports.arrivals.settle),
    },
    letters: { ...ports.letters, create: clocked('register', ports.letters.create), claim: async () => [] },
  }));
  const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`;
  const config = readConfig({ IMAP_URLS: url });
  const inbox = imapInbox({ ...config, clock: { now: () => new Date() }, log: () => {} });
  const times: number[] = [];
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const started = performance.now();
  let last = started;
  await new Promise<void>((resolve) => {
    inbox.start(async (mails) => {
      const handed = performance.now();
      await accept(house, mails);
      last = performance.now();
      spent.receive = (spent.receive ?? 0) + last - handed;
      times.push(...mails.map(() => last - handed));
      if (times.length >= count) resolve();
    });
  });
  // The last batch's flag belongs to the path
  await inbox.stop();
  const wall = performance.now() - started;
  clearInterval(watch);
  await house.stop();
  await database.stop();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  const inStore = ['vault', 'arrivals', 'register', 'settle'].reduce((sum, name) => sum + (spent[name] ?? 0), 0);
  const share = {
    ...Object.fromEntries(['vault', 'arrivals', 'register', 'settle'].map((name) => [name, percent(spent[name] ?? 0, wall)])),
    'parse and decide': percent((spent.receive ?? 0) - inStore, wall),
    'fetch and flag': percent(wall - (spent.receive ?? 0), wall),
  };
  return {
    perSecond: Math.round((count / wall) * 1000),
    p50ms: at(0.5),
    p95ms: at(0.95),
    peakRssMb: Math.round(peak / 2 ** 20),
    share,
  };
}

function newClient(): ImapFlow {
  const auth = { user, pass: dovecot.password };
  const client = new ImapFlow({ host: dovecot.host, port: dovecot.port, secure: false, doSTARTTLS: false, auth, logger: false });
  client.on('error', () => {});
  return client;
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 100);
}

function print(result: { mails: number; ceilingPerSecond: number; ratio: number } & Intake): void {
  const { share, ...figures } = result;
  console.table([figures]);
  console.table([share]);
  if (json) console.log(JSON.stringify(result));
}
