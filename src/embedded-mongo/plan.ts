import { type Demands, demandsOf, implies } from './bounds.ts';
import { type Collection, numbered, rangeOf } from './catalog.ts';
import type { Fold } from './collation.ts';
import { type Doc, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { indexPlan } from './index-plan.ts';
import { type Index, primary } from './indexes.ts';
import { toNumber } from './numbers.ts';
import { same } from './order.ts';
import type { Plan, ScanRange, SortField } from './planned.ts';
import { area, type Store } from './store.ts';

interface Wish {
  readonly filter: Doc;
  readonly sort?: readonly SortField[];
  readonly limit?: number;
  readonly hint?: unknown;
  /** Indexes keep texts by their bytes: with a collation all documents are read. */
  readonly fold?: Fold | undefined;
}

/** Chooses an index. The candidates' ranges are counted (up to a cap), there are no statistics to go stale. */
export function plan(store: Store, collection: Collection, { filter, sort = [], limit = 0, hint, fold }: Wish): Plan {
  const demands = demandsOf(filter);
  const asked = hint === undefined ? undefined : hinted(collection, hint);
  if (asked !== 'natural' && !fold) {
    const byId = primaryPlan(collection, demands, filter, sort, asked === 'primary');
    if (byId?.stage === 'IDHACK' || (byId && asked === 'primary')) return byId;
    const usable =
      typeof asked === 'object'
        ? [asked]
        : collection.indexes.filter((each) => each.ready && (!each.partial || implies(demands, each.partial)));
    const plans = usable.flatMap((index) => indexPlan(index, demands, filter, sort, asked !== undefined) ?? []);
    if (byId) plans.push(byId);
    const either = asked === undefined ? eitherPlan(store, collection, filter, sort) : undefined;
    if (either) plans.push(either);
    const best = plans.length > 1 ? cheapest(store, plans, sort, limit) : plans[0];
    if (best) return best;
  }
  const down = hint !== undefined && typeof hint === 'object' && toNumber((hint as Doc).$natural) === -1;
  return {
    index: null,
    stage: 'COLLSCAN',
    ranges: [whole(collection)],
    reverse: down,
    sorted: sort.length === 0,
    merged: false,
    exact: Object.keys(filter).length === 0,
  };
}

/** The index that a hint names. @throws CommandError BadValue */
function hinted(collection: Collection, hint: unknown): Index | 'natural' | 'primary' {
  if (typeof hint === 'string') {
    if (hint === primary.name) return 'primary';
    const found = collection.indexes.find(({ name }) => name === hint);
    if (found) return found;
  } else if (typeof hint === 'object' && hint !== null) {
    const names = Object.keys(hint);
    if (names[0] === '$natural' || names.length === 0) return 'natural';
    if (names.length === 1 && names[0] === '_id') return 'primary';
    const found = collection.indexes.find(({ spec }) => same(spec.key, hint));
    if (found) return found;
  }
  throw new CommandError(
    'BadValue',
    'error processing query: planner returned error: hint provided does not correspond to an existing index',
  );
}

const whole = (collection: Collection): ScanRange => ({ ...rangeOf(area.documents, collection.id), skip: 0 });

/** `$or`, when every branch has an index of its own. */
function eitherPlan(store: Store, collection: Collection, filter: Doc, sort: readonly SortField[]): Plan | undefined {
  const { $and = [], ...rest } = filter;
  const parts = [rest, ...(Array.isArray($and) ? $and : [])].filter(isDocument);
  const either = parts.find(({ $or }) => Array.isArray($or) && $or.length <= mostBranches)?.$or as Doc[] | undefined;
  if (!either) return undefined;
  // other $ors are left to the filter
  const others = parts.map(({ $or: _, ...each }) => each);
  const branches = either.map((each) => plan(store, collection, { filter: { $and: [each, ...others] } }));
  if (branches.some(({ stage }) => stage === 'COLLSCAN')) return undefined;
  const ranges = branches.flatMap((each) => each.ranges);
  return { index: null, stage: 'OR', ranges, branches, reverse: false, sorted: sort.length === 0, merged: false, exact: false };
}

const mostBranches = 50;

/** `_id` as an index of one unique ascending field over the documents themselves. */
function primaryPlan(
  collection: Collection,
  demands: Demands,
  filter: Doc,
  sort: readonly SortField[],
  forced: boolean,
): Plan | undefined {
  const fields = [{ name: '_id', path: ['_id'], down: false }];
  const pseudo = {
    id: 0,
    name: '_id_',
    fields,
    unique: true,
    sparse: false,
    partial: null,
    expireAfterSeconds: null,
    spec: {},
    multikey: [false],
    ready: true,
    cut: false,
  };
  const found = indexPlan(pseudo, demands, filter, sort, forced);
  if (!found) return undefined;
  const move = (bound: Buffer) => numbered(area.documents, collection.id, bound.subarray(5));
  const limits = whole(collection);
  const ranges = found.ranges.map(({ start, end, skip }) => ({
    start: start.length > 5 ? move(start) : limits.start,
    end: end.length > 5 ? move(end) : limits.end,
    skip,
  }));
  const points = demands.get('_id')?.some(({ operator }) => operator === '$eq') === true && ranges.length === 1;
  return { ...found, index: null, stage: points ? 'IDHACK' : 'IXSCAN', ranges };
}

/** Counts all candidates up to a cap that grows until one of them ends: the work is that of the best plan. */
function cheapest(store: Store, plans: readonly Plan[], sort: readonly SortField[], limit: number): Plan | undefined {
  for (let cap = 100; ; cap *= 10) {
    const priced = plans.map((each) => {
      let examined = 0;
      for (const range of each.ranges) if (examined < cap) examined += store.count(range, cap - examined);
      const needed = limit > 0 && each.sorted && each.exact ? Math.min(examined, limit) : examined;
      return { plan: each, ended: needed < cap, cost: needed * (each.sorted || sort.length === 0 ? 1 : 3) + each.ranges.length };
    });
    const best = priced.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (best.ended || cap >= 100_000) return best.plan;
  }
}
