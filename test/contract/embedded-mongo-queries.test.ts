import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Binary, type Collection, Decimal128, type Document, Double, Int32, Long, MongoClient, ObjectId } from 'mongodb';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** Expectations are MongoDB's documented behaviour (manual, "Query and Projection Operators"). On `MONGODB_URI` when that is set. */
describe('what filters find', () => {
  let database: TestDatabase;
  let client: MongoClient;
  let letters: Collection<Document>;

  beforeAll(async () => {
    database = await testDatabase();
    client = await new MongoClient(database.uri).connect();
    letters = client.db().collection('letters');
    await letters.insertMany(stored());
  });
  afterAll(async () => {
    await client.close();
    await database.stop();
  });

  const found = async (filter: Document): Promise<unknown[]> =>
    (await letters.find(filter).project({ _id: 1 }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

  it.each(finds())('%s', async (_sentence, filter, ids) => {
    expect(await found(filter)).toEqual(ids);
    expect(await letters.countDocuments(filter)).toBe(ids.length);
  });

  it.each(finds())('within $and, $or and $nor: %s', async (_sentence, filter, ids) => {
    expect(await found({ $and: [filter, {}] })).toEqual(ids);
    expect(await found({ $or: [filter, { _id: 'nobody' }] })).toEqual(ids);
    expect(await found({ $nor: [{ $nor: [filter] }] })).toEqual(ids);
  });

  it.each<[string, Document, number]>([
    ['an operator that does not exist', { n: { $near_: 1 } }, 2],
    ['a top-level operator that does not exist', { $nand: [] }, 2],
    ['$in without an array', { n: { $in: 1 } }, 2],
    ['$in with operators inside', { n: { $in: [{ $gt: 1 }] } }, 2],
    ['$and that is empty', { $and: [] }, 2],
    ['$or of something that is no document', { $or: [1] }, 2],
    ['$not of a plain value', { n: { $not: 1 } }, 2],
    ['$size below zero', { tags: { $size: -1 } }, 2],
    ['$mod by zero', { n: { $mod: [0, 1] } }, 2],
    ['$mod of one number', { n: { $mod: [2] } }, 2],
    ['$type of a name that is none', { n: { $type: 'whole' } }, 2],
    ['$all without an array', { tags: { $all: 'a' } }, 2],
    ['$elemMatch without a document', { tags: { $elemMatch: 1 } }, 2],
    ['$regex that does not parse', { s: { $regex: '(' } }, 51091],
    ['$options without $regex', { s: { $options: 'i' } }, 2],
    ['$where: no server-side JavaScript', { $where: 'true' }, 2],
  ])('%s is refused', async (_sentence, filter, code) => {
    await expect(letters.find(filter).toArray()).rejects.toMatchObject({ code });
  });
});

function day(n: number): Date {
  return new Date(Date.UTC(2026, 0, n));
}

function stored(): Document[] {
  return [
    {
      _id: 1,
      n: new Int32(5),
      s: 'abc',
      tags: ['a', 'b'],
      sub: { x: 1, y: 'q' },
      items: [
        { k: 1, v: 10 },
        { k: 2, v: 20 },
      ],
      on: day(1),
    },
    { _id: 2, n: new Double(5), s: 'ABC', tags: ['b'], sub: { y: 'q', x: 1 }, items: [{ k: 1, v: 20 }], on: day(2) },
    { _id: 3, n: Long.fromNumber(-7), s: 'ёлка', tags: [], sub: { x: null }, items: [], on: day(3) },
    { _id: 4, n: Decimal128.fromString('5.5'), s: 'a.c', tags: 'a', sub: [{ x: 1 }, { x: 2 }], items: [{ k: 3 }, 7] },
    { _id: 5, n: null, s: null, tags: null, sub: 'q' },
    { _id: 6 },
    { _id: 7, n: Number.NaN, s: '', tags: [['a', 'b'], 'c'], sub: { x: [1, 2, 3] }, items: [[{ k: 1 }]] },
    {
      _id: 8,
      n: [1, 9],
      s: ['abc', 'x'],
      tags: [null],
      o: new ObjectId('00000000000000000000000a'),
      b: new Binary(Buffer.from([6])),
    },
    { _id: 9, n: true, s: false, tags: [1, 2, 3], r: /ab/i, on: 'no date' },
  ];
}

function finds(): [string, Document, number[]][] {
  return [
    ['equality over all numeric types', { n: 5 }, [1, 2]],
    ['equality with one element of an array', { tags: 'a' }, [1, 4]],
    ['equality with a whole array', { tags: ['a', 'b'] }, [1, 7]],
    ['an array within an array as a whole', { tags: [['a', 'b'], 'c'] }, [7]],
    ['the empty array', { tags: [] }, [3]],
    ['a document equals only with its fields in the same order', { sub: { x: 1, y: 'q' } }, [1]],
    ['null finds null and missing', { n: null }, [5, 6]],
    ['null within an array counts', { tags: null }, [5, 6, 8]],
    ['null below a field that is missing', { 'sub.x': null }, [3, 5, 6, 8, 9]],
    ['NaN equals NaN', { n: Number.NaN }, [7]],
    ['true is no number', { n: true }, [9]],
    ['a path into documents', { 'sub.x': 1 }, [1, 2, 4, 7]],
    ['a path through an array by position', { 'items.0.v': 10 }, [1]],
    ['a path through an array of documents', { 'items.v': 20 }, [1, 2]],
    ['an ObjectId', { o: new ObjectId('00000000000000000000000a') }, [8]],
    ['bytes', { b: new Binary(Buffer.from([6])) }, [8]],
    ['a regular expression stored as such', { r: /ab/i }, [9]],
    ['$eq', { n: { $eq: 5.5 } }, [4]],
    ['$eq null', { n: { $eq: null } }, [5, 6]],
    ['$ne leaves out every document with such an element', { tags: { $ne: 'a' } }, [2, 3, 5, 6, 7, 8, 9]],
    ['$ne null', { n: { $ne: null } }, [1, 2, 3, 4, 7, 8, 9]],
    ['$gt compares numbers of all types with numbers only', { n: { $gt: 5 } }, [4, 8]],
    ['$gte', { n: { $gte: 5 } }, [1, 2, 4, 8]],
    ['$lt', { n: { $lt: 5 } }, [3, 8]],
    ['$lte', { n: { $lte: 5 } }, [1, 2, 3, 8]],
    ['$gte null finds null and missing', { n: { $gte: null } }, [5, 6]],
    ['$gte NaN finds NaN alone', { n: { $gte: Number.NaN } }, [7]],
    ['a range may be met by two elements of an array', { n: { $gt: 4, $lt: 4.5 } }, [8]],
    ['a range of dates leaves other types alone', { on: { $gte: day(2) } }, [2, 3]],
    ['a range of texts goes by their bytes', { s: { $gte: 'a', $lt: 'b' } }, [1, 4, 8]],
    ['$in of values and patterns', { s: { $in: [/^A/, 'ёлка'] } }, [2, 3]],
    ['$in with null', { s: { $in: [null] } }, [5, 6]],
    ['$in of nothing', { n: { $in: [] } }, []],
    ['$nin', { tags: { $nin: ['a', 'b', null] } }, [3, 7, 9]],
    ['$exists: true finds null too', { n: { $exists: true } }, [1, 2, 3, 4, 5, 7, 8, 9]],
    ['$exists: false', { n: { $exists: false } }, [6]],
    ['$exists below an array', { 'items.v': { $exists: true } }, [1, 2]],
    ['$type int', { n: { $type: 'int' } }, [1, 8]],
    ['$type double', { n: { $type: 'double' } }, [2, 7]],
    ['$type long', { n: { $type: 'long' } }, [3]],
    ['$type decimal', { n: { $type: 'decimal' } }, [4]],
    ['$type number', { n: { $type: 'number' } }, [1, 2, 3, 4, 7, 8]],
    ['$type null is not missing', { n: { $type: 'null' } }, [5]],
    ['$type by number, several', { n: { $type: [8, 10] } }, [5, 9]],
    ['$type array means the field itself', { tags: { $type: 'array' } }, [1, 2, 3, 7, 8, 9]],
    ['$type object sees elements', { items: { $type: 'object' } }, [1, 2, 4]],
    ['$not of a range finds missing and other types', { n: { $not: { $gt: 0 } } }, [3, 5, 6, 7, 9]],
    ['$not of a pattern', { s: { $not: /b/i } }, [3, 4, 5, 6, 7, 9]],
    ['$size', { tags: { $size: 1 } }, [2, 8]],
    ['$size 0', { tags: { $size: 0 } }, [3]],
    ['$all', { tags: { $all: ['b', 'a'] } }, [1]],
    ['$all of one array means the whole or an element', { tags: { $all: [['a', 'b']] } }, [1, 7]],
    ['$all of nothing', { tags: { $all: [] } }, []],
    ['$all with $elemMatch', { items: { $all: [{ $elemMatch: { k: 1, v: 10 } }, { $elemMatch: { k: 2 } }] } }, [1]],
    ['$elemMatch: one element meets all', { items: { $elemMatch: { k: 1, v: 20 } } }, [2]],
    ['$elemMatch of values', { tags: { $elemMatch: { $gt: 1, $lt: 3 } } }, [9]],
    ['$elemMatch sees no scalar as an array', { tags: { $elemMatch: { $eq: 'a' } } }, [1]],
    ['$mod', { n: { $mod: [4, 1] } }, [1, 2, 4, 8]],
    ['$mod of a negative number keeps its sign', { n: { $mod: [4, -3] } }, [3]],
    ['$bitsAllSet', { n: { $bitsAllSet: 5 } }, [1, 2]],
    ['$bitsAnyClear by positions', { n: { $bitsAnyClear: [0] } }, []],
    ['$regex', { s: { $regex: '^a' } }, [1, 4, 8]],
    ['$regex with options', { s: { $regex: '^a', $options: 'i' } }, [1, 2, 4, 8]],
    ['$regex beside other operators', { s: { $regex: 'b', $ne: 'abc' } }, []],
    ['a literal dot', { s: /a\.c/ }, [4]],
    ['$expr', { $expr: { $eq: ['$sub.y', 'q'] } }, [1, 2]],
    ['several conditions on one document', { n: 5, s: 'abc' }, [1]],
    ['$and on one field twice', { $and: [{ tags: 'a' }, { tags: 'b' }] }, [1]],
    ['$or', { $or: [{ n: -7 }, { s: '' }] }, [3, 7]],
    ['$nor', { $nor: [{ n: { $exists: true } }] }, [6]],
    ['$comment says nothing', { $comment: 'why', n: 5 }, [1, 2]],
  ];
}
