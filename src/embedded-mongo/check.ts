import { type Collection, rangeOf, split } from './catalog.ts';
import { typed, view } from './document.ts';
import type { Engine } from './engine.ts';
import { idKeyOf, keysOf } from './indexes.ts';
import { area, type Entry, type Range } from './store.ts';
import { covers, entryKey } from './writes.ts';

export interface Checked {
  readonly documents: number;
  readonly entries: number;
  readonly faults: readonly string[];
}

/** Reads every document and every index entry. An empty list of faults: what is stored is whole. */
export function check(engine: Engine): Checked {
  const faults: string[] = [];
  let documents = 0;
  let entries = 0;
  for (const collection of engine.catalog.all()) {
    const due = new Map(collection.indexes.map((index) => [index.id, 0]));
    for (const { key, value } of all(engine, rangeOf(area.documents, collection.id))) {
      documents++;
      try {
        checkDocument(engine, collection, key, value, due, faults);
      } catch (error) {
        faults.push(`${collection.ns}: document ${key.toString('hex')}: ${(error as Error).message}`);
      }
    }
    for (const { id, name, ready } of collection.indexes) {
      // one that is just being built
      if (!ready) continue;
      const found = engine.store.count(rangeOf(area.entries, id));
      entries += found;
      // each entry that is due was found above: a greater number means entries without a document
      if (found !== due.get(id))
        faults.push(`${collection.ns}: index ${name} has ${found} entries, the documents ask for ${due.get(id)}`);
    }
  }
  return { documents, entries, faults };
}

function checkDocument(
  engine: Engine,
  collection: Collection,
  key: Buffer,
  raw: Buffer,
  due: Map<number, number>,
  faults: string[],
): void {
  typed(raw);
  const document = view(raw);
  const idKey = key.subarray(5);
  const name = `${split(collection.ns)[1]} ${String(document._id)}`;
  if (!idKeyOf(document._id).equals(idKey)) faults.push(`${name}: stored under a foreign _id`);
  for (const index of collection.indexes) {
    if (!index.ready) continue;
    // a copy: what is learnt here must not be kept
    const keys = covers(index, document) ? keysOf({ ...index, multikey: [...index.multikey] }, document) : [];
    due.set(index.id, (due.get(index.id) ?? 0) + keys.length);
    for (const each of keys) {
      const holder = engine.store.get(entryKey(index, each, idKey));
      if (!holder?.equals(idKey)) faults.push(`${name}: missing in index ${index.name}`);
    }
  }
}

function* all({ store }: Engine, range: Range): Generator<Entry> {
  let after: Buffer | undefined;
  do {
    const page = store.page(range, 256, after);
    yield* page;
    after = page.length === 256 ? page.at(-1)?.key : undefined;
  } while (after);
}
