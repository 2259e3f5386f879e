/** A copy while letters come in, brought back elsewhere; a copy that is cut off or altered; a check that finds damage. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../src/embedded-mongo/supervise.ts';
import { customerMail } from '../support/customer.ts';
import { API_TOKEN, forget, freshDataDir, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';
import { run, upkeep } from '../support/upkeep.ts';

const AUTHORISED = { authorization: `Bearer ${API_TOKEN}` };

describe('backup and restore', () => {
  const home = freshDataDir();
  const file = join(home, 'copy.backup');
  /** number → the bytes that came in; in the order of acknowledgement. */
  const sent = new Map<string, Buffer>();
  let engine: RunningEngine;
  let before = 0;
  let after = 0;

  async function send(n: number): Promise<void> {
    const raw = await customerMail({
      from: `reader${n}@consumer.example`,
      subject: `Перерасчёт ${n}`,
      text: `Просим сделать перерасчёт по договору № ${770000 + n}. Показания прибора ${n * 17} переданы двадцатого числа.`,
      messageId: `<backup-${n}@consumer.example>`,
    });
    const body = new FormData();
    body.append('file', new File([Uint8Array.from(raw)], `${n}.eml`));
    const response = await fetch(`${engine.url}/api/letters`, { method: 'POST', body, headers: AUTHORISED });
    const { number } = (await response.json()) as { number: string };
    expect([response.status, number]).toEqual([201, expect.any(String)]);
    sent.set(number, raw);
  }

  beforeAll(async () => {
    engine = await startEngine({ DATA_DIR: join(home, 'first') });
    for (let n = 0; n < 10; n++) await send(n);
    before = sent.size;
    let copying = true;
    const writing = (async () => {
      for (let n = 10; copying; n++) await send(n);
    })();
    const copied = await upkeep(join(home, 'first'), 'backup', file);
    copying = false;
    after = sent.size;
    await writing;
    expect(copied).toMatchObject({ exit: 0, complaint: '' });
    expect(JSON.parse(copied.out)).toMatchObject({ file, bytes: statSync(file).size });
  }, 120_000);
  afterAll(() => forget(home));

  it('a check beside the running engine finds nothing wrong, and reads the originals too', async () => {
    const { exit, out } = await upkeep(join(home, 'first'), 'check');
    const found = JSON.parse(out) as { faults: unknown[]; files: number };
    expect([exit, found.faults]).toEqual([0, []]);
    expect(found.files).toBeGreaterThanOrEqual(sent.size);
  }, 60_000);

  it('a running engine is not restored over, nor a folder with data', async () => {
    const refused = await upkeep(join(home, 'first'), 'restore', file);
    expect(refused).toMatchObject({ exit: 1, out: '', complaint: expect.stringMatching(/^С папкой .* работает движок\..*\n$/) });
    expect(await engine.stop()).toBe(0);
    const full = await upkeep(join(home, 'first'), 'restore', file);
    expect(full).toMatchObject({ exit: 1, out: '', complaint: expect.stringMatching(/^В папке .* уже есть данные.*\n$/) });
  }, 60_000);

  it('restored into a new folder the engine starts, with every letter of before and its original, and goes on numbering', async () => {
    const there = join(home, 'second');
    expect(await upkeep(there, 'restore', file)).toMatchObject({ exit: 0, complaint: '' });
    expect(readdirSync(there)).toEqual(['db']);
    engine = await startEngine({ DATA_DIR: there });
    try {
      const found = await lettersOf(engine.url);
      const numbers = found.map(({ number }) => number);
      expect(numbers.length).toBeGreaterThanOrEqual(before);
      // the copy is one moment: whatever came after it is not there
      expect(numbers.length).toBeLessThanOrEqual(after + 1);
      expect([...sent.keys()].slice(0, before).filter((number) => !numbers.includes(number))).toEqual([]);
      for (const number of numbers) {
        const response = await fetch(`${engine.url}/api/letters/${encodeURIComponent(number)}/original`, { headers: AUTHORISED });
        const original = sent.get(number);
        // one that was written when the copy was taken may not have been answered
        if (original) expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(original));
      }
      await send(100_000);
      // what had come in and had no number yet when the copy was taken has one now
      const ordinals = (await lettersOf(engine.url)).map(({ number }) => Number(number.split('/')[1]));
      expect(ordinals.sort((left, right) => left - right)).toEqual(ordinals.map((_, at) => at + 1));
      expect(ordinals.length).toBeGreaterThan(numbers.length);
    } finally {
      await engine.stop();
    }
  }, 120_000);

  it('a copy that is cut off, altered, grown or none at all is refused and leaves nothing behind', async () => {
    const bytes = readFileSync(file);
    const turned = Buffer.from(bytes);
    turned.writeUInt8(turned.readUInt8(turned.length >> 1) ^ 4, turned.length >> 1);
    const bad: Record<string, Buffer> = {
      cut: bytes.subarray(0, bytes.length >> 1),
      'cut by one byte': bytes.subarray(0, -1),
      altered: turned,
      grown: Buffer.concat([bytes, Buffer.from('x')]),
      empty: Buffer.alloc(0),
      none: Buffer.from('%PDF-1.7 this is a letter'),
    };
    for (const [name, content] of Object.entries(bad)) {
      const there = join(home, `refused ${name}`);
      writeFileSync(join(home, 'bad.backup'), content);
      const { exit, complaint } = await upkeep(there, 'restore', join(home, 'bad.backup'));
      expect([name, exit, complaint]).toEqual([name, 1, expect.stringMatching(/^Файл .* не восстановлен: .*\n$/)]);
      expect([name, existsSync(there) ? readdirSync(there) : []]).toEqual([name, []]);
    }
  }, 120_000);

  it('a copy that cannot be written is no file, and an earlier one stays', async () => {
    const { exit, complaint } = await upkeep(join(home, 'first'), 'backup', join(home, 'no such folder', 'x'));
    expect([exit, complaint]).toEqual([1, expect.stringMatching(/^Файла или папки .* нет\..*\n$/)]);
    mkdirSync(join(home, 'taken.tmp'));
    copyFileSync(file, join(home, 'taken'));
    expect((await upkeep(join(home, 'first'), 'backup', join(home, 'taken'))).exit).toBe(1);
    expect(readFileSync(join(home, 'taken')).equals(readFileSync(file))).toBe(true);
  }, 60_000);

  it('usage is exit 2; another server’s data are left to that server', async () => {
    for (const args of [[], ['backup'], ['restore'], ['check', 'x'], ['backup', 'a', 'b'], ['burn', 'x']])
      expect(await upkeep(home, ...args)).toMatchObject({ exit: 2, complaint: expect.stringMatching(/^usage: /) });
    const env = { DATA_DIR: home, MONGODB_URI: 'mongodb://127.0.0.1:1/' };
    expect(await run('dist/upkeep.js', ['backup', join(home, 'x')], env)).toMatchObject({
      exit: 1,
      complaint: expect.stringMatching(/^Данные и оригиналы писем лежат на сервере MONGODB_URI: .*mongodump.*\n$/),
    });
  }, 60_000);
});

