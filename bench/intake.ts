/**
 * Letters per second from IMAP to registered (vault, arrival, register, flag; examination is switched off) against the ceiling in the
 * same run: raw imapflow fetch + SHA-256 + mailparser of the same messages. Both are warmed by other mails first, as a running
 * engine is. Memory is that of the built engine, in a process of its own and with everything on, while it takes as many mails.
 * `--mails N` (default 1000), `--json`.
 */
import { createHash } from 'node:crypto';
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
import { forget, freshDataDir, startEngine } from '../test/support/engine.ts';
import { type IntakeHouse, intakeHouse } from '../test/support/intake-house.ts';
import { AUTHSERV, benchMail } from './bench-mail.ts';
import { memoryOfEngine, watch } from './engine-watch.ts';

const WARM_UP = 300;
const STORE = ['vault', 'arrivals', 'register'] as const;
const json = process.argv.includes('--json');
const count = Number(process.argv[process.argv.indexOf('--mails') + 1]) || 1000;

const dovecot = await startDovecot();
const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const user = dovecot.user(0);
const warmUpUser = dovecot.user(1);
const engineUser = dovecot.user(2);
try {
  dovecot.lay(user, mails(0, count));
  dovecot.lay(engineUser, mails(0, count));
  dovecot.lay(warmUpUser, mails(count, WARM_UP));
  await ceiling();
  // Before and after: what else runs on the machine shall not decide
  const before = await ceiling();
  const ours = await intake();
  const raw = Math.round((before + (await ceiling())) / 2);
  const ratio = Number((ours.perSecond / raw).toFixed(3));
  const result = { mails: count, ceilingPerSecond: raw, ...ours, ratio, ...(await builtEngine()) };
  print(result);
} finally {
  await dovecot.stop();
  rmSync(dir, { recursive: true, force: true });
}

function* mails(first: number, number: number): Generator<string> {
  for (let n = first; n < first + number; n += 1) yield benchMail(n);
}

interface Built {
  /** The most that the engine's process had, its start included. */
  readonly peakRssMb: number;
  /** The embedded database is another process; half of it is the file's pages, which the kernel takes back. */
  readonly databasePeakRssMb: number;
  readonly perSecondWithExamination: number;
}

async function builtEngine(): Promise<Built> {
  const dataDir = freshDataDir();
  try {
    const engine = await startEngine({ DATA_DIR: dataDir, IMAP_URLS: urlOf(engineUser), TRUSTED_AUTHSERV: AUTHSERV });
    const started = performance.now();
    await watch(engine, ({ accepted }) => accepted >= count);
    const perSecond = Math.round((count / (performance.now() - started)) * 1000);
    const { engine: own, database } = memoryOfEngine(engine);
    await engine.kill();
    return { peakRssMb: own.most, databasePeakRssMb: database?.most ?? 0, perSecondWithExamination: perSecond };
  } finally {
    forget(dataDir);
  }
}

function urlOf(box: string): string {
  return `imap://${box}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`;
}

/** Messages per second: fetched 50 at a time and parsed, nothing kept. The second run counts: the first warms the code. */
async function ceiling(): Promise<number> {
  const client = newClient();
  await client.connect();
  await client.mailboxOpen('INBOX');
  const started = performance.now();
  for (let first = 1; first <= count; first += 50) {
    for (const { source } of await client.fetchAll(`${first}:${Math.min(first + 49, count)}`, { source: true })) {
      if (!source) continue;
      createHash('sha256').update(source).digest('hex');
      await simpleParser(source, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
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
  /** Batches in hand at once, on average: they overlap with each other and with the fetch. */
  readonly inHand: number;
  readonly share: Readonly<Record<string, number>>;
}

/** Time of a letter: from the hand-over of its batch to the batch's registration. Shares are of the time that batches are in hand, in percent. */
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
      known: clocked('arrivals', ports.arrivals.known),
      note: clocked('arrivals', ports.arrivals.note),
    },
    letters: { ...ports.letters, create: clocked('register', ports.letters.create), claim: async () => [] },
  }));
  await through(house, warmUpUser, WARM_UP);
  for (const name of Object.keys(spent)) delete spent[name];
  const started = performance.now();
  const { times, receiving } = await through(house, user, count);
  const wall = performance.now() - started;
  await house.stop();
  await database.stop();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  const hand = receiving / wall;
  const inStore = STORE.reduce((sum, name) => sum + (spent[name] ?? 0), 0);
  const share = {
    ...Object.fromEntries(STORE.map((name) => [name, percent(spent[name] ?? 0, receiving)])),
    'parse and decide': percent(receiving - inStore, receiving),
  };
  return {
    perSecond: Math.round((count / wall) * 1000),
    p50ms: at(0.5),
    p95ms: at(0.95),
    inHand: Number(hand.toFixed(2)),
    share,
  };
}

/** All mails of one mailbox, with their flags. Milliseconds of each letter in the office, and of all batches together. */
async function through(house: IntakeHouse, box: string, mails: number): Promise<{ times: number[]; receiving: number }> {
  const { cursors } = house.store;
  const inbox = imapInbox({ ...readConfig({ IMAP_URLS: urlOf(box) }), cursors, clock: { now: () => new Date() }, log: () => {} });
  const times: number[] = [];
  let receiving = 0;
  await new Promise<void>((resolve) => {
    inbox.start(async (batch) => {
      const handed = performance.now();
      await accept(house, batch);
      const took = performance.now() - handed;
      receiving += took;
      times.push(...batch.map(() => took));
      if (times.length >= mails) resolve();
    });
  });
  // The last batch's flag belongs to the path
  await inbox.stop();
  return { times, receiving };
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

function print(result: { mails: number; ceilingPerSecond: number; ratio: number } & Intake & Built): void {
  const { share, ...figures } = result;
  console.table([figures]);
  console.table([share]);
  if (json) console.log(JSON.stringify(result));
}
