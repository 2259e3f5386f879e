import { serialize } from 'bson';
import { type Doc, encode, typed } from './document.ts';
import { CommandError } from './errors.ts';
import { type Index, toIndex } from './indexes.ts';
import { toNumber } from './numbers.ts';
import { area, type Range, type Store } from './store.ts';

/** A collection as memory knows it; what must last is in the catalogue. */
export interface Collection {
  readonly ns: string;
  readonly id: number;
  readonly options: Doc;
  indexes: Index[];
  /** Documents; counted when first asked, kept up to date since. */
  count: number | null;
  /** Grows with every write: who has read may see whether it still holds. */
  version: number;
}

export interface Catalog {
  get(ns: string): Collection | undefined;
  all(): Collection[];
  /** The rest inside a write transaction only. */
  create(ns: string, options?: Doc): Collection;
  addIndex(collection: Collection, spec: Doc): Index;
  dropIndex(collection: Collection, index: Index): void;
  save(collection: Collection): void;
  drop(collection: Collection): void;
  /** Deletes up to `limit` keys of what was dropped; false when nothing is left. */
  sweep(limit: number): boolean;
}

/** Collections and their indexes, under the names of their numbers; numbers are never used twice, so that a drop is one write. */
export function openCatalog(store: Store): Catalog {
  const collections = new Map<string, Collection>();
  let nextId = 1;

  const load = (): void => {
    collections.clear();
    nextId = toNumber(read(store, counterKey)?.next) ?? 1;
    const range = { start: Buffer.from([area.catalog]), end: Buffer.from([area.catalog + 1]) };
    for (const { key, value } of store.page(range, 1_000_000)) {
      const collection = restored(key.subarray(1).toString('utf8'), typed(value));
      collections.set(collection.ns, collection);
    }
  };
  load();
  store.onLoss(load);

  const takeId = (): number => {
    const id = nextId++;
    store.put(counterKey, Buffer.from(serialize({ next: nextId })));
    return id;
  };
  const save = (collection: Collection): void => {
    store.put(catalogKey(collection.ns), encode(kept(collection)));
  };
  const throwAway = (from: number, id: number): void => store.put(numbered(area.rubbish, id, from), Buffer.alloc(1));

  return {
    get: (ns) => collections.get(ns),
    all: () => [...collections.values()],
    create(ns, options = {}) {
      checkName(ns);
      const collection: Collection = { ns, id: takeId(), options, indexes: [], count: 0, version: 0 };
      collections.set(ns, collection);
      save(collection);
      return collection;
    },
    addIndex(collection, spec) {
      const index = toIndex(takeId(), spec);
      collection.indexes = [...collection.indexes, index];
      save(collection);
      return index;
    },
    dropIndex(collection, index) {
      collection.indexes = collection.indexes.filter((each) => each !== index);
      throwAway(area.entries, index.id);
      save(collection);
    },
    save,
    drop(collection) {
      collections.delete(collection.ns);
      store.remove(catalogKey(collection.ns));
      throwAway(area.documents, collection.id);
      for (const { id } of collection.indexes) throwAway(area.entries, id);
    },
    sweep(limit) {
      const [rubbish] = store.page({ start: Buffer.from([area.rubbish]), end: Buffer.from([area.rubbish + 1]) }, 1);
      if (!rubbish) return false;
      const entries = store.page(rangeOf(rubbish.key[5] ?? 0, rubbish.key.readUInt32BE(1)), limit);
      for (const { key } of entries) store.remove(key);
      if (entries.length < limit) store.remove(rubbish.key);
      return true;
    },
  };
}

/** The key of a document, of an index entry: area, number, rest. */
export function numbered(first: number, id: number, ...rest: (number | Buffer)[]): Buffer {
  const head = Buffer.alloc(5);
  head[0] = first;
  head.writeUInt32BE(id, 1);
  return Buffer.concat([head, ...rest.map((each) => (typeof each === 'number' ? Buffer.from([each]) : each))]);
}

export const rangeOf = (first: number, id: number): Range => ({ start: numbered(first, id), end: numbered(first, id + 1) });

/** `db.collection` @throws CommandError InvalidNamespace */
export function checkName(ns: string): void {
  const [db = '', name = ''] = split(ns);
  if (
    !/^[^\s/\\."$*<>:|?\0]{1,63}$/.test(db) ||
    name === '' ||
    name.includes('\0') ||
    name.startsWith('.') ||
    name.includes('$') ||
    Buffer.byteLength(ns) > 255
  ) {
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${ns}'`);
  }
}

export const split = (ns: string): [string, string] => [ns.slice(0, ns.indexOf('.')), ns.slice(ns.indexOf('.') + 1)];

const counterKey = Buffer.from([area.meta, 1]);

const catalogKey = (ns: string): Buffer => Buffer.concat([Buffer.from([area.catalog]), Buffer.from(ns)]);

function read(store: Store, key: Buffer): Doc | undefined {
  const found = store.get(key);
  return found && typed(found);
}

const kept = ({ id, options, indexes }: Collection): Doc => ({
  id,
  options,
  indexes: indexes.map((each) => ({ id: each.id, spec: each.spec, multikey: each.multikey, ready: each.ready, cut: each.cut })),
});

function restored(ns: string, { id, options, indexes }: Doc): Collection {
  return {
    ns,
    id: toNumber(id) ?? 0,
    options: options as Doc,
    indexes: (indexes as Doc[]).map((each) => ({
      ...toIndex(toNumber(each.id) ?? 0, each.spec as Doc),
      multikey: each.multikey as boolean[],
      ready: each.ready === true,
      cut: each.cut === true,
    })),
    count: null,
    version: 0,
  };
}
