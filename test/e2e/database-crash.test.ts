/**
 * Kill -9 of the database at random moments among four writers; `CRASHES=50 npm test -- database-crash` is the long run. After each:
 * what was acknowledged is there, nothing is there twice, and every index agrees with its collection.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Collection, MongoClient } from 'mongodb';
import { type DatabaseProcess, startDatabase } from '../support/database-process.ts';
import { forget, freshDataDir } from '../support/engine.ts';
import { run } from '../support/upkeep.ts';

const CRASHES = Number(process.env.CRASHES ?? 4);
const WRITERS = 4;

interface Row {
  readonly _id: string;
  readonly number: number;
  readonly state: string;
  readonly turns: number;
  readonly words: readonly string[];
}

/** What a writer knows: it was told so, or it does not know (`maybe`) of the one thing that was under way. */
interface Known {
  readonly rows: Map<string, { readonly turns: number } | null>;
  maybe: ReadonlySet<string>;
}

describe('kill -9 of the database', () => {
  const path = freshDataDir();
  afterAll(() => forget(path));
  const known: Known[] = Array.from({ length: WRITERS }, () => ({ rows: new Map(), maybe: new Set() }));
  let acknowledged = 0;
  let lastNumber = 0;

  it(
    `${CRASHES} times: what was acknowledged is there, once, and every index agrees`,
    async () => {
      // one client for all of it: it finds every new server by itself
      let client: MongoClient | null = null;
      for (let crash = 0; crash < CRASHES; crash++) {
        const server = await startDatabase(path);
        client ??= new MongoClient(server.uri, { serverSelectionTimeoutMS: 30_000, maxPoolSize: WRITERS });
        const rows = client.db('office').collection<Row>('letters');
        await rows.createIndexes([
          { key: { number: 1 }, unique: true },
          { key: { words: 1, state: -1 } },
          { key: { state: 1 }, partialFilterExpression: { state: 'new' } },
          { key: { state: 1, turns: 1 } },
        ]);
        await agrees(rows);
        const before = acknowledged;
        let dead = false;
        const writers = known.map((each, writer) => write(rows, each, writer, () => dead));
        while (acknowledged < before + 8) await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
        dead = await kill(server);
        await writers;
        const { exit, out } = await run('dist/embedded-mongo/main.js', ['--path', path, '--check']);
        expect([exit, (JSON.parse(out) as { faults: string[] }).faults]).toEqual([0, []]);
      }
      const server = await startDatabase(path);
      client ??= new MongoClient(server.uri);
      await agrees(client.db('office').collection<Row>('letters'));
      if (CRASHES > 5) console.log(`${CRASHES} crashes, ${acknowledged} acknowledged commands, ${lastNumber} numbers`);
      await client.close();
      server.child.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    },
    60_000 + CRASHES * 60_000,
  );

  /** Inserts, turns and deletes its own rows, one command after the other, until the server is gone. */
  async function write(rows: Collection<Row>, mine: Known, writer: number, dead: () => boolean): Promise<void> {
    for (let step = 0; !dead(); step++) {
      const old = [...mine.rows].findLast(([, row]) => row !== null);
      try {
        if (step % 4 === 0 || !old) {
          const batch = Array.from({ length: 1 + ((step * 7) % 30) }, (_, at) => {
            const number = ++lastNumber;
            return { _id: `${writer}-${number}`, number, state: 'new', turns: 0, words: [`w${at}`, `w${writer}`] };
          });
          mine.maybe = new Set(batch.map(({ _id }) => _id));
          await rows.insertMany(batch);
          for (const { _id } of batch) mine.rows.set(_id, { turns: 0 });
        } else if (step % 4 === 3) {
          mine.maybe = new Set([old[0]]);
          expect((await rows.deleteOne({ _id: old[0] })).deletedCount).toBe(1);
          mine.rows.set(old[0], null);
        } else {
          mine.maybe = new Set([old[0]]);
          const change = { $inc: { turns: 1 }, $set: { state: `s${step % 3}` }, $push: { words: `t${step}` as never } };
          expect((await rows.updateOne({ _id: old[0] }, change)).modifiedCount).toBe(1);
          mine.rows.set(old[0], { turns: (old[1]?.turns ?? 0) + 1 });
        }
        mine.maybe = new Set();
        acknowledged++;
      } catch (error) {
        // the connection broke under this command: it was not acknowledged, and may be there or not
        if (!isLost(error)) throw error;
        return;
      }
    }
  }

  async function agrees(rows: Collection<Row>): Promise<void> {
    const all = await rows.find().toArray();
    const found = new Map(all.map((each) => [each._id, each]));
    expect(found.size).toBe(all.length);
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
    for (const mine of known) {
      for (const [id, row] of mine.rows) {
        const there = found.get(id);
        if (mine.maybe.has(id)) expect([0, 1]).toContain(there ? there.turns - (row?.turns ?? 0) : 0);
        else expect([id, there?.turns]).toEqual([id, row?.turns]);
        // what may have happened is known from now on
        if (mine.maybe.has(id)) mine.rows.set(id, there ? { turns: there.turns } : null);
      }
      for (const id of mine.maybe) mine.rows.set(id, found.has(id) ? { turns: found.get(id)?.turns ?? 0 } : null);
      mine.maybe = new Set();
    }
    expect(all.filter(({ _id }) => !known.some(({ rows: mine }) => mine.get(_id))).map(({ _id }) => _id)).toEqual([]);
  }
});

async function kill({ child, ended }: DatabaseProcess): Promise<true> {
  child.kill('SIGKILL');
  await ended;
  return true;
}

/**
 * A server that refuses gives a number as its code; one that is gone gives none. A write that waits for its socket to drain when
 * the server goes is told so by the socket itself, which the driver hands on as it is (its code is a word).
 */
function isLost(error: unknown): boolean {
  const { name, code } = error as { name: string; code?: unknown };
  if (code === 'EPIPE' || code === 'ECONNRESET') return true;
  return /^Mongo(Network|ServerSelection|PoolClear|ServerClosed|Topology|BulkWrite)/.test(name) && typeof code !== 'number';
}
