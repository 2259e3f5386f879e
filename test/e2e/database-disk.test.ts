/**
 * A disk that is full, while the database runs and when it starts. As root it is a small disk of its own in memory; elsewhere a limit
 * on the size of a file stands for it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startDatabase } from '../support/database-process.ts';
import { forget, freshDataDir } from '../support/engine.ts';
import { run } from '../support/upkeep.ts';

const MiB = 2 ** 20;
const CODE = 14031;

describe('a full disk', () => {
  const home = freshDataDir();
  const disk = join(home, 'disk');
  const path = join(disk, 'db');
  const ballast = join(disk, 'ballast');
  let mounted = false;
  beforeAll(() => {
    mkdirSync(disk);
    mounted = process.getuid?.() === 0 && mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk);
    if (mounted) writeFileSync(ballast, Buffer.alloc(12 * MiB));
  });
  afterAll(() => {
    if (mounted) execFileSync('umount', ['-l', disk]);
    forget(home);
  });

  it('is OutOfDiskSpace 14031 to who writes; who reads is served; with room again writes go on, and nothing acknowledged is lost', async () => {
    const server = await startDatabase(path, [], mounted ? {} : { blocks: 16_000 });
    const client = new MongoClient(server.uri);
    const letters = client.db('office').collection<{ _id: number; text: string }>('letters');
    await letters.createIndex({ text: 1 });
    const text = 'x'.repeat(100_000);
    let kept = 0;
    const refusals: unknown[] = [];
    for (let n = 0; n < 400 && refusals.length < 5; n++) {
      await letters.insertOne({ _id: n, text: `${n} ${text}` }).then(
        () => kept++,
        (error: { code?: number; message: string }) => refusals.push(error.code ?? error.message),
      );
    }
    expect([kept > 10, refusals]).toEqual([true, [CODE, CODE, CODE, CODE, CODE]]);
    await expect(letters.updateMany({}, { $set: { more: text } })).rejects.toMatchObject({ code: CODE });
    await expect(client.db('office').collection('others').insertOne({ text })).rejects.toMatchObject({ code: CODE });
    expect(await letters.countDocuments({ text: /^\d+ x/ })).toBe(kept);
    expect(server.child.exitCode).toBeNull();
    if (mounted) {
      rmSync(ballast);
      await letters.insertMany([-1, -2, -3].map((_id) => ({ _id, text })));
      await letters.updateOne({ _id: -1 }, { $set: { text: 'short' } });
      expect(await letters.countDocuments({})).toBe(kept + 3);
    }
    await client.close();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const { exit, out } = await run('dist/embedded-mongo/main.js', ['--path', path, '--check']);
    expect([exit, (JSON.parse(out) as { faults: string[] }).faults]).toEqual([0, []]);
    // the limit is of one process: without it there is room again
    const again = await startDatabase(path);
    const other = new MongoClient(again.uri);
    await other.db('office').collection<{ _id: number; text: string }>('letters').insertOne({ _id: -4, text });
    expect(await other.db('office').collection('letters').countDocuments()).toBe(kept + (mounted ? 4 : 1));
    await other.close();
    again.child.kill('SIGTERM');
    await again.ended;
  }, 120_000);

  it('at the start is one sentence and an end, for the database and for the engine', async () => {
    // no such disk without root: there the sentence has its own test of the mapping
    if (!mounted) return void expect(await import('../../src/embedded-mongo/refusal.ts').then(({ exits }) => exits.FULL)).toBe(6);
    fill(ballast);
    await expect(startDatabase(join(disk, 'other'))).rejects.toMatchObject({
      exit: 6,
      message: expect.stringMatching(/^No space is left for the data folder [^\n]+\n$/),
    });
    const engine = await run('dist/main.js', [], { DATA_DIR: join(disk, 'engine'), PORT: '0' });
    expect(engine).toMatchObject({ exit: 1, complaint: expect.stringMatching(/^На диске с папкой .* нет места\.[^\n]*\n$/) });
  }, 60_000);
});

/** false where this machine does not let us. */
function mount(...args: readonly string[]): boolean {
  try {
    execFileSync('mount', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fill(file: string): void {
  for (let size = 24 * MiB; size >= 4096; size /= 2) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // what did fit is there: on with less
    }
  }
}
