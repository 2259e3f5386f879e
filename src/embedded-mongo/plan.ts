import { after, boundsOf, type Demands, demandsOf, type FieldBounds, implies } from './bounds.ts';
import { type Collection, numbered, rangeOf } from './catalog.ts';
import type { Fold } from './collation.ts';
import type { Doc } from './document.ts';
import { CommandError } from './errors.ts';
import { cutBound, type Index, primary } from './indexes.ts';
import { toNumber } from './numbers.ts';
import { same } from './order.ts';
import { area, type Range, type Store } from './store.ts';

export interface Plan {
  /** null: the documents themselves, in the order of `_id`. */
  readonly index: Index | null;
  readonly stage: 'COLLSCAN' | 'IXSCAN' | 'IDHACK';
  readonly ranges: readonly ScanRange[];
  readonly reverse: boolean;
  /** Delivers the order that was asked for. */
  readonly sorted: boolean;
  /** The ranges are merged by what follows their common fields. */
  readonly merged: boolean;
  /** The ranges hold exactly what the filter finds. */
  readonly exact: boolean;
}

/** `skip`: bytes that all keys of the range share (compared behind them when merged). */
export interface ScanRange extends Range {
  readonly skip: number;
}

export type SortField = { readonly name: string; readonly down: boolean };

export interface Wish {
  readonly filter: Doc;
  readonly sort?: readonly SortField[];
  readonly limit?: number;
  readonly hint?: unknown;
  /** Indexes keep texts by their bytes: with a collation all documents are read. */
  readonly fold?: Fold | undefined;
}

/** Combinations of points ($in × $in …) that are worth single seeks; beyond, a wider range is read. */
const mostRanges = 500;

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
export function hinted(collection: Collection, hint: unknown): Index | 'natural' | 'primary' {
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

function indexPlan(index: Index, demands: Demands, filter: Doc, sort: readonly SortField[], forced: boolean): Plan | undefined {
  const bounds = fieldBounds(index, demands);
  const order = orderOf(index, bounds, sort);
  const sorted = sort.length > 0 && order !== undefined;
  const unbounded = bounds.length === 0;
  if (unbounded && !forced && (!sorted || index.sparse)) return undefined;
  const ranges = rangesOf(index, bounds, order?.first ?? 0);
  const exact =
    !index.cut &&
    bounds.every((each) => each.exact) &&
    bounds.length === demands.size &&
    Object.keys(filter).every((name) => !name.startsWith('$'));
  return {
    index,
    stage: 'IXSCAN',
    ranges,
    reverse: order?.reverse ?? false,
    sorted: sorted || sort.length === 0,
    merged: sorted && ranges.length > 1,
    exact,
  };
}

/** Bounds for the leading fields: points as long as there are any, then one range. */
function fieldBounds(index: Index, demands: Demands): FieldBounds[] {
  const bounds: FieldBounds[] = [];
  let combinations = 1;
  for (const [at, { name }] of index.fields.entries()) {
    // two bounded fields below one array may be met by different elements; the keys keep elements apart
    if (index.multikey[at] && bounds.some((_, before) => index.multikey[before])) break;
    const found = boundsOf(demands.get(name), index, at);
    if (!found || combinations * found.intervals.length > mostRanges) break;
    combinations *= found.intervals.length;
    bounds.push(found);
    if (!found.intervals.every(({ point }) => point)) break;
  }
  return bounds;
}

/** `first`: the index field that a merge compares from. */
function rangesOf(index: Index, bounds: readonly FieldBounds[], first: number): ScanRange[] {
  let prefixes = [{ bytes: Buffer.alloc(0), skip: 0 }];
  const ranges: ScanRange[] = [];
  for (const [at, { intervals }] of bounds.entries()) {
    const last = at === bounds.length - 1;
    const next: typeof prefixes = [];
    for (const { bytes, skip } of prefixes) {
      for (const { low, high, point } of intervals) {
        const grown = Buffer.concat([bytes, low]);
        const behind = at < first && point ? grown.length : skip;
        if (!last) next.push({ bytes: grown, skip: behind });
        else {
          const [start, whole] = [cutBound(grown), Buffer.concat([bytes, high])];
          const end = cutBound(whole);
          // a cut bound is shorter than the keys it must hold: open it at the top
          const open = end.length < whole.length ? after(end) : end;
          ranges.push({
            start: numbered(area.entries, index.id, start),
            end: numbered(area.entries, index.id, open),
            skip: 5 + behind,
          });
        }
      }
    }
    prefixes = next;
  }
  return ranges.length > 0 ? ranges : [{ ...rangeOf(area.entries, index.id), skip: 5 }];
}

/** Does the index deliver the sort? Fields with one value may be left out; all others must follow in order and in one direction. */
function orderOf(
  index: Index,
  bounds: readonly FieldBounds[],
  sort: readonly SortField[],
): { reverse: boolean; first: number } | undefined {
  if (index.cut) return undefined;
  const { fields, multikey } = index;
  const pointed = (field: number) => bounds[field]?.intervals.every(({ point }) => point) === true;
  const single = (field: number) => pointed(field) && bounds[field]?.intervals.length === 1 && !multikey[field];
  const boundMultikey = bounds.some((_, field) => multikey[field]);
  let reverse: boolean | undefined;
  let first: number | undefined;
  let at = 0;
  for (const { name, down } of sort) {
    if (fields.some((each, field) => each.name === name && single(field))) continue;
    while (at < fields.length && fields[at]?.name !== name && (first === undefined ? pointed(at) : single(at))) at++;
    // behind its fields a key holds the _id
    const field = fields[at] ?? (index.unique ? undefined : { name: '_id', down: false });
    if (field?.name !== name || (multikey[at] && (boundMultikey || bounds.length > at))) return undefined;
    const backward = field.down !== down;
    if (reverse !== undefined && reverse !== backward) return undefined;
    reverse = backward;
    first ??= at;
    at++;
  }
  return { reverse: reverse ?? false, first: first ?? 0 };
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
