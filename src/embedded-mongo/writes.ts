import { type Catalog, type Collection, numbered, rangeOf } from './catalog.ts';
import { type Doc, isDocument, view } from './document.ts';
import { CommandError } from './errors.ts';
import { indexedView } from './indexed-view.ts';
import { type Index, idKeyOf, keysOf } from './indexes.ts';
import { predicate } from './match.ts';
import { valueAt } from './paths.ts';
import { area, type Store } from './store.ts';

/** One document with its index entries: all or nothing, inside a write transaction. Refusals come before the first put. */
export interface Writes {
  /** @throws CommandError DuplicateKey, InvalidIdField */
  insert(collection: Collection, raw: Buffer): void;
  /** @throws CommandError DuplicateKey */
  replace(collection: Collection, idKey: Buffer, old: Buffer, next: Buffer): void;
  remove(collection: Collection, idKey: Buffer, old: Buffer): void;
  /** Fills a new index from what is there. @throws CommandError DuplicateKey */
  build(collection: Collection, index: Index, entries: readonly { key: Buffer; value: Buffer }[]): void;
  read(collection: Collection, idKey: Buffer): Buffer | undefined;
  count(collection: Collection): number;
}

export function writesOf(store: Store, catalog: Catalog): Writes {
  const documentKey = (collection: Collection, idKey: Buffer): Buffer => numbered(area.documents, collection.id, idKey);

  /** Entries of a document; saves what the indexes learnt (an array, a cut key) in the same transaction. */
  const entriesOf = (collection: Collection, document: Doc, indexes: readonly Index[] = collection.indexes): IndexEntry[] => {
    if (indexes.length === 0) return [];
    const before = indexes.map(learnt).join();
    const found = indexes.flatMap((index) =>
      covers(index, document) ? keysOf(index, document).map((key) => ({ index, key })) : [],
    );
    if (before !== indexes.map(learnt).join()) catalog.save(collection);
    return found;
  };

  const checkUnique = (collection: Collection, entries: readonly IndexEntry[], idKey: Buffer, document: Doc): void => {
    for (const { index, key } of entries) {
      if (!index.unique) continue;
      const holder = store.get(numbered(area.entries, index.id, key));
      if (holder && !holder.equals(idKey)) throw duplicate(collection, index, document);
    }
  };

  const put = ({ index, key }: IndexEntry, idKey: Buffer): void => store.put(entryKey(index, key, idKey), idKey);

  return {
    insert(collection, raw) {
      const document = indexedView(collection, raw);
      checkId(document._id);
      const idKey = idKeyOf(document._id);
      const key = documentKey(collection, idKey);
      if (store.get(key)) throw duplicate(collection, null, document);
      const entries = entriesOf(collection, document);
      checkUnique(collection, entries, idKey, document);
      store.put(key, raw);
      for (const each of entries) put(each, idKey);
      if (collection.count !== null) collection.count++;
      collection.version++;
    },
    replace(collection, idKey, old, next) {
      const document = indexedView(collection, next);
      const before = new Map(entriesOf(collection, indexedView(collection, old)).map((each) => [nameOf(each), each]));
      const after = new Map(entriesOf(collection, document).map((each) => [nameOf(each), each]));
      const fresh = [...after].filter(([name]) => !before.has(name)).map(([, each]) => each);
      checkUnique(collection, fresh, idKey, document);
      store.put(documentKey(collection, idKey), next);
      for (const [name, { index, key }] of before) if (!after.has(name)) store.remove(entryKey(index, key, idKey));
      for (const each of fresh) put(each, idKey);
      collection.version++;
    },
    remove(collection, idKey, old) {
      for (const { index, key } of entriesOf(collection, indexedView(collection, old))) store.remove(entryKey(index, key, idKey));
      store.remove(documentKey(collection, idKey));
      if (collection.count !== null) collection.count--;
      collection.version++;
    },
    build(collection, index, documents) {
      for (const { key, value } of documents) {
        const idKey = key.subarray(5);
        const document = view(value);
        const entries = entriesOf(collection, document, [index]);
        checkUnique(collection, entries, idKey, document);
        for (const each of entries) put(each, idKey);
      }
    },
    read: (collection, idKey) => store.get(documentKey(collection, idKey)),
    count(collection) {
      collection.count ??= store.count(rangeOf(area.documents, collection.id));
      return collection.count;
    },
  };
}

interface IndexEntry {
  readonly index: Index;
  readonly key: Buffer;
}

/** A unique index needs no `_id` in the key: the store itself then holds it unique. */
export const entryKey = (index: Index, key: Buffer, idKey: Buffer): Buffer =>
  index.unique ? numbered(area.entries, index.id, key) : numbered(area.entries, index.id, key, idKey);

const nameOf = ({ index, key }: IndexEntry): string => `${index.id}:${key.toString('latin1')}`;

const learnt = ({ multikey, cut }: Index): string => `${multikey}${cut}`;

const partials = new WeakMap<Index, (document: Doc) => boolean>();

/** Does a partial index hold the document? */
export function covers(index: Index, document: Doc): boolean {
  if (!index.partial) return true;
  let test = partials.get(index);
  if (!test) {
    test = predicate(index.partial);
    partials.set(index, test);
  }
  return test(document);
}

function duplicate({ ns }: Collection, index: Index | null, document: Doc): CommandError {
  const keyPattern = index ? (index.spec.key as Doc) : { _id: 1 };
  const keyValue = Object.fromEntries(Object.keys(keyPattern).map((name) => [name, valueAt(document, name.split('.')) ?? null]));
  const shown = Object.entries(keyValue)
    .map(([name, value]) => `${name}: ${show(value)}`)
    .join(', ');
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${ns} index: ${index?.name ?? '_id_'} dup key: { ${shown} }`,
    { keyPattern, keyValue },
  );
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if ((value as { _bsontype?: string } | null)?._bsontype === 'ObjectId') return `ObjectId('${String(value)}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new CommandError('InvalidIdField', "The '_id' value cannot be of type array");
  if ((id as { _bsontype?: string } | null | undefined)?._bsontype === 'BSONRegExp')
    throw new CommandError('InvalidIdField', "The '_id' value cannot be of type regex");
  const dollar = isDocument(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
}
