import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BSON,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MongoClient,
  type UpdateFilter,
  type UpdateOptions,
} from 'mongodb';
import { type TestDatabase, testDatabase } from '../support/database.ts';

type Case = [sentence: string, before: Document, update: Document | Document[], after: Document, options?: Options];
type Options = UpdateOptions & { readonly filter?: Document };

/** Expectations are MongoDB's documented behaviour (manual, "Update Operators"). On `MONGODB_URI` when that is set. */
describe('what updates leave', () => {
  let database: TestDatabase;
  let client: MongoClient;
  let letters: Collection<Document>;

  beforeAll(async () => {
    database = await testDatabase();
    client = await new MongoClient(database.uri).connect();
    letters = client.db().collection('letters');
  });
  beforeEach(async () => {
    await letters.deleteMany({});
  });
  afterAll(async () => {
    await client.close();
    await database.stop();
  });

  it.each(changes())('%s', async (_sentence, before, update, after, { filter = {}, ...options } = {}) => {
    await letters.insertOne({ _id: 1 as never, ...before });
    await letters.updateOne({ _id: 1 as never, ...filter }, update as UpdateFilter<Document>, options);
    expect(plain(await letters.findOne({}, { promoteValues: false }))).toEqual(plain({ _id: 1, ...after }));
  });

  it.each<[string, Document, Document | Document[], number, Options?]>([
    ['an operator that does not exist', {}, { $put: { a: 1 } }, 9],
    ['two operators on one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a path and one below it', {}, { $set: { a: 1, 'a.b': 2 } }, 40],
    ['a field below a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['a name below an array', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
    ['another _id', {}, { $set: { _id: 2 } }, 66],
    ['$inc of a text', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc by a text', { a: 1 }, { $inc: { a: 'x' } }, 14],
    ['$inc of null', { a: null }, { $inc: { a: 1 } }, 14],
    ['$inc beyond 64 bits', { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
    ['$push on a number', { a: 1 }, { $push: { a: 1 } }, 2],
    ['$push with a clause that does not exist', { a: [] }, { $push: { a: { $each: [], $first: 1 } } }, 2],
    ['$addToSet on a text', { a: 'x' }, { $addToSet: { a: 1 } }, 2],
    ['$pull from a text', { a: 'x' }, { $pull: { a: 1 } }, 2],
    ['$pop by two', { a: [1] }, { $pop: { a: 2 } }, 9],
    ['$pop of a number', { a: 1 }, { $pop: { a: 1 } }, 14],
    ['$bit on a double', { a: 1.5 }, { $bit: { a: { and: 1 } } }, 2],
    ['$ without a match in the filter', { a: [1] }, { $set: { 'a.$': 2 } }, 2],
    ['$[] without an array', { a: 1 }, { $set: { 'a.$[]': 2 } }, 2],
    ['$[name] without its filter', { a: [1] }, { $set: { 'a.$[x]': 2 } }, 2],
    ['a filter that no path names', { a: [1] }, { $set: { b: 2 } }, 9, { arrayFilters: [{ x: 1 }] }],
    ['an empty part of a path', {}, { $set: { 'a..b': 1 } }, 56],
    ['a pipeline with $group', {}, [{ $group: { _id: null } }], 72],
  ])('%s is refused, and nothing is changed', async (_sentence, before, update, code, options = {}) => {
    await letters.insertOne({ _id: 1 as never, ...before });
    await expect(letters.updateOne({ _id: 1 as never }, update as UpdateFilter<Document>, options)).rejects.toMatchObject({
      code,
    });
    expect(plain(await letters.findOne({}, { promoteValues: false }))).toEqual(plain({ _id: 1, ...before }));
  });

  it.each<[string, Document, Document, Document]>([
    ['equalities of the filter', { _id: 1, a: 2, b: { $gt: 1 } }, { $set: { c: 3 } }, { _id: 1, a: 2, c: 3 }],
    ['paths of the filter', { _id: 1, 'a.b': 2 }, { $set: { 'a.c': 3 } }, { _id: 1, a: { b: 2, c: 3 } }],
    ['$eq and $and', { $and: [{ _id: 1 }, { a: { $eq: 2 } }] }, { $set: { c: 3 } }, { _id: 1, a: 2, c: 3 }],
    [
      'an $in of one is an equality, of two it is not',
      { _id: 1, a: { $in: [2] }, b: { $in: [1, 2] } },
      { $set: { c: 3 } },
      { _id: 1, a: 2, c: 3 },
    ],
    ['$setOnInsert beside $inc', { _id: 1 }, { $setOnInsert: { a: 1 }, $inc: { n: 2 } }, { _id: 1, a: 1, n: 2 }],
    ['$unset of nothing', { _id: 1 }, { $unset: { a: '' } }, { _id: 1 }],
    ['$push makes the array', { _id: 1 }, { $push: { a: 1 } }, { _id: 1, a: [1] }],
    ['an _id of null', { _id: null }, { $set: { a: 1 } }, { _id: null, a: 1 }],
  ])('an upsert starts from: %s', async (_sentence, filter, update, after) => {
    const { upsertedCount } = await letters.updateOne(filter, update as UpdateFilter<Document>, { upsert: true });
    expect(upsertedCount).toBe(1);
    expect(plain(await letters.findOne({}, { promoteValues: false }))).toEqual(plain(after));
  });

  it('what is as it should be is matched, not modified', async () => {
    await letters.insertOne({ _id: 1 as never, a: 1, tags: ['x'] });
    const same = [
      { $set: { a: 1 } },
      { $addToSet: { tags: 'x' } },
      { $pull: { tags: 'y' } },
      { $max: { a: 0 } },
      { $unset: { b: '' } },
    ];
    for (const update of same) {
      expect(await letters.updateOne({}, update as never)).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    }
  });

  it('$currentDate sets the time of the server, as a date or a timestamp', async () => {
    await letters.insertOne({ _id: 1 as never });
    await letters.updateOne({}, { $currentDate: { a: true, b: { $type: 'date' }, c: { $type: 'timestamp' } } as never });
    const found = await letters.findOne({}, { promoteValues: false });
    expect(found?.a).toBeInstanceOf(Date);
    expect(found?.b).toBeInstanceOf(Date);
    expect(found?.c).toMatchObject({ _bsontype: 'Timestamp' });
  });
});

/** Types count: Int32(5) is not Double(5). */
function plain(document: Document | null): Document {
  return BSON.EJSON.serialize(BSON.deserialize(BSON.serialize(document ?? {}), { promoteValues: false }), { relaxed: false });
}

function changes(): Case[] {
  return [
    ['$set makes documents on its way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set on an element by position', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
    ['$set beyond the end fills with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    ['$set in a document within an array', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
    [
      '$set of an equal number of another type changes the type',
      { a: new Int32(5) },
      { $set: { a: new Double(5) } },
      { a: new Double(5) },
    ],
    ['new fields come in the order of their names', {}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
    ['$unset of an element leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['$unset of a path', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': '' } }, { a: { c: 2 } }],
    ['$rename moves a value', { a: { b: 1 }, c: 2 }, { $rename: { 'a.b': 'd' } }, { a: {}, c: 2, d: 1 }],
    ['$rename of nothing is nothing', { a: 1 }, { $rename: { x: 'y' } }, { a: 1 }],
    ['$inc keeps the type', { a: new Int32(1) }, { $inc: { a: new Int32(2) } }, { a: new Int32(3) }],
    [
      '$inc beyond 32 bits becomes 64',
      { a: new Int32(2147483647) },
      { $inc: { a: new Int32(1) } },
      { a: Long.fromNumber(2147483648) },
    ],
    ['$inc by a double', { a: new Int32(1) }, { $inc: { a: new Double(0.5) } }, { a: new Double(1.5) }],
    [
      '$inc by a decimal',
      { a: new Int32(1) },
      { $inc: { a: Decimal128.fromString('0.1') } },
      { a: Decimal128.fromString('1.1') },
    ],
    ['$inc of a missing field starts from the operand', {}, { $inc: { a: Long.fromNumber(2) } }, { a: Long.fromNumber(2) }],
    ['$mul', { a: new Int32(3) }, { $mul: { a: new Int32(4) } }, { a: new Int32(12) }],
    ['$mul of a missing field is zero of its type', {}, { $mul: { a: new Double(4) } }, { a: new Double(0) }],
    ['$min', { a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 } }, { a: 3, b: 5, c: 1 }],
    ['$max across types follows the order of types', { a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
    ['$bit', { a: new Int32(13) }, { $bit: { a: { and: new Int32(10) } } }, { a: new Int32(8) }],
    ['$push', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
    ['$push of an array is one element', { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
    ['$push $each at a $position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    ['$push at a position from the end', { a: [1, 4] }, { $push: { a: { $each: [3], $position: -1 } } }, { a: [1, 3, 4] }],
    ['$push keeps the last ($slice below zero)', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    [
      '$push sorts by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['$push sorts values downwards', { a: [1, 3] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
    [
      '$addToSet takes what is not there',
      { a: [1, { x: 1 }] },
      { $addToSet: { a: { $each: [1, 2, { x: 1 }, 2] } } },
      { a: [1, { x: 1 }, 2] },
    ],
    ['$addToSet: 1 and 1.0 are one', { a: [new Int32(1)] }, { $addToSet: { a: new Double(1) } }, { a: [new Int32(1)] }],
    ['$pull of a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by a condition', { a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
    ['$pull of documents by some fields', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
    ['$pull from nothing', {}, { $pull: { a: 1 } }, {}],
    ['$pullAll', { a: [1, 2, 3, 2] }, { $pullAll: { a: [1, 2] } }, { a: [3] }],
    ['$pop last and first', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    [
      '$ is the first element that the filter met',
      { a: [1, 2, 2] },
      { $set: { 'a.$': 9 } },
      { a: [1, 9, 2] },
      { filter: { a: 2 } },
    ],
    [
      '$ below $elemMatch',
      {
        a: [
          { x: 1, y: 1 },
          { x: 1, y: 2 },
        ],
      },
      { $inc: { 'a.$.y': 5 } },
      {
        a: [
          { x: 1, y: 1 },
          { x: 1, y: 7 },
        ],
      },
      { filter: { a: { $elemMatch: { x: 1, y: 2 } } } },
    ],
    ['$[] is every element', { a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
    [
      '$[name] are those of its filter',
      { a: [{ n: 1 }, { n: 5 }] },
      { $set: { 'a.$[big].hit': true } },
      { a: [{ n: 1 }, { n: 5, hit: true }] },
      { arrayFilters: [{ 'big.n': { $gt: 2 } }] },
    ],
    [
      '$[name] within $[name]',
      { a: [{ b: [1, 9] }, { b: [9] }] },
      { $set: { 'a.$[].b.$[nine]': 0 } },
      { a: [{ b: [1, 0] }, { b: [0] }] },
      { arrayFilters: [{ nine: 9 }] },
    ],
    ['$setOnInsert says nothing to what is there', { a: 1 }, { $setOnInsert: { a: 2 } }, { a: 1 }, { upsert: true }],
    ['a pipeline: $set sees the fields before', { a: 1, b: 2 }, [{ $set: { c: { $add: ['$a', '$b'] } } }], { a: 1, b: 2, c: 3 }],
    ['a pipeline: $unset', { a: 1, b: 2 }, [{ $unset: 'a' }], { b: 2 }],
    ['a pipeline: $replaceWith keeps the _id', { a: { x: 1 } }, [{ $replaceWith: '$a' }], { x: 1 }],
    [
      'a pipeline leaves the types of other fields alone',
      { a: Long.fromNumber(1), b: new Double(2) },
      [{ $set: { c: 'x' } }],
      { a: Long.fromNumber(1), b: new Double(2), c: 'x' },
    ],
    ['an update without anything to do', { a: 1 }, { $set: {} }, { a: 1 }],
  ];
}
