import { type Catalog, type Collection, openCatalog } from './catalog.ts';
import type { Fold } from './collation.ts';
import { type Cursors, openCursors } from './cursors.ts';
import type { Doc } from './document.ts';
import { part } from './drain.ts';
import { matcher } from './matcher.ts';
import { plan } from './plan.ts';
import type { Plan, SortField } from './planned.ts';
import { type Hits, scan, sorted } from './scan.ts';
import { openStore, type Store } from './store.ts';
import { type Writes, writesOf } from './writes.ts';

/** What every command works with. */
export interface Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly writes: Writes;
  readonly cursors: Cursors;
}

/** @throws NewerData, DamagedData */
export const openEngine = (path: string): Engine => engineOn(openStore(path));

export function engineOn(store: Store): Engine {
  const catalog = openCatalog(store);
  return { store, catalog, writes: writesOf(store, catalog), cursors: openCursors() };
}

export interface Query {
  readonly filter: Doc;
  readonly sort?: readonly SortField[];
  readonly skip?: number;
  /** 0: all. */
  readonly limit?: number;
  readonly hint?: unknown;
  readonly variables?: Doc;
  readonly fold?: Fold | undefined;
}

/** Finds documents in order, lazily. */
export function search({ store }: Engine, collection: Collection, query: Query): { hits: Hits; plan: Plan } {
  const { filter, sort = [], skip = 0, limit = 0, variables, fold } = query;
  const keep = limit > 0 ? skip + limit : 0;
  const matches = matcher(filter, variables, fold);
  const chosen = plan(store, collection, { ...query, limit: keep });
  const found = scan(store, collection, chosen, matches);
  return { plan: chosen, hits: part(chosen.sorted ? found : sorted(found, sort, keep, fold), skip, limit) };
}

/** Counts what a filter finds; from the index alone where its ranges say it all. */
export function* counting(engine: Engine, collection: Collection, query: Query): Generator<undefined, number, undefined> {
  const { filter, skip = 0, limit = 0, hint, variables, fold } = query;
  const clip = (count: number) => Math.min(Math.max(0, count - skip), limit > 0 ? limit : Number.POSITIVE_INFINITY);
  matcher(filter, variables, fold);
  if (Object.keys(filter).length === 0 && hint === undefined) return clip(engine.writes.count(collection));
  const chosen = plan(engine.store, collection, { filter, hint, fold });
  if (chosen.exact && chosen.index) return clip(chosen.ranges.reduce((sum, range) => sum + engine.store.count(range), 0));
  let count = 0;
  for (const hit of search(engine, collection, { ...query, skip: 0, limit: limit > 0 ? skip + limit : 0 }).hits) {
    if (hit) count++;
    else yield undefined;
  }
  return clip(count);
}
