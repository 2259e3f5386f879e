import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, Decimal128, type Document, MongoClient } from 'mongodb';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** Expectations are MongoDB's documented behaviour (manual, "Aggregation Stages"). On `MONGODB_URI` when that is set. */
describe('what pipelines give', () => {
  let database: TestDatabase;
  let client: MongoClient;
  let db: Db;
  let letters: Collection<Document>;

  beforeAll(async () => {
    database = await testDatabase();
    client = await new MongoClient(database.uri).connect();
    db = client.db();
    letters = db.collection('letters');
    await letters.insertMany([
      { _id: 1 as never, state: 'open', office: 'ЦО', days: 3, tags: ['a', 'b'], card: { topic: 'debt', by: 7 } },
      { _id: 2 as never, state: 'open', office: 'Юг', days: 10, tags: [], card: { topic: 'meter', by: 8 } },
      { _id: 3 as never, state: 'sent', office: 'ЦО', days: 5, tags: ['b'], card: { topic: 'debt' } },
      { _id: 4 as never, state: 'sent', office: 'ЦО', days: null, card: null },
    ]);
    await letters.createIndex({ state: 1, days: 1 });
    await db.collection('people').insertMany([
      { _id: 7 as never, name: 'Анна', unit: 1 },
      { _id: 8 as never, name: 'Борис', unit: 2 },
    ]);
  });
  afterAll(async () => {
    await client.close();
    await database.stop();
  });

  it.each(pipelines())('%s', async (_sentence, pipeline, rows) => {
    expect(await letters.aggregate(pipeline).toArray()).toEqual(rows);
  });

  it.each<[string, Document[], number]>([
    ['a stage that does not exist', [{ $sift: {} }], 40324],
    ['a stage of two operators', [{ $match: {}, $limit: 1 }], 40323],
    ['$out before the end', [{ $out: 'x' }, { $limit: 1 }], 40601],
    ['$match of something that is no document', [{ $match: 1 }], 15959],
    ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
    ['$group by an accumulator that does not exist', [{ $group: { _id: null, n: { $total: 1 } } }], 15952],
    ['$limit of zero', [{ $limit: 0 }], 15958],
    ['$skip below zero', [{ $skip: -1 }], 5107200],
    ['$unwind without a dollar', [{ $unwind: 'tags' }], 28818],
    ['$count of an empty name', [{ $count: '' }], 40156],
    ['$lookup without as', [{ $lookup: { from: 'people' } }], 9],
    ['$project of nothing', [{ $project: {} }], 51272],
    ['an expression that does not exist', [{ $project: { x: { $plus: [1, 2] } } }], 31325],
    ['$function: no server-side JavaScript', [{ $project: { x: { $function: { body: 'x', args: [], lang: 'js' } } } }], 31264],
    ['$sort by a word', [{ $sort: { a: 'up' } }], 15974],
    ['$sample without a size', [{ $sample: {} }], 28749],
    ['$facet with $out inside', [{ $facet: { a: [{ $out: 'x' }] } }], 40600],
  ])('%s is refused', async (_sentence, pipeline, code) => {
    await expect(letters.aggregate(pipeline).toArray()).rejects.toMatchObject({ code });
  });

  it('$sample gives as many as asked for, each once', async () => {
    const rows = await letters.aggregate([{ $sample: { size: 3 } }]).toArray();
    expect(new Set(rows.map(({ _id }) => _id)).size).toBe(3);
    expect(await letters.aggregate([{ $sample: { size: 9 } }]).toArray()).toHaveLength(4);
  });

  it('$out replaces a collection and keeps its indexes; what it cannot write leaves the old one as it was', async () => {
    const target = db.collection('copies');
    await target.createIndex({ office: 1 }, { unique: true });
    await target.insertOne({ _id: 0 as never, office: 'старый' });
    await expect(letters.aggregate([{ $project: { office: 1 } }, { $out: 'copies' }]).toArray()).rejects.toMatchObject({
      code: 11000,
    });
    expect(await target.find().toArray()).toEqual([{ _id: 0, office: 'старый' }]);
    await letters.aggregate([{ $group: { _id: '$office' } }, { $project: { office: '$_id' } }, { $out: 'copies' }]).toArray();
    expect(await target.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'ЦО', office: 'ЦО' },
      { _id: 'Юг', office: 'Юг' },
    ]);
    expect((await target.indexes()).map(({ name }) => name)).toEqual(['_id_', 'office_1']);
  });

  it('$merge updates, inserts, replaces, keeps or fails as it is told', async () => {
    const target = db.collection<Document>('totals');
    const merge = async (options: Document): Promise<Document[]> => {
      await target.deleteMany({});
      await target.insertOne({ _id: 1 as never, old: true });
      await letters
        .aggregate([{ $match: { _id: { $lte: 2 } } }, { $project: { days: 1 } }, { $merge: { into: 'totals', ...options } }])
        .toArray();
      return target.find().sort({ _id: 1 }).toArray();
    };
    expect(await merge({})).toEqual([
      { _id: 1, old: true, days: 3 },
      { _id: 2, days: 10 },
    ]);
    expect(await merge({ whenMatched: 'replace' })).toEqual([
      { _id: 1, days: 3 },
      { _id: 2, days: 10 },
    ]);
    expect(await merge({ whenMatched: 'keepExisting', whenNotMatched: 'discard' })).toEqual([{ _id: 1, old: true }]);
    expect(await merge({ whenMatched: [{ $set: { sum: { $add: ['$$new.days', 1] } } }] })).toEqual([
      { _id: 1, old: true, sum: 4 },
      { _id: 2, days: 10 },
    ]);
    await expect(merge({ whenMatched: 'fail' })).rejects.toMatchObject({ code: 11000, keyPattern: { _id: 1 } });
    await expect(merge({ whenNotMatched: 'fail' })).rejects.toMatchObject({ code: 13113 });
    await expect(merge({ on: 'days' })).rejects.toMatchObject({ code: 51183 });
  });
});

