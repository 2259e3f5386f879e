import { type Collection, numbered } from './catalog.ts';
import type { Fold } from './collation.ts';
import { type Doc, view } from './document.ts';
import { directed, rowsOf } from './indexes.ts';
import { type Matcher, reader } from './matcher.ts';
import { needsOfFilter } from './needs.ts';
import { keyOf } from './order.ts';
import type { Plan, ScanRange, SortField } from './planned.ts';
import { area, type Entry, type Store } from './store.ts';

/** A document that was found. */
export interface Hit {
  readonly idKey: Buffer;
  readonly raw: Buffer;
}

/** Between hits `undefined` is handed out now and then, so that a long search can let others through. */
export type Hits = Generator<Hit | undefined, void, undefined>;

/** What the plan leads to and the filter lets pass. No read transaction stays open between two steps. */
export function* scan(store: Store, collection: Collection, plan: Plan, matches: Matcher): Hits {
  const branches = branchesOf(plan);
  const seen = branches.length > 1 || branches.some(({ index }) => index?.multikey.includes(true)) ? new Set<string>() : null;
  let examined = 0;
  for (const branch of branches) {
    for (const { key, value } of entriesOf(store, branch)) {
      if (++examined % 64 === 0) yield undefined;
      const idKey = branch.index ? value : key.subarray(5);
      if (seen) {
        const id = idKey.toString('latin1');
        if (seen.has(id)) continue;
        seen.add(id);
      }
      const raw = branch.index ? store.get(numbered(area.documents, collection.id, idKey)) : value;
      if (raw && ((plan.exact && plan.index) || matches(raw))) yield { idKey, raw };
    }
  }
}

const branchesOf = (plan: Plan): readonly Plan[] => plan.branches?.flatMap(branchesOf) ?? [plan];

/** In memory, when no index delivers the order. With a limit, only what can still be among the first is kept. */
export function* sorted(hits: Hits, sort: readonly SortField[], keep: number, fold?: Fold): Hits {
  const read = reader(needsOfFilter({}, sort), view, fold);
  let found: { key: Buffer; hit: Hit }[] = [];
  const order = (left: { key: Buffer }, right: { key: Buffer }) => Buffer.compare(left.key, right.key);
  for (const hit of hits) {
    if (!hit) {
      yield undefined;
      continue;
    }
    found.push({ key: sortKey(read(hit.raw), sort), hit });
    if (keep > 0 && found.length > keep * 2 + 1000) found = found.sort(order).slice(0, keep);
  }
  found.sort(order);
  for (const { hit } of keep > 0 ? found.slice(0, keep) : found) yield hit;
}

/** As an index would have it: of the keys of an array's elements the first in the asked order counts, an empty array stands before null. */
export function sortKey(document: Doc, sort: readonly SortField[]): Buffer {
  const fields = sort.map(({ name, down }) => ({ path: name.split('.'), down }));
  const keys = rowsOf(fields, document).map((row) =>
    Buffer.concat(row.map((value, at) => directed(keyOf(value), fields[at]?.down === true))),
  );
  return keys.reduce((best, each) => (Buffer.compare(each, best) < 0 ? each : best));
}

function* entriesOf(store: Store, plan: Plan): Generator<Entry> {
  if (plan.merged) {
    yield* merge(plan.ranges, store, plan.reverse);
    return;
  }
  for (const range of plan.reverse ? [...plan.ranges].reverse() : plan.ranges) yield* pages(store, range, plan.reverse);
}

/** A range in pages that grow, each sought anew behind the last key: old pages of the store are never pinned. */
function* pages(store: Store, range: ScanRange, reverse: boolean): Generator<Entry> {
  let after: Buffer | undefined;
  for (let size = 8; ; size = Math.min(size * 4, 256)) {
    const page = store.page(range, size, after, reverse);
    yield* page;
    if (page.length < size) return;
    after = page.at(-1)?.key;
  }
}

/** Several ranges (state A, state B …) as one, in the order of what follows their points (the day). */
function* merge(ranges: readonly ScanRange[], store: Store, reverse: boolean): Generator<Entry> {
  const sources = ranges.flatMap((range) => {
    const entries = pages(store, range, reverse);
    const head = entries.next().value;
    return head ? [{ head, entries, skip: range.skip }] : [];
  });
  while (sources.length > 0) {
    let best = 0;
    for (let at = 1; at < sources.length; at++) {
      const [a, b] = [sources[at], sources[best]];
      if (!a || !b) continue;
      const order = Buffer.compare(a.head.key.subarray(a.skip), b.head.key.subarray(b.skip));
      if (reverse ? order > 0 : order < 0) best = at;
    }
    const chosen = sources[best];
    if (!chosen) return;
    yield chosen.head;
    const next = chosen.entries.next().value;
    if (next) chosen.head = next;
    else sources.splice(best, 1);
  }
}