describe('a check', () => {
  const home = freshDataDir();
  afterAll(() => forget(home));

  it('finds an original whose bytes are not those of its hash, and an index that lost an entry', async () => {
    const server = await startEmbedded({ path: join(home, 'db') });
    const client = new MongoClient(server.uri);
    const db = client.db('chancery');
    const content = Buffer.from('Прошу перерасчёт');
    await db.collection('vault.chunks').createIndex({ files_id: 1, n: 1 }, { unique: true });
    await db.collection('vault.chunks').insertOne({ files_id: sha256(content), n: 0, data: Buffer.from('Прошу перерасчёты') });
    await db
      .collection<{ _id: string; length: number }>('vault.files')
      .insertOne({ _id: sha256(content), length: content.length });
    await client.close();
    await server.stop();
    const { exit, out } = await upkeep(home, 'check');
    expect([exit, (JSON.parse(out) as { faults: string[] }).faults]).toEqual([1, [expect.stringContaining(sha256(content))]]);
  }, 60_000);

  it('of a file that is half there, or of no database, is an answer and no silence', async () => {
    truncateSync(join(home, 'db', 'data.mdb'), 3 * 4096);
    const { exit, out } = await upkeep(home, 'check');
    expect([exit, (JSON.parse(out) as { faults: string[] }).faults.length]).toEqual([1, 1]);
    expect(await upkeep(join(home, 'nowhere'), 'check')).toMatchObject({
      exit: 1,
      complaint: expect.stringMatching(/нет базы данных/),
    });
  }, 60_000);
});

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
