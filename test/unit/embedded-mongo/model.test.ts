import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Collection, MongoClient, type UpdateFilter } from 'mongodb';
import { runs } from '../../support/properties.ts';
import { type Served, served } from './served.ts';

/** What the model knows of documents: `number` is unique where there is one, `tags` is a set of small numbers. */
interface Row {
  readonly _id: number;
  readonly number?: number;
  readonly state?: string | null;
  readonly days?: number;
  readonly tags?: readonly number[];
}

type Filter = {
  readonly field: 'state' | 'days' | 'tags';
  readonly operator: Operator;
  readonly operand: number | string | null;
};
type Operator = '$eq' | '$ne' | '$gt' | '$lte';
type Update =
  | { readonly $set: Partial<Row> }
  | { readonly $inc: { readonly days: number } }
  | { readonly $unset: { readonly [name: string]: '' } }
  | { readonly $push: { readonly tags: number } }
  | { readonly $addToSet: { readonly tags: number } }
  | { readonly $pull: { readonly tags: number } };
type Step =
  | { readonly do: 'insert'; readonly row: Row }
  | { readonly do: 'replace'; readonly row: Row }
  | { readonly do: 'upsert'; readonly id: number; readonly update: Update }
  | { readonly do: 'update' | 'first'; readonly filter: Filter; readonly update: Update }
  | { readonly do: 'delete' | 'find' | 'count' | 'tags' | 'group'; readonly filter: Filter };

/** A map and a few lines: what MongoDB promises of these operations, said once more without any index, file or wire. */
describe('any sequence of commands leaves what a map in memory would hold', () => {
  let server: Served;
  let client: MongoClient;
  let round = 0;

  beforeAll(async () => {
    server = await served();
    client = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('inserts, updates, deletes and questions agree, with unique and multikey indexes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(), { minLength: 5, maxLength: 25, size: 'max' }), async (steps) => {
        const rows = client.db('model').collection<Row>(`rows${++round}`);
        await rows.createIndexes([
          { key: { number: 1 }, unique: true, sparse: true },
          { key: { state: 1, days: -1 } },
          { key: { tags: 1 } },
        ]);
        const model = new Map<number, Row>();
        for (const each of steps) {
          expect(await answered(rows, each)).toEqual(expected(model, each));
          expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual(inOrder(model));
        }
        await rows.drop();
      }),
      { numRuns: runs(30) },
    );
  }, 60_000);
});

