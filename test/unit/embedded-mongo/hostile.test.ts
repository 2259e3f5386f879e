/** Limits of sizes, and clients that send what is no message: each costs its own connection and nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Document, serialize } from 'bson';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { crc32c } from '../../../src/embedded-mongo/checksum.ts';
import { openRoom } from '../../../src/embedded-mongo/framing.ts';
import { runs } from '../../support/properties.ts';
import { flagged, frame, message, type Raw, rawly, type Served, served } from './served.ts';

const MiB = 2 ** 20;

describe('MongoDB’s limits', () => {
  let server: Served;
  let client: MongoClient;
  beforeAll(async () => {
    server = await served();
    client = new MongoClient(server.uri);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('a document of 16 MiB is kept to the byte; one byte more is BSONObjectTooLarge 10334, by insert, update and upsert', async () => {
    const files = client.db('office').collection<Document>('files');
    const fits = 'x'.repeat(16 * MiB - serialize({ _id: 1, text: '' }).length);
    await files.insertOne({ _id: 1 as never, text: fits });
    expect((await files.findOne({ _id: 1 as never }))?.text).toHaveLength(fits.length);
    const raw = await rawly(server.port);
    const documents = [{ _id: 2, text: `${fits}x` }];
    expect(await raw.ask({ insert: 'files', documents, $db: 'office' })).toMatchObject({ n: 0, writeErrors: [{ code: 10334 }] });
    const grow = { q: { _id: 1 }, u: { $set: { more: 'x' } } };
    expect(await raw.ask({ update: 'files', updates: [grow], $db: 'office' })).toMatchObject({ writeErrors: [{ code: 10334 }] });
    const upsert = { q: { _id: 3 }, u: { $set: { a: fits, b: 'x' } }, upsert: true };
    expect(await raw.ask({ update: 'files', updates: [upsert], $db: 'office' })).toMatchObject({
      writeErrors: [{ code: 10334 }],
    });
    expect(await files.countDocuments({})).toBe(1);
    raw.socket.destroy();
  });

  it('a message of 48,000,000 bytes is taken, one byte more is not', async () => {
    const head = Buffer.concat([flagged(0), Buffer.from([0]), Buffer.from(serialize({ insert: 'bulk', $db: 'test' }))]);
    const sized = (length: number): Buffer => {
      const each = 12_000_000;
      const empty = serialize({ text: '' }).length;
      const room = length - 16 - head.length - 1 - 4 - 'documents\0'.length;
      const lengths = [each, each, each, room - 3 * each];
      const documents = lengths.map((bytes) => serialize({ text: 'x'.repeat(bytes - empty) }));
      const section = Buffer.concat([Buffer.alloc(4), Buffer.from('documents\0'), ...documents]);
      section.writeInt32LE(section.length, 0);
      return frame(2013, Buffer.concat([head, Buffer.from([1]), section]));
    };
    const raw = await rawly(server.port);
    expect(sized(48_000_000)).toHaveLength(48_000_000);
    expect(await raw.send(sized(48_000_000))).toMatchObject({ ok: 1, n: 4 });
    await expect(raw.send(sized(48_000_001))).rejects.toThrow('closed');
  }, 60_000);

  it('what is not waited for (moreToCome) is done and not answered', async () => {
    const raw = await rawly(server.port);
    raw.socket.write(message({ insert: 'silent', documents: [{ _id: 1 }] }, 2));
    raw.socket.write(message({ insert: 'silent', documents: [{ _id: 1 }] }, 2));
    expect(await raw.ask({ count: 'silent' })).toMatchObject({ n: 1 });
    raw.socket.destroy();
  });

  it('a checksum that is right is accepted, a wrong one closes the connection', async () => {
    // the check value of CRC-32C
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    const summed = (turn: number): Buffer => {
      const whole = Buffer.concat([message({ ping: 1 }, 1), Buffer.alloc(4)]);
      whole.writeInt32LE(whole.length, 0);
      whole.writeUInt32LE((crc32c(whole.subarray(0, -4)) ^ turn) >>> 0, whole.length - 4);
      return whole;
    };
    const raw = await rawly(server.port);
    const answered = new Promise((resolve) => raw.socket.once('data', resolve));
    raw.socket.write(summed(0));
    await answered;
    raw.socket.write(summed(1));
    await raw.closed;
  });

  it('a document nested ten thousand deep is refused or kept, and the server lives', async () => {
    let deep = serialize({ a: 1 });
    for (let level = 0; level < 10_000; level++) {
      const inner = Buffer.from(deep);
      const head = Buffer.alloc(7);
      head.writeInt32LE(inner.length + 8, 0);
      head.write('\x03a\0', 4, 'latin1');
      deep = Buffer.concat([head, inner, Buffer.alloc(1)]);
    }
    const raw = await rawly(server.port);
    const section = Buffer.concat([Buffer.from('\0\0\0\0documents\0', 'latin1'), deep]);
    section.writeInt32LE(section.length, 0);
    const body = Buffer.from(serialize({ insert: 'deep', $db: 'test' }));
    raw.socket.write(frame(2013, Buffer.concat([flagged(0), Buffer.from([0]), body, Buffer.from([1]), section])));
    await Promise.race([raw.closed, new Promise((resolve) => raw.socket.once('data', resolve))]);
    raw.socket.destroy();
    expect(await client.db('office').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client
      .db('test')
      .collection('deep')
      .find({ 'a.a': { $exists: true } })
      .toArray()
      .catch(() => []);
    await client.db('test').collection('deep').drop();
    expect(await client.db('office').command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});

describe('what is no message', () => {
  let server: Served;
  let neighbour: Raw;
  beforeAll(async () => {
    server = await served({ withinMs: 5000 });
    neighbour = await rawly(server.port);
    await neighbour.ask({ insert: 'letters', documents: [{ _id: 1, text: 'kept' }] });
  });
  afterAll(async () => {
    neighbour.socket.destroy();
    await server.stop();
  });
  const well = async () => {
    expect(await neighbour.ask({ find: 'letters' })).toMatchObject({ cursor: { firstBatch: [{ _id: 1, text: 'kept' }] } });
  };
  const sized = (length: number) => {
    const bytes = Buffer.from(message({ ping: 1 }));
    bytes.writeInt32LE(length, 0);
    return bytes;
  };
  const ping = message({ ping: 1 });
  const changed = (at: number, value: number) => {
    const bytes = Buffer.from(ping);
    bytes.writeInt32LE(value, at);
    return bytes;
  };
  const body = Buffer.from(serialize({ ping: 1, $db: 'test' }));

  it.each<[string, Buffer]>([
    ['a negative length', sized(-1)],
    ['a length of nothing', sized(0)],
    ['a length below the head', sized(15)],
    ['a length beyond 48 MB', sized(48_000_001)],
    ['the largest length there is', sized(0x7fffffff)],
    ['only a head', sized(16).subarray(0, 16)],
    ['an unknown opcode', changed(12, 2002)],
    ['compression that was not agreed on', changed(12, 2012)],
    ['a negative opcode', changed(12, -1)],
    ['flags that must be understood and are not', changed(16, 0x8000)],
    ['a body longer than the message', changed(21, 10_000)],
    ['a body of negative length', changed(21, -5)],
    ['a body of four bytes', changed(21, 4)],
    ['no body', frame(2013, flagged(0))],
    ['two bodies', frame(2013, Buffer.concat([flagged(0), Buffer.from([0]), body, Buffer.from([0]), body]))],
    ['a section of an unknown kind', frame(2013, Buffer.concat([flagged(0), Buffer.from([2]), body]))],
    [
      'a sequence without a name',
      frame(2013, Buffer.concat([flagged(0), Buffer.from([0]), body, Buffer.from([1, 6, 0, 0, 0, 65, 65])])),
    ],
    ['BSON of an unknown type', frame(2013, Buffer.concat([flagged(0), Buffer.from([0, 9, 0, 0, 0, 99, 65, 0, 0, 0])]))],
    [
      'an old query of another collection',
      frame(2004, Buffer.concat([flagged(0), Buffer.from('test.letters\0\0\0\0\0\x01\0\0\0', 'latin1'), body])),
    ],
    ['an old query without end', frame(2004, Buffer.from('test'))],
    ['a web browser', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a checksum that is not there', frame(2013, flagged(1))],
  ])('%s closes that connection alone', async (_, bytes) => {
    const raw = await rawly(server.port);
    raw.socket.write(bytes);
    await raw.closed;
    await well();
  });

  it('thousands of random and of broken messages never hurt a neighbour', async () => {
    const anything = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    const framed = fc.tuple(fc.constantFrom(2013, 2004, 2012, 1), anything).map(([opcode, bytes]) => frame(opcode, bytes));
    const bodied = anything.map((bytes) => frame(2013, Buffer.concat([flagged(0), Buffer.from([0]), bytes])));
    const good = fc
      .dictionary(
        fc.constantFrom('find', 'insert', 'documents', 'filter', 'update', 'updates', '$db', 'aggregate', 'pipeline'),
        fc.jsonValue(),
      )
      .map((command) => message({ hello: 1, ...command, $db: 'fuzz' }));
    const bent = fc
      .tuple(good, fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([bytes, turns]) => {
        const copy = Buffer.from(bytes);
        for (const [at, value] of turns) copy[at % copy.length] = value;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anything, framed, bodied, good, bent), { minLength: 8, maxLength: 12 }), async (all) => {
        await Promise.all(
          all.map(async (bytes) => {
            const raw = await rawly(server.port);
            raw.socket.resume();
            raw.socket.end(bytes);
            await raw.closed;
          }),
        );
        await well();
      }),
      { numRuns: runs(200) },
    );
  }, 60_000);

  it('a message in single bytes is a message, also when others come between', async () => {
    const raw = await rawly(server.port);
    const answered = new Promise((resolve) => raw.socket.once('data', resolve));
    raw.socket.setNoDelay(true);
    for (const byte of ping) {
      raw.socket.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await answered;
    raw.socket.destroy();
  });

  it('half a message is given up after a while, and its memory with it', async () => {
    const slow = await served({ withinMs: 300, roomBytes: 2 * MiB });
    const waiting = await Promise.all(Array.from({ length: 6 }, () => rawly(slow.port)));
    for (const { socket } of waiting) {
      const head = Buffer.alloc(20);
      head.writeInt32LE(1_500_000, 0);
      head.writeInt32LE(2013, 12);
      socket.write(head);
    }
    const small = await rawly(slow.port);
    expect(await small.ask({ ping: 1 })).toMatchObject({ ok: 1 });
    const patient = new MongoClient(slow.uri);
    // a large one comes through when those before it in the line have been given up
    await patient
      .db('a')
      .collection('b')
      .insertOne({ text: 'x'.repeat(MiB) });
    await Promise.all(waiting.map(({ closed }) => closed));
    await patient.close();
    small.socket.destroy();
    await slow.stop();
  }, 30_000);

  it('a client that sends on and does not read is held up by its own socket', async () => {
    const raw = await rawly(server.port);
    raw.socket.pause();
    const question = message({ find: 'letters', filter: { text: 'x'.repeat(200_000) } });
    let written = 0;
    // a full pipe takes no more: what the server would hold is what lies in the buffers of two sockets
    const full = () =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), 1000);
        raw.socket.once('drain', () => {
          clearTimeout(timer);
          resolve(false);
        });
      });
    const rows = Array.from({ length: 40 }, (_, at) => ({ _id: at + 100, filler: 'y'.repeat(100_000) }));
    await neighbour.ask({ insert: 'wide', documents: rows });
    const answerOfMegabytes = message({ find: 'wide', batchSize: 1000 });
    for (; written < 400; written++) {
      if (!raw.socket.write(written % 2 ? question : answerOfMegabytes) && (await full())) break;
    }
    expect(written).toBeLessThan(400);
    await well();
    raw.socket.destroy();
  }, 30_000);
});

it('room is given in the order of asking, and what is given back twice counts once', async () => {
  const room = openRoom(10);
  const first = await room.take(8);
  const order: string[] = [];
  const second = room.take(5).then((back) => {
    order.push('five');
    return back;
  });
  const third = room.take(2).then((back) => {
    order.push('two');
    return back;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual([]);
  first();
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(['five', 'two']);
  await room.take(10);
});
