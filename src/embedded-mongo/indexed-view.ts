/** What the indexes of a collection see of a document, and `_id`: a long text that nobody indexes is never decoded. */
import type { Collection } from './catalog.ts';
import { type Doc, elements, framed, view } from './document.ts';
import { needsOfFilter } from './needs.ts';

/** The fields of one level; below a field those that are looked at, null: all of it. */
type Fields = ReadonlyMap<string, Fields | null>;

/** BSON's type of an embedded document. Arrays are kept whole: a path may go through their elements. */
const EMBEDDED = 3;

const known = new WeakMap<Collection, { readonly indexes: string; readonly fields: Fields | null }>();

export function indexedView(collection: Collection, raw: Buffer): Doc {
  const fields = fieldsOf(collection);
  return view(fields === null ? raw : pruned(raw, fields));
}

function fieldsOf(collection: Collection): Fields | null {
  const indexes = collection.indexes.map(({ id }) => id).join();
  const found = known.get(collection);
  if (found?.indexes === indexes) return found.fields;
  const fields = indexedFields(collection);
  known.set(collection, { indexes, fields });
  return fields;
}

/** Null: a partial index may look at anything. */
function indexedFields({ indexes }: Collection): Fields | null {
  const root: Growing = new Map([['_id', null]]);
  for (const { fields, partial } of indexes) {
    for (const { path } of fields) add(root, path);
    if (partial === null) continue;
    const needs = needsOfFilter(partial);
    if (needs === null) return null;
    for (const name of needs) root.set(name, null);
  }
  return root;
}

type Growing = Map<string, Growing | null>;

function add(level: Growing, [name = '', ...rest]: readonly string[]): void {
  const below = level.get(name);
  // all of it is wanted already
  if (below === null) return;
  if (rest.length === 0) level.set(name, null);
  else {
    const next: Growing = below ?? new Map();
    level.set(name, next);
    add(next, rest);
  }
}

function pruned(raw: Uint8Array, fields: Fields): Buffer {
  const parts: Uint8Array[] = [];
  for (const { type, name, start, value, end } of elements(raw)) {
    const below = fields.get(name);
    if (below === undefined) continue;
    if (below === null || type !== EMBEDDED) parts.push(raw.subarray(start, end));
    else parts.push(raw.subarray(start, value), pruned(raw.subarray(value, end), below));
  }
  return framed(parts);
}