/** What the server says. */
async function answered(rows: Collection<Row>, given: Step): Promise<unknown> {
  try {
    switch (given.do) {
      case 'insert':
        await rows.insertOne(given.row);
        return 1;
      case 'replace':
        return (await rows.replaceOne({ _id: given.row._id }, given.row, { upsert: true })).upsertedCount;
      case 'upsert':
        return (await rows.updateOne({ _id: given.id }, given.update as UpdateFilter<Row>, { upsert: true })).upsertedCount;
      case 'update':
        return (await rows.updateMany(asked(given.filter), given.update as UpdateFilter<Row>)).matchedCount;
      case 'first':
        return await rows.findOneAndUpdate(asked(given.filter), given.update as UpdateFilter<Row>, { sort: { _id: -1 } });
      case 'delete':
        return (await rows.deleteMany(asked(given.filter))).deletedCount;
      case 'find':
        return await rows.find(asked(given.filter)).sort({ days: -1, _id: 1 }).skip(1).limit(3).toArray();
      case 'count':
        return await rows.countDocuments(asked(given.filter));
      case 'tags':
        return await rows.distinct('tags', asked(given.filter));
      case 'group':
        return await rows
          .aggregate([{ $match: asked(given.filter) }, { $group: { _id: '$days', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
          .toArray();
    }
  } catch (error) {
    return (error as { code?: number }).code;
  }
}

/** What the model says; changes it. */
function expected(model: Map<number, Row>, given: Step): unknown {
  switch (given.do) {
    case 'insert':
      return model.has(given.row._id) ? 11000 : put(model, given.row);
    case 'replace': {
      const before = model.has(given.row._id);
      return put(model, given.row) === 11000 ? 11000 : before ? 0 : 1;
    }
    case 'upsert': {
      const before = model.get(given.id);
      const next = updated(before ?? { _id: given.id }, given.update);
      if (typeof next === 'number') return next;
      return put(model, next) === 11000 ? 11000 : before ? 0 : 1;
    }
    case 'update': {
      const found = matching(model, given.filter);
      for (const row of found) model.set(row._id, updated(row, given.update) as Row);
      return found.length;
    }
    case 'first': {
      const last = matching(model, given.filter).at(-1);
      if (last) model.set(last._id, updated(last, given.update) as Row);
      return last ?? null;
    }
    case 'delete': {
      const found = matching(model, given.filter);
      for (const { _id } of found) model.delete(_id);
      return found.length;
    }
    case 'find':
      return matching(model, given.filter)
        .sort((left, right) => (right.days ?? -99) - (left.days ?? -99) || left._id - right._id)
        .slice(1, 4);
    case 'count':
      return matching(model, given.filter).length;
    case 'tags':
      return [...new Set(matching(model, given.filter).flatMap(({ tags = [] }) => tags))].sort((left, right) => left - right);
    case 'group': {
      const groups = new Map<number | null, number>();
      for (const { days = null } of matching(model, given.filter)) groups.set(days, (groups.get(days) ?? 0) + 1);
      return [...groups].sort(([left], [right]) => (left ?? -99) - (right ?? -99)).map(([_id, n]) => ({ _id, n }));
    }
  }
}

const inOrder = (model: Map<number, Row>): Row[] => [...model.values()].sort((left, right) => left._id - right._id);

function put(model: Map<number, Row>, row: Row): number {
  const { number } = row;
  if (number !== undefined && inOrder(model).some((each) => each._id !== row._id && each.number === number)) return 11000;
  model.set(row._id, row);
  return 1;
}

const matching = (model: Map<number, Row>, { field, operator, operand }: Filter): Row[] =>
  inOrder(model).filter((row) => {
    const value = row[field];
    const all: unknown[] = Array.isArray(value) ? value : [value];
    const equal = all.some((each) => (each ?? null) === operand) && !(Array.isArray(value) && operand === null);
    if (operator === '$eq') return equal;
    if (operator === '$ne') return !equal;
    if (operand === null) return operator === '$lte' && equal;
    return all.some(
      (each) => typeof each === typeof operand && (operator === '$gt' ? Number(each) > Number(operand) : lte(each, operand)),
    );
  });

const lte = (left: unknown, right: unknown): boolean => (left as string) <= (right as string);

function updated(row: Row, update: Update): Row | number {
  if ('$set' in update) return { ...row, ...update.$set };
  if ('$inc' in update) return { ...row, days: (row.days ?? 0) + update.$inc.days };
  if ('$unset' in update)
    return Object.fromEntries(Object.entries(row).filter(([name]) => !(name in update.$unset))) as unknown as Row;
  const { tags = [] } = row;
  if ('$push' in update) return { ...row, tags: [...tags, update.$push.tags] };
  if ('$addToSet' in update)
    return { ...row, tags: tags.includes(update.$addToSet.tags) ? tags : [...tags, update.$addToSet.tags] };
  return row.tags ? { ...row, tags: tags.filter((each) => each !== update.$pull.tags) } : row;
}

const asked = ({ field, operator, operand }: Filter) => ({ [field]: { [operator]: operand } }) as never;

function step(): fc.Arbitrary<Step> {
  const small = fc.integer({ min: 0, max: 4 });
  const state = fc.constantFrom('open', 'sent', null);
  const row = fc.record(
    { _id: fc.integer({ min: 0, max: 7 }), number: small, state, days: small, tags: fc.array(small, { maxLength: 3 }) },
    { requiredKeys: ['_id'] },
  );
  const operator = fc.constantFrom<Operator>('$eq', '$ne', '$gt', '$lte');
  const filter: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
      field: fc.constantFrom('days' as const, 'tags' as const),
      operator,
      operand: fc.oneof(small, fc.constant(null)),
    }),
    fc.record({
      field: fc.constant('state' as const),
      operator: fc.constantFrom('$eq' as const, '$ne' as const),
      operand: state,
    }),
  );
  const harmless: fc.Arbitrary<Update> = fc.oneof(
    fc.record({ $set: fc.record({ state, days: small }) }),
    fc.record({ $inc: fc.record({ days: fc.integer({ min: -2, max: 2 }) }) }),
    fc.constantFrom('state', 'days', 'tags', 'number').map((name) => ({ $unset: { [name]: '' as const } })),
    small.map((tags) => ({ $push: { tags } })),
    small.map((tags) => ({ $addToSet: { tags } })),
    small.map((tags) => ({ $pull: { tags } })),
  );
  const update = fc.oneof(
    { weight: 3, arbitrary: harmless },
    { weight: 1, arbitrary: fc.record({ $set: fc.record({ number: small }) }) },
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('insert' as const), row }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('replace' as const), row }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('upsert' as const), id: fc.integer({ min: 0, max: 7 }), update }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('update' as const, 'first' as const), filter, update: harmless }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('delete' as const, 'find' as const, 'count' as const, 'tags' as const, 'group' as const),
        filter,
      }),
    },
  );
}