function pipelines(): [string, Document[], Document[]][] {
  return [
    [
      '$match by expression',
      [{ $match: { $expr: { $gt: ['$days', 4] } } }, { $project: { _id: 1 } }, { $sort: { _id: 1 } }],
      [{ _id: 2 }, { _id: 3 }],
    ],
    [
      '$project: in, computed, out of a document',
      [{ $match: { _id: 1 } }, { $project: { _id: 0, topic: '$card.topic', days: 1, 'card.by': 1, n: { $size: '$tags' } } }],
      [{ days: 3, card: { by: 7 }, topic: 'debt', n: 2 }],
    ],
    [
      '$project out',
      [{ $match: { _id: 3 } }, { $project: { tags: 0, card: 0, office: 0 } }],
      [{ _id: 3, state: 'sent', days: 5 }],
    ],
    [
      '$project with conditions',
      [{ $sort: { _id: 1 } }, { $project: { late: { $cond: [{ $gt: ['$days', 4] }, 'yes', 'no'] } } }],
      [
        { _id: 1, late: 'no' },
        { _id: 2, late: 'yes' },
        { _id: 3, late: 'yes' },
        { _id: 4, late: 'no' },
      ],
    ],
    [
      '$group with $sum, $avg, $min, $max, $push, $addToSet, $first, $last',
      [
        { $sort: { _id: 1 } },
        {
          $group: {
            _id: '$state',
            n: { $sum: 1 },
            days: { $sum: '$days' },
            mean: { $avg: '$days' },
            least: { $min: '$days' },
            most: { $max: '$days' },
            all: { $push: '$_id' },
            offices: { $addToSet: '$office' },
            one: { $first: '$_id' },
            end: { $last: '$_id' },
          },
        },
        { $project: { offices: 0 } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'open', n: 2, days: 13, mean: 6.5, least: 3, most: 10, all: [1, 2], one: 1, end: 2 },
        { _id: 'sent', n: 2, days: 5, mean: 5, least: 5, most: 5, all: [3, 4], one: 3, end: 4 },
      ],
    ],
    [
      '$group by a document',
      [{ $group: { _id: { s: '$state', o: '$office' }, n: { $sum: 1 } } }, { $sort: { n: -1, '_id.o': 1 } }, { $limit: 1 }],
      [{ _id: { s: 'sent', o: 'ЦО' }, n: 2 }],
    ],
    ['$group of all', [{ $group: { _id: null, days: { $max: '$days' } } }], [{ _id: null, days: 10 }]],
    [
      '$group: missing and null are one group',
      [{ $group: { _id: '$card.by', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      [
        { _id: null, n: 2 },
        { _id: 7, n: 1 },
        { _id: 8, n: 1 },
      ],
    ],
    [
      '$sort, $skip, $limit',
      [{ $sort: { days: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { days: 1 } }],
      [
        { _id: 3, days: 5 },
        { _id: 1, days: 3 },
      ],
    ],
    ['$limit before $match sees the first only', [{ $sort: { _id: 1 } }, { $limit: 2 }, { $match: { state: 'sent' } }], []],
    [
      '$unwind',
      [{ $sort: { _id: 1 } }, { $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'a' },
        { _id: 1, tags: 'b' },
        { _id: 3, tags: 'b' },
      ],
    ],
    [
      '$unwind keeps the empty and counts',
      [
        { $match: { _id: { $in: [2, 3] } } },
        { $sort: { _id: 1 } },
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } },
        { $project: { tags: 1, at: 1 } },
      ],
      [
        { _id: 2, at: null },
        { _id: 3, tags: 'b', at: 0 },
      ],
    ],
    [
      '$lookup by fields',
      [
        { $sort: { _id: 1 } },
        { $lookup: { from: 'people', localField: 'card.by', foreignField: '_id', as: 'by' } },
        { $project: { by: '$by.name' } },
      ],
      [
        { _id: 1, by: ['Анна'] },
        { _id: 2, by: ['Борис'] },
        { _id: 3, by: [] },
        { _id: 4, by: [] },
      ],
    ],
    [
      '$lookup by a pipeline with let',
      [
        { $match: { _id: 1 } },
        {
          $lookup: {
            from: 'people',
            let: { who: '$card.by' },
            pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$who'] } } }, { $project: { _id: 0, name: 1 } }],
            as: 'by',
          },
        },
        { $project: { by: 1 } },
      ],
      [{ _id: 1, by: [{ name: 'Анна' }] }],
    ],
    [
      '$facet',
      [
        {
          $facet: {
            states: [{ $sortByCount: '$state' }, { $count: 'n' }],
            last: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
          },
        },
      ],
      [{ states: [{ n: 2 }], last: [{ _id: 4 }] }],
    ],
    ['$count', [{ $match: { state: 'open' } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing gives no row', [{ $match: { state: 'lost' } }, { $count: 'n' }], []],
    [
      '$addFields and $set, also below a path',
      [
        { $match: { _id: 1 } },
        { $addFields: { 'card.days': '$days', twice: { $multiply: ['$days', 2] } } },
        { $set: { days: '$$REMOVE' } },
        { $project: { card: 1, twice: 1, days: 1 } },
      ],
      [{ _id: 1, card: { topic: 'debt', by: 7, days: 3 }, twice: 6 }],
    ],
    [
      '$unset',
      [{ $match: { _id: 3 } }, { $unset: ['card.topic', 'tags', 'days'] }],
      [{ _id: 3, state: 'sent', office: 'ЦО', card: {} }],
    ],
    [
      '$replaceRoot and $mergeObjects',
      [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { $mergeObjects: ['$card', { id: '$_id' }] } } }],
      [{ topic: 'debt', by: 7, id: 1 }],
    ],
    ['$replaceWith', [{ $match: { _id: 1 } }, { $replaceWith: '$card' }], [{ topic: 'debt', by: 7 }]],
    [
      '$sortByCount',
      [{ $match: { office: 'ЦО' } }, { $sortByCount: '$state' }],
      [
        { _id: 'sent', count: 2 },
        { _id: 'open', count: 1 },
      ],
    ],
    [
      '$bucket',
      [
        { $match: { days: { $ne: null } } },
        { $bucket: { groupBy: '$days', boundaries: [0, 5, 10], default: 'more', output: { n: { $sum: 1 } } } },
      ],
      [
        { _id: 0, n: 1 },
        { _id: 5, n: 1 },
        { _id: 'more', n: 1 },
      ],
    ],
    [
      '$unionWith',
      [
        { $match: { _id: 1 } },
        { $project: { office: 1 } },
        { $unionWith: { coll: 'people', pipeline: [{ $match: { unit: 2 } }, { $project: { name: 1 } }] } },
      ],
      [
        { _id: 1, office: 'ЦО' },
        { _id: 8, name: 'Борис' },
      ],
    ],
    [
      '$redact',
      [
        { $match: { _id: 1 } },
        { $project: { card: 1, state: 1 } },
        { $redact: { $cond: [{ $eq: ['$topic', 'debt'] }, '$$PRUNE', '$$DESCEND'] } },
      ],
      [{ _id: 1, state: 'open' }],
    ],
    [
      'dates, texts and arrays in expressions',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            up: { $toUpper: '$state' },
            year: { $year: new Date(0) },
            has: { $in: ['a', '$tags'] },
            kept: { $filter: { input: '$tags', as: 't', cond: { $eq: ['$$t', 'b'] } } },
            both: { $concat: ['$state', '-', '$office'] },
            sum: { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
          },
        },
      ],
      [{ up: 'OPEN', year: 1970, has: true, kept: ['b'], both: 'open-ЦО', sum: 6 }],
    ],
    [
      'decimals keep their exactness',
      [
        { $match: { _id: 1 } },
        { $project: { _id: 0, d: { $literal: Decimal128.fromString('0.1') }, office: Decimal128.fromString('1') } },
      ],
      [{ office: 'ЦО', d: Decimal128.fromString('0.1') }],
    ],
  ];
}
