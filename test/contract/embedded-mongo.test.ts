import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Binary,
  BSON,
  type Collection,
  Decimal128,
  type Document,
  Double,
  GridFSBucket,
  Int32,
  Long,
  MaxKey,
  MinKey,
  MongoClient,
  MongoServerError,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { type Embedded, startEmbedded } from '../../src/embedded-mongo/supervise.ts';
import { newFolder, removeFolder } from './embedded-mongo.support.ts';

describe('the embedded database, asked by MongoDB’s own driver', () => {
  let folder: string;
  let server: Embedded;
  let client: MongoClient;
  let letters: Collection<Document>;
  let round = 0;

  beforeAll(async () => {
    folder = newFolder();
    server = await startEmbedded({ path: folder });
    client = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
    removeFolder(folder);
  });
  beforeEach(() => {
    letters = client.db('office').collection(`letters${++round}`);
  });

  const failure = async (work: Promise<unknown>): Promise<MongoServerError> => {
    const error = await work.then(
      () => new Error('it went through'),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(MongoServerError);
    return error as MongoServerError;
  };
  const stageOf = (plan: Document): string[] => [plan.stage, ...(plan.inputStage ? stageOf(plan.inputStage) : [])];
  const planOf = async (cursor: { explain(): Promise<Document> }): Promise<string[]> =>
    stageOf((await cursor.explain()).queryPlanner.winningPlan);

  describe('types', () => {
    it('every BSON type comes back as it went in, byte for byte', async () => {
      const document = {
        z: 1,
        _id: new ObjectId(),
        int: new Int32(5),
        double: new Double(5),
        nan: new Double(Number.NaN),
        zero: new Double(-0),
        long: Long.fromString('9007199254740993'),
        decimal: Decimal128.fromString('1.10'),
        date: new Date(-1),
        binary: new Binary(Buffer.from([0, 255]), 0),
        uuid: new BSON.UUID('aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'),
        stamp: new Timestamp({ t: 1, i: 2 }),
        regex: new BSON.BSONRegExp('^a', 'i'),
        code: new BSON.Code('f()'),
        min: new MinKey(),
        max: new MaxKey(),
        nothing: null,
        nested: [[1, [new Double(2)]], { a: { b: [] } }, {}],
        text: 'Ёлка\u0000🎄',
      };
      await letters.insertOne(document);
      const [back] = await letters.find({}, { raw: true }).toArray();
      const { _id, ...rest } = document;
      expect(Buffer.from(back as unknown as Uint8Array).equals(Buffer.from(BSON.serialize({ _id, ...rest })))).toBe(true);
    });

    it('an update leaves the types of other fields alone, and sums keep theirs', async () => {
      await letters.insertOne({
        double: new Double(5),
        long: Long.fromNumber(7),
        int: new Int32(2 ** 31 - 1),
        decimal: Decimal128.fromString('0.10'),
      });
      await letters.updateOne({}, { $inc: { long: 1, int: 1, decimal: Decimal128.fromString('0.20') }, $set: { extra: true } });
      const found = await letters.findOne({}, { promoteValues: false });
      expect(found?.double).toEqual(new Double(5));
      expect(found?.long).toEqual(Long.fromNumber(8));
      expect(found?.int).toEqual(Long.fromNumber(2 ** 31));
      expect(String(found?.decimal)).toBe('0.30');
    });

    it('$type tells int, long and double apart; comparison does not', async () => {
      await letters.insertMany([{ n: new Int32(5) }, { n: new Double(5) }, { n: Long.fromNumber(5) }, { n: '5' }]);
      expect(await letters.countDocuments({ n: 5 })).toBe(3);
      for (const type of ['int', 'long', 'double', 'string'])
        expect(await letters.countDocuments({ n: { $type: type as 'int' } })).toBe(1);
      expect(await letters.countDocuments({ n: { $type: 'number' } })).toBe(3);
    });

    it('sorts across types in the documented order', async () => {
      const values = [
        new MinKey(),
        null,
        -1,
        Long.fromNumber(3),
        'a',
        { a: 1 },
        new ObjectId(),
        false,
        new Date(0),
        new MaxKey(),
      ];
      await letters.insertMany([...values].reverse().map((v, at) => ({ v, place: values.length - 1 - at })));
      const slow = await letters.find().sort({ v: 1 }).toArray();
      expect(slow.map(({ place }) => place)).toEqual(values.map((_, at) => at));
      await letters.createIndex({ v: -1 });
      expect((await letters.find().sort({ v: 1 }).toArray()).map(({ place }) => place)).toEqual(values.map((_, at) => at));
    });
  });

  describe('indexes', () => {
    it('a unique index refuses with E11000, keyPattern and keyValue; the first of a batch that fails stops an ordered one', async () => {
      await letters.createIndex({ office: 1, number: 1 }, { unique: true });
      await letters.insertOne({ office: 'ЦО', number: 1 });
      const error = await failure(letters.insertOne({ office: 'ЦО', number: 1 }));
      expect(error).toMatchObject({ code: 11000, keyPattern: { office: 1, number: 1 }, keyValue: { office: 'ЦО', number: 1 } });
      expect(error.message).toMatch(
        /E11000 duplicate key error collection: office\.letters\d+ index: office_1_number_1 dup key: /,
      );
      const batch = [
        { office: 'ЦО', number: 2 },
        { office: 'ЦО', number: 1 },
        { office: 'ЦО', number: 3 },
      ];
      await failure(
        letters.insertMany(
          batch.map((each) => ({ ...each })),
          { ordered: true },
        ),
      );
      expect(await letters.countDocuments()).toBe(2);
      await failure(
        letters.insertMany(
          [
            { office: 'ЦО', number: 1 },
            { office: 'ЦО', number: 4 },
          ],
          { ordered: false },
        ),
      );
      expect(await letters.countDocuments()).toBe(3);
    });

    it('an update into another’s key is refused and changes nothing', async () => {
      await letters.createIndex({ n: 1 }, { unique: true });
      await letters.insertMany([{ n: 1 }, { n: 2 }]);
      expect((await failure(letters.updateOne({ n: 2 }, { $set: { n: 1, other: true } }))).code).toBe(11000);
      expect(await letters.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('a partial unique index binds only the documents of its filter', async () => {
      await letters.createIndex({ messageId: 1 }, { unique: true, partialFilterExpression: { messageId: { $type: 'string' } } });
      await letters.insertMany([{ a: 1 }, { a: 2 }, { messageId: 'x' }]);
      expect((await failure(letters.insertOne({ messageId: 'x' }))).code).toBe(11000);
      expect(await planOf(letters.find({ messageId: 'x' }))).toEqual(['FETCH', 'IXSCAN']);
      expect(await planOf(letters.find({ a: 1 }))).toEqual(['COLLSCAN']);
    });

    it('building a unique index over doubles fails and leaves no index', async () => {
      await letters.insertMany([{ n: 1 }, { n: 1 }]);
      expect((await failure(letters.createIndex({ n: 1 }, { unique: true }))).code).toBe(11000);
      expect((await letters.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    });

    it('a multikey index finds each element, each document once', async () => {
      await letters.createIndex({ words: 1, day: 1 });
      await letters.insertMany([
        { words: ['свет', 'счёт'], day: 2 },
        { words: ['счёт'], day: 1 },
        { words: [], day: 0 },
      ]);
      const cursor = () => letters.find({ words: 'счёт' }).sort({ day: 1 });
      expect((await cursor().toArray()).map(({ day }) => day)).toEqual([1, 2]);
      expect(await planOf(cursor())).toEqual(['FETCH', 'IXSCAN']);
      expect(await letters.find({ words: { $in: ['свет', 'счёт'] } }).toArray()).toHaveLength(2);
    });

    it('equality, $in, range, prefix and sort are served from the index, in both directions', async () => {
      await letters.createIndex({ state: 1, dueOn: -1 });
      await letters.insertMany(
        Array.from({ length: 60 }, (_, n) => ({ state: ['new', 'sent', 'shut'][n % 3], dueOn: n, number: `ЦО-${n}` })),
      );
      await letters.createIndex({ number: 1 });
      const cases: [Document, Document, number[]][] = [
        [{ state: 'new' }, { dueOn: 1 }, [0, 3, 6]],
        [{ state: 'new', dueOn: { $gt: 50 } }, { dueOn: -1 }, [57, 54, 51]],
        [{ state: { $in: ['new', 'sent'] } }, { dueOn: -1 }, [58, 57, 55]],
        [{ number: /^ЦО-5/ }, { number: 1 }, [5, 50, 51]],
      ];
      for (const [filter, sort, first] of cases) {
        const cursor = () =>
          letters
            .find(filter)
            .sort(sort as Record<string, 1>)
            .limit(3);
        expect(await planOf(cursor())).toEqual(['FETCH', 'IXSCAN']);
        expect((await cursor().toArray()).map(({ dueOn }) => dueOn)).toEqual(first);
      }
      expect(await planOf(letters.find({ dueOn: 1 }))).toEqual(['COLLSCAN']);
      expect(await planOf(letters.find({ state: 'new' }).sort({ number: 1 }).hint('state_1_dueOn_-1'))).toEqual([
        'SORT',
        'FETCH',
        'IXSCAN',
      ]);
      expect((await letters.find({ _id: new ObjectId() }).explain()).queryPlanner.winningPlan.inputStage.stage).toBe('IDHACK');
    });

    it('the same index again is fine; another under its name (86) or for its keys (85) is not', async () => {
      await letters.createIndex({ a: 1 }, { name: 'one' });
      await letters.createIndex({ a: 1 }, { name: 'one' });
      expect((await failure(letters.createIndex({ b: 1 }, { name: 'one' }))).code).toBe(86);
      expect((await failure(letters.createIndex({ a: 1 }, { name: 'two' }))).code).toBe(85);
      expect((await failure(client.db('office').collection('nowhere').indexes())).code).toBe(26);
      await letters.dropIndex('one');
      expect((await failure(letters.dropIndex('one'))).code).toBe(27);
    });
  });

  describe('updates', () => {
    it('positional $, $[] and $[name] change the elements meant', async () => {
      await letters.insertOne({
        _id: 1 as never,
        visas: [
          { who: 'a', ok: false },
          { who: 'b', ok: false },
        ],
        marks: [1, 5, 9],
      });
      await letters.updateOne({ 'visas.who': 'b' }, { $set: { 'visas.$.ok': true } });
      await letters.updateOne(
        {},
        { $inc: { 'marks.$[big]': 10 }, $set: { 'visas.$[].seen': 1 } },
        { arrayFilters: [{ big: { $gte: 5 } }] },
      );
      expect(await letters.findOne()).toEqual({
        _id: 1,
        visas: [
          { who: 'a', ok: false, seen: 1 },
          { who: 'b', ok: true, seen: 1 },
        ],
        marks: [1, 15, 19],
      });
    });

    it('$push with $each, $position, $sort, $slice; $pull, $addToSet, $pop', async () => {
      await letters.insertOne({ a: [3, 1], b: [{ x: 2 }, { x: 1 }], c: [1] });
      await letters.updateOne(
        {},
        {
          $push: { a: { $each: [2], $sort: -1, $slice: 2 } as never },
          $pull: { b: { x: { $gt: 1 } } as never },
          $addToSet: { c: { $each: [1, 2] } } as never,
        },
      );
      expect(await letters.findOne({}, { projection: { _id: 0 } })).toEqual({ a: [3, 2], b: [{ x: 1 }], c: [1, 2] });
      await letters.updateOne({}, { $pop: { a: -1 }, $push: { c: { $each: [9], $position: 0 } as never } });
      expect(await letters.findOne({}, { projection: { _id: 0, b: 0 } })).toEqual({ a: [2], c: [9, 1, 2] });
    });

    it('an upsert takes the equalities of the filter; $setOnInsert only then', async () => {
      const first = await letters.updateOne(
        { key: 'x', n: { $gt: 1 } },
        { $set: { a: 1 }, $setOnInsert: { born: true } },
        { upsert: true },
      );
      expect(first).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
      expect(await letters.findOne({ _id: first.upsertedId as ObjectId })).toEqual({
        _id: first.upsertedId,
        key: 'x',
        a: 1,
        born: true,
      });
      await letters.updateOne({ key: 'x' }, { $setOnInsert: { born: false } }, { upsert: true });
      expect(await letters.countDocuments({ born: true })).toBe(1);
    });

    it('pipelines, replacements, and what cannot be', async () => {
      await letters.insertOne({ _id: 1 as never, a: 1, d: new Double(4) });
      await letters.updateOne({}, [{ $set: { sum: { $add: ['$a', '$d'] } } }, { $unset: 'a' }]);
      expect(await letters.findOne({}, { promoteValues: false })).toMatchObject({ d: new Double(4), sum: new Int32(5) });
      expect(await letters.replaceOne({}, { z: 1 })).toMatchObject({ modifiedCount: 1 });
      expect(await letters.findOne()).toEqual({ _id: 1, z: 1 });
      expect((await failure(letters.updateOne({}, { $set: { _id: 2 } }))).code).toBe(66);
      expect((await failure(letters.updateOne({}, { $set: { 'z.deep': 2 } }))).code).toBe(28);
      expect((await failure(letters.updateOne({}, { $set: { q: 1, 'q.a': 2 } }))).code).toBe(40);
      expect((await failure(letters.updateOne({}, { $inc: { z: 'x' } } as never))).code).toBe(14);
      expect((await failure(letters.updateOne({}, { $nonsense: { z: 1 } } as never))).code).toBe(9);
      expect(await letters.updateOne({}, { $set: { z: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    });

    it('findOneAndUpdate: before, after, sorted, upserting; findOneAndDelete', async () => {
      await letters.insertMany([{ n: 2 }, { n: 1 }]);
      expect(await letters.findOneAndUpdate({}, { $set: { got: true } }, { sort: { n: 1 } })).toMatchObject({ n: 1 });
      expect(
        await letters.findOneAndUpdate(
          { got: true },
          { $inc: { n: 10 } },
          { returnDocument: 'after', projection: { _id: 0, n: 1 } },
        ),
      ).toEqual({ n: 11 });
      expect(await letters.findOneAndUpdate({ n: 99 }, { $set: { a: 1 } }, { upsert: true })).toBeNull();
      expect(await letters.findOneAndDelete({ n: 99 })).toMatchObject({ a: 1 });
      expect(await letters.findOneAndDelete({ n: 99 })).toBeNull();
    });

    it('fifty hands at one counter count to fifty', async () => {
      const numbers = await Promise.all(
        Array.from({ length: 50 }, () =>
          letters.findOneAndUpdate({ _id: 'ЦО' as never }, { $inc: { next: 1 } }, { upsert: true, returnDocument: 'after' }),
        ),
      );
      expect(numbers.map((each) => each?.next).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    });
  });

  describe('reading', () => {
    it('cursors come in batches and may be closed early', async () => {
      await letters.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n, text: 'x'.repeat(200) })));
      const seen = new Set<number>();
      for await (const { n } of letters.find().batchSize(7)) seen.add(n);
      expect(seen.size).toBe(1000);
      const cursor = letters.find().batchSize(2);
      await cursor.next();
      await cursor.close();
      const gone = letters.find().batchSize(2);
      await gone.next();
      await client.db('office').command({ killCursors: letters.collectionName, cursors: [gone.id] });
      await gone.next();
      expect((await failure(gone.next())).code).toBe(43);
      expect(
        await letters
          .find()
          .sort({ n: -1 })
          .skip(10)
          .limit(3)
          .map(({ n }) => n)
          .toArray(),
      ).toEqual([989, 988, 987]);
    });

    it('projections: in, out, $slice, $elemMatch, positional, expressions', async () => {
      await letters.insertOne({ a: { b: 1, c: 2 }, list: [{ x: 1 }, { x: 2 }, { x: 3 }], d: 5 });
      const show = (projection: Document, filter: Document = {}) =>
        letters.findOne(filter, { projection: { _id: 0, ...projection } });
      expect(await show({ 'a.b': 1 })).toEqual({ a: { b: 1 } });
      expect(await show({ a: 0, list: 0 })).toEqual({ d: 5 });
      expect(await show({ list: { $slice: -1 }, a: 0 })).toEqual({ list: [{ x: 3 }], d: 5 });
      expect(await show({ list: { $elemMatch: { x: { $gt: 1 } } } })).toEqual({ list: [{ x: 2 }] });
      expect(await show({ 'list.$': 1 }, { 'list.x': 3 })).toEqual({ list: [{ x: 3 }] });
      expect(await show({ twice: { $multiply: ['$d', 2] } })).toEqual({ twice: 10 });
      expect((await failure(show({ a: 1, d: 0 }))).code).toBe(31254);
    });

    it('aggregates: match by index, group, sort, lookup, facet, unwind, merge', async () => {
      const people = client.db('office').collection('people');
      await people.insertMany([
        { _id: 'p1' as never, name: 'Анна' },
        { _id: 'p2' as never, name: 'Пётр' },
      ]);
      await letters.insertMany([
        { by: 'p1', tags: ['a', 'b'], n: 1 },
        { by: 'p2', tags: ['a'], n: 2 },
        { by: 'p1', tags: [], n: 3 },
      ]);
      const run = (...stages: Document[]) => letters.aggregate(stages).toArray();
      expect(
        await run({ $match: { n: { $gt: 0 } } }, { $group: { _id: '$by', sum: { $sum: '$n' } } }, { $sort: { _id: 1 } }),
      ).toEqual([
        { _id: 'p1', sum: 4 },
        { _id: 'p2', sum: 2 },
      ]);
      expect(
        await run(
          { $sort: { n: -1 } },
          { $limit: 1 },
          { $lookup: { from: 'people', localField: 'by', foreignField: '_id', as: 'who' } },
          { $project: { _id: 0, who: '$who.name' } },
        ),
      ).toEqual([{ who: ['Анна'] }]);
      expect(await run({ $facet: { all: [{ $count: 'n' }], tags: [{ $unwind: '$tags' }, { $sortByCount: '$tags' }] } })).toEqual([
        {
          all: [{ n: 3 }],
          tags: [
            { _id: 'a', count: 2 },
            { _id: 'b', count: 1 },
          ],
        },
      ]);
      await run({ $project: { n: 1 } }, { $merge: { into: 'merged' } });
      expect(await client.db('office').collection('merged').countDocuments()).toBe(3);
      expect(await letters.countDocuments({ by: 'p1' }, { skip: 1 })).toBe(1);
      expect(await letters.distinct('tags')).toEqual(['a', 'b']);
    });

    it('what is refused is refused by MongoDB’s numbers', async () => {
      const db = client.db('office');
      expect((await failure(letters.find({ $where: 'true' }).toArray())).code).toBe(2);
      expect(
        (await failure(letters.aggregate([{ $set: { a: { $function: { body: 'f', args: [], lang: 'js' } } } }]).toArray())).code,
      ).toBe(31264);
      expect((await failure(letters.aggregate([{ $nonsense: {} }]).toArray())).code).toBe(40324);
      expect((await failure(db.command({ nonsense: 1 }))).code).toBe(59);
      await db.createCollection(letters.collectionName);
      expect((await failure(db.createCollection(letters.collectionName))).code).toBe(48);
      expect((await failure(db.collection('a$b').insertOne({}))).code).toBe(73);
      expect((await failure(letters.insertOne({ _id: [1] as never }))).code).toBe(53);
    });
  });

  it('GridFS streams a file of many chunks there and back', async () => {
    const bytes = Buffer.from(Array.from({ length: 800_000 }, (_, at) => (at * 7) & 255));
    const bucket = new GridFSBucket(client.db('vault'));
    const upload = bucket.openUploadStream('letter.eml');
    await new Promise<void>((resolve, reject) => upload.on('error', reject).end(bytes, () => resolve()));
    const parts: Buffer[] = [];
    for await (const part of bucket.openDownloadStream(upload.id)) parts.push(part as Buffer);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    expect((await client.db('vault').listCollections().toArray()).map(({ name }) => name).sort()).toEqual([
      'fs.chunks',
      'fs.files',
    ]);
    await client.db('vault').dropDatabase();
    expect(await client.db('vault').listCollections().toArray()).toEqual([]);
  });

  it('only the owner can open the socket; a malformed frame closes its own connection alone', async () => {
    const path = decodeURIComponent(server.uri.slice('mongodb://'.length, -1));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o077).toBe(0);
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64, 255), Buffer.alloc(64)]) {
      await new Promise<void>((resolve) => {
        const socket = connect(path, () => socket.write(bytes));
        socket.on('close', () => resolve());
        socket.on('error', () => undefined);
      });
    }
    expect(await client.db('office').command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});
