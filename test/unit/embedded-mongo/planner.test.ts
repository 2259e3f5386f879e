import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Long } from 'bson';
import fc from 'fast-check';
import { check } from '../../../src/embedded-mongo/check.ts';
import { type Doc, encode, view, withIdFirst } from '../../../src/embedded-mongo/document.ts';
import { counting, type Engine, openEngine, search } from '../../../src/embedded-mongo/engine.ts';
import { applyNow } from '../../../src/embedded-mongo/modify.ts';
import type { SortField } from '../../../src/embedded-mongo/planned.ts';
import { sortKey } from '../../../src/embedded-mongo/scan.ts';
import { runs } from '../../support/properties.ts';

/** A search by indexes must find what reading everything finds, in the same order; whatever is stored, indexed and asked. */
describe('indexes and full scans agree', () => {
  let folder: string;
  let engine: Engine;
  let round = 0;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    engine = openEngine(folder);
  });
  afterAll(async () => {
    await engine.store.close();
    rmSync(folder, { recursive: true });
  });

  const scalar = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(
        null,
        'a',
        'b',
        'ab',
        '',
        true,
        Number.NaN,
        0.5,
        Long.fromString('9007199254740993'),
        new Date(0),
        new Date(5),
        Buffer.from([255]),
      ),
    },
  );
  const value = fc.oneof(
    { weight: 5, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 }) },
  );
  const name = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y');
  const document = fc.record({ a: value, b: scalar, c: scalar }, { requiredKeys: [] });
  const direction = fc.constantFrom(1, -1);
  const keys = fc
    .uniqueArray(fc.tuple(name, direction), { minLength: 1, maxLength: 3, selector: ([each]) => each })
    .map((pairs) => Object.fromEntries(pairs));
  const partial = fc.constantFrom<Doc>(
    { b: { $gt: 0 } },
    { b: { $exists: true } },
    { b: 'a' },
    { b: { $gte: -1 }, c: { $type: 'int' } },
  );
  const index = fc.oneof(
    { weight: 4, arbitrary: fc.record({ key: keys }) },
    { weight: 1, arbitrary: fc.record({ key: keys, sparse: fc.constant(true) }) },
    { weight: 1, arbitrary: fc.record({ key: keys, partialFilterExpression: partial }) },
  );
  const range = fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), scalar)
    .map(([operator, operand]) => ({ [operator]: operand }));
  const condition = fc.oneof(
    scalar,
    range,
    range,
    fc.tuple(fc.constantFrom('$eq', '$ne'), scalar).map(([operator, operand]) => ({ [operator]: operand })),
    fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })),
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map((each) => ({ $in: each })),
    fc.boolean().map((each) => ({ $exists: each })),
    fc.constantFrom<unknown>(
      { $regex: '^a' },
      { $regex: '^ab?$' },
      { $elemMatch: { x: 1 } },
      { $not: { $gt: 0 } },
      { $all: ['a', 'b'] },
      { $size: 2 },
      [1, 2],
      { $type: 'number' },
    ),
  );
  const filter = fc.oneof(
    fc.tuple(name, condition).map(([path, each]) => ({ [path]: each })),
    fc.tuple(name, condition, name, condition).map(([first, one, second, other]) => ({ [first]: one, [second]: other })),
    fc.dictionary(name, condition, { maxKeys: 3 }),
    fc
      .tuple(fc.dictionary(name, condition, { maxKeys: 2 }), fc.dictionary(name, condition, { maxKeys: 2 }))
      .map((each) => ({ $and: each })),
    fc
      .tuple(fc.dictionary(name, condition, { maxKeys: 2 }), fc.dictionary(name, condition, { maxKeys: 2 }))
      .map((each) => ({ $or: each })),
    fc
      .tuple(
        fc.dictionary(name, condition, { maxKeys: 1 }),
        fc.array(fc.dictionary(name, range, { minKeys: 1, maxKeys: 2 }), { minLength: 1, maxLength: 3 }),
      )
      .map(([rest, branches]) => ({ ...rest, $or: branches })),
  );
  const sort = fc.uniqueArray(fc.record({ name, down: fc.boolean() }), { maxLength: 3, selector: (each) => each.name });
  const specs = fc.array(index, { minLength: 1, maxLength: 3 });

  const fill = async (documents: readonly Doc[], indexes: readonly Doc[]): Promise<string> => {
    const ns = `test.t${++round}`;
    await engine.store.write(() => {
      const collection = engine.catalog.create(ns);
      indexes.forEach((spec, at) => {
        engine.catalog.addIndex(collection, { ...spec, name: `i${at}` }).ready = true;
      });
      for (const [at, each] of documents.entries()) {
        try {
          engine.writes.insert(collection, withIdFirst(encode({ ...each, _id: at })));
        } catch (error) {
          expect((error as Error).message).toMatch(/parallel arrays/);
        }
      }
    });
    return ns;
  };
  const ids = (
    ns: string,
    query: { filter: Doc; sort?: readonly SortField[]; hint?: unknown; limit?: number },
  ): { id: unknown; key: string }[] => {
    const collection = engine.catalog.get(ns);
    if (!collection) throw new Error(ns);
    return [...search(engine, collection, query).hits].flatMap((hit) =>
      hit ? [{ id: view(hit.raw)._id, key: sortKey(view(hit.raw), query.sort ?? []).toString('hex') }] : [],
    );
  };
  const natural = { $natural: 1 };
  const sorted = (found: { id: unknown }[]) => found.map(({ id }) => Number(String(id))).sort((a, b) => a - b);

  it('finds the same documents, in the order asked for, and counts them alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 10, maxLength: 25, size: 'max' }),
        specs,
        fc.array(fc.tuple(filter, sort), { minLength: 16, maxLength: 16 }),
        async (documents, indexes, asks) => {
          const ns = await fill(documents, indexes);
          for (const [asked, order] of asks) {
            const slow = ids(ns, { filter: asked, sort: order, hint: natural });
            const quick = ids(ns, { filter: asked, sort: order });
            expect(sorted(quick)).toEqual(sorted(slow));
            expect(quick.map(({ key }) => key)).toEqual(slow.map(({ key }) => key));
            const first = ids(ns, { filter: asked, sort: order, limit: 3 });
            expect(first.map(({ key }) => key)).toEqual(slow.slice(0, 3).map(({ key }) => key));
            const collection = engine.catalog.get(ns);
            if (!collection) throw new Error(ns);
            const steps = counting(engine, collection, { filter: asked });
            let step = steps.next();
            while (!step.done) step = steps.next();
            expect(step.value).toBe(slow.length);
          }
        },
      ),
      { numRuns: runs(60) },
    );
  }, 120_000);

  it('after any changes every index holds exactly what the documents ask for', async () => {
    const change = fc.tuple(
      filter,
      fc.oneof(
        fc.constant(null),
        fc.record({ $set: fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, maxKeys: 2 }) }),
        fc.record({ $unset: fc.constant({ a: '' }) }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 15 }),
        specs,
        fc.array(change, { maxLength: 8 }),
        async (documents, indexes, changes) => {
          const ns = await fill(documents, indexes);
          for (const [asked, update] of changes) {
            await engine.store
              .write(() =>
                applyNow(engine, ns, {
                  filter: asked,
                  change: update && { update: update as Doc, filter: asked },
                  multi: true,
                  upsert: false,
                }),
              )
              .catch((error: Error) => expect(error.message).toMatch(/parallel arrays/));
          }
          expect(check(engine).faults).toEqual([]);
          await engine.store.write(() => {
            const collection = engine.catalog.get(ns);
            if (collection) engine.catalog.drop(collection);
          });
        },
      ),
      { numRuns: runs(30) },
    );
  }, 120_000);
});
