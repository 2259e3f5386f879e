import { after, boundsOf, type Demands, type FieldBounds } from './bounds.ts';
import { numbered, rangeOf } from './catalog.ts';
import type { Doc } from './document.ts';
import { cutBound, type Index } from './indexes.ts';
import type { Plan, ScanRange, SortField } from './planned.ts';
import { area } from './store.ts';

/** How one index would serve a search: ranges from its bounded fields, and whether it delivers the order; undefined: not at all. */
export function indexPlan(
  index: Index,
  demands: Demands,
  filter: Doc,
  sort: readonly SortField[],
  forced: boolean,
): Plan | undefined {
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

/** Combinations of points ($in × $in …) that are worth single seeks; beyond, a wider range is read. */
const mostRanges = 500;
