/**
 * The database: durable inserts with 1 and 16 connections against bare LMDB with the same sync in the same run; finds by `_id` and by an
 * index; sorted pages of 50 by a compound index; memory of the server and its start on that data. `--documents N` (default 100000),
 * `--json`. With MONGODB_URI the same table for that server beside it (in a database of its own, dropped afterwards).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from 'lmdb';
import { BSON, type Collection, MongoClient } from 'mongodb';

const documents = Number(process.argv[process.argv.indexOf('--documents') + 1]) || 100_000;
const writing = 3000;
const asked = 2000;

interface Letter extends Record<string, unknown> {
  readonly _id: string;
}

const states = ['registered', 'examined', 'assigned', 'drafted', 'approved', 'sent', 'closed', 'refused'];
const entry = fileURLToPath(new URL('../dist/embedded-mongo/main.js', import.meta.url));

const own = await embedded();
const other = process.env.MONGODB_URI ? await measured(process.env.MONGODB_URI, true) : null;
const result = { documents, bareLmdb: await bare(), embedded: own, ...(other && { other }) };
console.table({ 'bare LMDB': result.bareLmdb, embedded: result.embedded, ...(other && { MONGODB_URI: other }) });
if (process.argv.includes('--json')) console.log(JSON.stringify(result));

async function embedded() {
  const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  try {
    const first = await start(dir);
    const figures = await measured(first.uri, false);
    const memory = memoryOf(first.child.pid);
    await stop(first.child);
    const again = await start(dir);
    const startMs = again.readyMs;
    const cold = memoryOf(again.child.pid);
    await stop(again.child);
    const fileMb = Math.round(statSync(join(dir, 'data.mdb')).size / 2 ** 20);
    return { ...figures, ...memory, idlePrivateMb: cold.privateMb, startMs, fileMb };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measured(uri: string, dropping: boolean) {
  const client = await new MongoClient(uri, { maxPoolSize: 16 }).connect();
  const db = client.db(`chancery_bench_${process.pid}`);
  try {
    const inserts1 = await inserts(db.collection<Letter>('one'), 1);
    const inserts16 = await inserts(db.collection<Letter>('sixteen'), 16);
    const letters = db.collection<Letter>('letters');
    await letters.createIndexes([{ key: { number: 1 }, unique: true }, { key: { state: 1, dueOn: 1 } }]);
    const loading = performance.now();
    for (let n = 0; n < documents; n += 1000) {
      const size = Math.min(1000, documents - n);
      await letters.insertMany(Array.from({ length: size }, (_, at) => letter(n + at)));
    }
    const loadSeconds = Math.round((performance.now() - loading) / 100) / 10;
    const byId = await times(() => letters.findOne({ _id: letter(random(documents))._id }));
    const byIndex = await times(() => letters.findOne({ number: `ЦО-${random(documents)}` }));
    const page = await times(() => pageOf(letters).toArray());
    const slim = await times(() => pageOf(letters).project({ row: 1, dueOn: 1 }).toArray());
    return {
      inserts1,
      inserts16,
      loadSeconds,
      byIdP50: at(byId, 0.5),
      byIdP99: at(byId, 0.99),
      byIndexP50: at(byIndex, 0.5),
      byIndexP99: at(byIndex, 0.99),
      pageP50: at(page, 0.5),
      pageP95: at(page, 0.95),
      slimPageP50: at(slim, 0.5),
      slimPageP95: at(slim, 0.95),
    };
  } finally {
    if (dropping) await db.dropDatabase();
    await client.close();
  }
}

/** Fifty letters of one state from some day on, in the order of their days. */
function pageOf(letters: Collection<Letter>) {
  const filter = { state: states[random(states.length)], dueOn: { $gte: day(random(200)) } };
  return letters.find(filter).sort({ dueOn: 1 }).limit(50);
}

/** Acknowledged letters a second, each with one index entry beside. */
async function inserts(letters: Collection<Letter>, writers: number): Promise<number> {
  await letters.createIndex({ number: 1 });
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() - started < writing) await letters.insertOne(letter(next++), { writeConcern: { w: 1, j: true } });
    }),
  );
  return Math.round((next / (performance.now() - started)) * 1000);
}

/** The ceiling: the same bytes and as many entries, one transaction and one sync for 1 or 16 letters, no wire and no decoding. */
async function bare(): Promise<{ inserts1: number; inserts16: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  const db = open<Buffer, Buffer>({
    path: join(dir, 'data.mdb'),
    noSubdir: true,
    keyEncoding: 'binary',
    encoding: 'binary',
    overlappingSync: false,
  });
  const perSecond = async (group: number): Promise<number> => {
    const started = performance.now();
    let next = 0;
    while (performance.now() - started < writing) {
      db.transactionSync(() => {
        for (let n = 0; n < group; n++, next++) {
          const { _id, number, ...rest } = letter(next);
          db.put(Buffer.from(`${group} ${_id}`), Buffer.from(BSON.serialize({ _id, number, ...rest })));
          db.put(Buffer.from(`${group} i ${String(number)}`), Buffer.from(_id));
        }
      });
      await new Promise(setImmediate);
    }
    return Math.round((next / (performance.now() - started)) * 1000);
  };
  try {
    return { inserts1: await perSecond(1), inserts16: await perSecond(16) };
  } finally {
    await db.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Milliseconds of each of many questions, in order; the first hundred warm the code. */
async function times(ask: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < asked + 100; n++) {
    const started = performance.now();
    await ask();
    if (n >= 100) found.push(performance.now() - started);
  }
  return found.sort((left, right) => left - right);
}

function at(sorted: readonly number[], share: number): number {
  return Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
}

/** A letter of some 2.4 KB: a line of the journal, a card, a text. */
function letter(n: number): Letter {
  return {
    _id: `letter-${String(n).padStart(9, '0')}`,
    number: `ЦО-${n}`,
    state: states[(n * 7) % states.length],
    dueOn: day(n % 250),
    row: { number: `ЦО-${n}`, from: 'Иванов И. И.', subject: `О показаниях прибора учёта № ${n}`, dueOn: day(n % 250) },
    value: { card: { channel: 'mail', kind: 'request', topic: 'metering' }, text: 'Прошу проверить показания. '.repeat(38) },
    revision: 1,
  };
}

function day(n: number): string {
  return new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
}

function random(below: number): number {
  return Math.floor(Math.random() * below);
}

async function start(path: string): Promise<{ child: ChildProcess; uri: string; readyMs: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [entry, '--path', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { child, uri: (JSON.parse(line) as { uri: string }).uri, readyMs: Math.round(performance.now() - started) };
}

async function stop(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await end;
}

/** Resident megabytes: in all, without the pages of the data file (the kernel takes those back at will), and of nobody else's. */
function memoryOf(pid: number | undefined): { rssMb: number; beyondMapMb: number; privateMb: number } {
  let [rss, map, own] = [0, 0, 0];
  let inMap = false;
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    if (/^[0-9a-f]+-/.test(line)) inMap = line.endsWith('data.mdb');
    const kilobytes = Number(/^\w+:\s+(\d+) kB/.exec(line)?.[1] ?? 0);
    if (line.startsWith('Rss:')) {
      rss += kilobytes;
      if (inMap) map += kilobytes;
    }
    if (line.startsWith('Private_') && !inMap) own += kilobytes;
  }
  const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);
  return { rssMb: megabytes(rss), beyondMapMb: megabytes(rss - map), privateMb: megabytes(own) };
}
