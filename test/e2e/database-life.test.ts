/** The engine and its database: a child that dies, a start that is refused, a path too long for a socket. */
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import { MongoClient } from 'mongodb';
import { Locked, lockFolder } from '../../src/embedded-mongo/lock.ts';
import { customerMail } from '../support/customer.ts';
import { API_TOKEN, eventually, forget, freshDataDir, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';
import { run } from '../support/upkeep.ts';

const home = freshDataDir();
afterAll(() => forget(home));

describe('the engine when its database dies', () => {
  it('says so on the health page, takes nothing that it cannot keep, and goes on by itself', async () => {
    const engine = await startEngine({ DATA_DIR: join(home, 'living') });
    try {
      const folder = join(home, 'living', 'db');
      expect((await send(engine, 1)).status).toBe(201);
      const first = holder(folder);
      // what starts next finds the folder taken, for as long as we like
      const release = takenFrom(folder);
      await eventually('the health page says it', async () => (await health(engine)).status === 503, 60_000);
      const { body } = await health(engine);
      expect(body).toMatch(/База данных не отвечает/);
      expect((await send(engine, 2)).status).toBeGreaterThanOrEqual(500);
      release();
      await eventually('the health page is well again', async () => (await health(engine)).status === 200, 90_000);
      expect(holder(folder)).not.toBe(first);
      expect((await send(engine, 2)).status).toBe(201);
      expect((await lettersOf(engine.url)).length).toBe(2);
      expect(engine.process.exitCode).toBeNull();
    } finally {
      expect(await engine.stop()).toBe(0);
    }
  }, 240_000);
});

describe('a path too long for a socket', () => {
  it('is served on loopback, with a password that nobody sees', async () => {
    const long = join(home, 'l'.repeat(90));
    mkdirSync(long);
    const engine = await startEngine({ DATA_DIR: join(long, 'data'), TMPDIR: long });
    try {
      expect((await send(engine, 3)).status).toBe(201);
      expect((await lettersOf(engine.url)).length).toBe(1);
      const pid = holder(join(long, 'data', 'db'));
      const [port] = portsOf(pid);
      const stranger = new MongoClient(`mongodb://127.0.0.1:${port}/`, { serverSelectionTimeoutMS: 5000 });
      expect(await stranger.db('admin').command({ hello: 1 })).toMatchObject({ ok: 1 });
      await expect(stranger.db('chancery').collection('letters').findOne()).rejects.toMatchObject({ code: 13 });
      await stranger.close();
      expect(`${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}${readFileSync(`/proc/${pid}/environ`, 'utf8')}`).not.toMatch(
        /[0-9a-f]{64}/,
      );
      expect(engine.output()).not.toMatch(/[0-9a-f]{64}/);
    } finally {
      expect(await engine.stop()).toBe(0);
    }
  }, 120_000);
});

describe('a start that cannot be', () => {
  const refused = async (dataDir: string) => {
    const { exit, out, complaint } = await run('dist/main.js', [], { DATA_DIR: dataDir, PORT: '0' });
    return [exit, out, complaint];
  };
  const folder = (name: string): string => {
    const path = join(home, name, 'db');
    mkdirSync(path, { recursive: true });
    return path;
  };

  it('of data that a newer version wrote, ends with one sentence', async () => {
    const db = open<Buffer, Buffer>({
      path: join(folder('newer'), 'data.mdb'),
      noSubdir: true,
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    await db.put(Buffer.from([0]), Buffer.from(JSON.stringify({ version: 99 })));
    await db.close();
    expect(await refused(join(home, 'newer'))).toEqual([
      1,
      '',
      expect.stringMatching(/^Данные в .* записаны более новой версией\.[^\n]*\n$/),
    ]);
  }, 120_000);

  it('of a folder that another process has, ends with one sentence', async () => {
    const release = lockFolder(folder('taken'));
    expect(await refused(join(home, 'taken'))).toEqual([
      1,
      '',
      expect.stringMatching(/^Папка .* занята другим процессом[^\n]*\n$/),
    ]);
    release();
  }, 120_000);

  it('of a file that is no database, or has lost its beginning, ends with one sentence and touches nothing', async () => {
    const file = join(folder('damaged'), 'data.mdb');
    writeFileSync(file, 'это не база данных '.repeat(1000));
    const before = readFileSync(file);
    expect(await refused(join(home, 'damaged'))).toEqual([
      1,
      '',
      expect.stringMatching(/^База данных в .* повреждена\.[^\n]*\n$/),
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
  }, 120_000);

  it('in a folder that cannot be written, ends with one sentence', async () => {
    // root may write in any folder of a disk; the kernel's own folder refuses everybody
    expect(await refused('/sys/chancery')).toEqual([1, '', expect.stringMatching(/^В папку .* нельзя писать\.[^\n]*\n$/)]);
  }, 120_000);
});

async function send(engine: RunningEngine, n: number): Promise<Response> {
  const raw = await customerMail({
    from: `life${n}@consumer.example`,
    subject: `Замена прибора ${n}`,
    text: `Просим заменить прибор учёта по договору № ${880000 + n}.`,
    messageId: `<life-${n}@consumer.example>`,
  });
  const body = new FormData();
  body.append('file', new File([Uint8Array.from(raw)], `${n}.eml`));
  return fetch(`${engine.url}/api/letters`, { method: 'POST', body, headers: { authorization: `Bearer ${API_TOKEN}` } });
}

async function health(engine: RunningEngine): Promise<{ status: number; body: string }> {
  const response = await fetch(`${engine.url}/healthz`);
  return { status: response.status, body: await response.text() };
}

const holder = (folder: string): number => (JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number }).pid;

/** Kills whoever has the folder until we have it ourselves. */
function takenFrom(folder: string): () => void {
  for (;;) {
    try {
      process.kill(holder(folder), 'SIGKILL');
      return lockFolder(folder);
    } catch (error) {
      if (!(error instanceof Locked) && !['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** The ports on which a process listens. */
function portsOf(pid: number): readonly number[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? ''];
      } catch {
        return [];
      }
    }),
  );
  return readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(inode ?? ''))
    .map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16));
}
