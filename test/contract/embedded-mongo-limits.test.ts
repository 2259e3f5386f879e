import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** What is the embedded server's own: its plans, its watch over patterns and time, its collations. */
describe('the embedded database keeps to its limits', () => {
  let database: TestDatabase;
  let client: MongoClient;
  let letters: Collection<Document>;

  beforeAll(async () => {
    database = await testDatabase({ always: 'embedded' });
    client = await new MongoClient(database.uri).connect();
    letters = client.db().collection('letters');
    await letters.insertMany(
      Array.from({ length: 3000 }, (_, n) => ({
        _id: n as never,
        from: n % 100,
        to: n % 70,
        name: ['Ёлкин', 'елкин', 'Жуков', 'ЁЛКИН'][n % 4],
        row: { number: n, other: 'x' },
        parts: [{ a: 1, b: 2 }, 3, [{ a: 4, b: 5 }]],
      })),
    );
    await letters.createIndexes([{ key: { from: 1 } }, { key: { to: 1, name: 1 } }]);
  });
  afterAll(async () => {
    await client.close();
    await database.stop();
  });

  it('$or is served by an index for each branch, every document once', async () => {
    const filter = { $or: [{ from: 7 }, { to: { $lt: 2 } }, { _id: 7 as never }] };
    const { queryPlanner } = await letters.find(filter).explain();
    expect(queryPlanner.winningPlan).toMatchObject({
      stage: 'OR',
      inputStages: [
        { inputStage: { indexName: 'from_1' } },
        { inputStage: { indexName: 'to_1_name_1' } },
        { inputStage: { stage: 'IDHACK' } },
      ],
    });
    const found = await letters.find(filter).sort({ _id: 1 }).toArray();
    const all = Array.from({ length: 3000 }, (_, n) => n).filter((n) => n % 100 === 7 || n % 70 < 2);
    expect(found.map(({ _id }) => _id)).toEqual(all);
    expect((await letters.updateMany(filter, { $set: { seen: true } })).modifiedCount).toBe(all.length);
  });

  it('$or with a branch that no index serves reads everything', async () => {
    const { queryPlanner } = await letters.find({ $or: [{ from: 7 }, { name: 'Жуков' }] }).explain();
    expect(queryPlanner.winningPlan.stage).toBe('COLLSCAN');
  });

  it('maxTimeMS ends a search, a count and a pipeline that take longer', async () => {
    const slow = {
      $expr: { $eq: [{ $reduce: { input: { $range: [0, 50] }, initialValue: 0, in: { $add: ['$$value', 1] } } }, -1] },
    };
    const ended = { code: 50, codeName: 'MaxTimeMSExpired' };
    await expect(letters.find(slow, { maxTimeMS: 1 }).toArray()).rejects.toMatchObject(ended);
    await expect(letters.countDocuments(slow, { maxTimeMS: 1 })).rejects.toMatchObject(ended);
    await expect(letters.distinct('name', slow, { maxTimeMS: 1 })).rejects.toMatchObject(ended);
    expect(await letters.find(slow, { maxTimeMS: 60_000 }).toArray()).toEqual([]);
  });

  it('a pattern that would run for years is ended, in filters, updates and expressions', async () => {
    const evil = client.db().collection<Document>('evil');
    await evil.insertOne({ text: `${'a'.repeat(50)}!` });
    const ended = { code: 51156 };
    await expect(evil.find({ text: /^(a+)+$/ }).toArray()).rejects.toMatchObject(ended);
    await expect(evil.updateMany({ text: /^(a+)+$/ }, { $set: { seen: true } })).rejects.toMatchObject(ended);
    await expect(
      evil.aggregate([{ $project: { hit: { $regexMatch: { input: '$text', regex: '^(a+)+$' } } } }]).toArray(),
    ).rejects.toMatchObject(ended);
    expect(await evil.countDocuments({ seen: true })).toBe(0);
  });

  it('a collation decides what is equal and what comes first', async () => {
    const collation = { locale: 'ru', strength: 1 } as const;
    expect(await letters.countDocuments({ name: 'ёлкин' }, { collation })).toBe(2250);
    expect(await letters.countDocuments({ name: 'ёлкин' }, { collation: { locale: 'ru', strength: 2 } })).toBe(1500);
    expect(await letters.distinct('name', {}, { collation })).toHaveLength(2);
    const [first] = await letters
      .find({}, { collation: { locale: 'ru' } })
      .sort({ name: 1, _id: 1 })
      .limit(1)
      .toArray();
    expect(first?.name).toBe('елкин');
    await expect(letters.find({ name: /ё/ }, { collation }).toArray()).rejects.toMatchObject({ code: 2 });
    await expect(letters.aggregate([{ $group: { _id: '$name' } }], { collation }).toArray()).rejects.toMatchObject({ code: 2 });
  });

  it.each<[Document, Document]>([
    [{ 'row.number': 1 }, { _id: 5, row: { number: 5 } }],
    [{ _id: 0, row: 1 }, { row: { number: 5, other: 'x' } }],
    [{ _id: 0, 'parts.a': 1 }, { parts: [{ a: 1 }, [{ a: 4 }]] }],
    [
      { 'parts.a': 0, row: 0, name: 0, from: 0, to: 0, seen: 0 },
      { _id: 5, parts: [{ b: 2 }, 3, [{ b: 5 }]] },
    ],
    [{ _id: 1 }, { _id: 5 }],
    [{ _id: 0, nothing: 1 }, {}],
    [
      { _id: 0, row: { other: 1 }, n: '$row.number' },
      { row: { other: 'x' }, n: 5 },
    ],
  ])('projection %j', async (projection, row) => {
    expect(await letters.findOne({ _id: 5 as never }, { projection })).toEqual(row);
  });
});
