import { type Collection, checkName, rangeOf, split } from '../catalog.ts';
import { type Doc, isDocument } from '../document.ts';
import type { Engine } from '../engine.ts';
import { CommandError } from '../errors.ts';
import { type Index, primary, toIndex } from '../indexes.ts';
import { predicate } from '../match.ts';
import { toNumber } from '../numbers.ts';
import { same } from '../order.ts';
import { area } from '../store.ts';
import { sweep } from '../sweep.ts';
import { type Command, cursorOf, documentIn, documentsIn, namespaceOf } from './command.ts';

const createIndexes: Command = async (call) => {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  checkName(ns);
  const specs = documentsIn(body, 'indexes');
  if (specs.length === 0) throw new CommandError('BadValue', 'Must specify at least one index to create');
  for (const spec of specs) {
    toIndex(0, spec);
    if (isDocument(spec.partialFilterExpression)) predicate(spec.partialFilterExpression);
  }
  const { collection, fresh, ...answer } = await engine.store.write(() => {
    const existing = engine.catalog.get(ns);
    const before = (existing?.indexes.length ?? 0) + 1;
    const wanted = specs.filter((spec) => !alreadyThere(existing, spec));
    const target = existing ?? engine.catalog.create(ns);
    const added = wanted.flatMap((spec) => (alreadyThere(target, spec) ? [] : [engine.catalog.addIndex(target, spec)]));
    return { collection: target, fresh: added, numIndexesBefore: before, createdCollectionAutomatically: !existing };
  });
  for (const index of fresh) await fill(engine, collection, index);
  return {
    ...answer,
    numIndexesAfter: collection.indexes.length + 1,
    ...(fresh.length === 0 && { note: 'all indexes already exist' }),
  };
};

const listIndexes: Command = (call) => {
  const { engine, db, body } = call;
  const ns = namespaceOf(call);
  const collection = engine.catalog.get(ns);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${ns}`);
  const rows = [primary.spec, ...collection.indexes.map(({ spec }) => spec)];
  return cursorOf({ engine, body }, `${db}.${split(ns)[1]}`, rows);
};

const dropIndexes: Command = async (call) => {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  const before = await engine.store.write(() => {
    const collection = engine.catalog.get(ns);
    if (!collection) throw new CommandError('NamespaceNotFound', `ns not found ${ns}`);
    const count = collection.indexes.length + 1;
    for (const index of named(collection, body.index)) engine.catalog.dropIndex(collection, index);
    return count;
  });
  void sweep(engine);
  return { nIndexesWas: before };
};

/** Only the term of a TTL index can be changed. */
const collMod: Command = async (call) => {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  const change = documentIn(body, 'index');
  const seconds = toNumber(change.expireAfterSeconds);
  if (seconds === undefined) throw new CommandError('InvalidOptions', 'collMod changes index.expireAfterSeconds only');
  return engine.store.write(() => {
    const collection = engine.catalog.get(ns);
    if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${ns}`);
    const [index] = named(collection, change.name ?? change.keyPattern);
    if (!index) throw new CommandError('IndexNotFound', 'cannot find index for collMod');
    const next = { ...index, expireAfterSeconds: seconds, spec: { ...index.spec, expireAfterSeconds: seconds } };
    collection.indexes = collection.indexes.map((each) => (each === index ? next : each));
    engine.catalog.save(collection);
    return { expireAfterSeconds_old: index.expireAfterSeconds, expireAfterSeconds_new: seconds };
  });
};

export const indexCommands: Readonly<Record<string, Command>> = { createIndexes, listIndexes, dropIndexes, collMod };

/** Fills an index in pieces; writes of others keep it up to date meanwhile, and no search uses it yet. */
async function fill(engine: Engine, collection: Collection, index: Index): Promise<void> {
  const range = rangeOf(area.documents, collection.id);
  try {
    for (let after: Buffer | undefined | null; after !== null; ) {
      const from: Buffer | undefined = after;
      after = await engine.store.write(() => {
        if (engine.catalog.get(collection.ns) !== collection || !collection.indexes.includes(index)) {
          throw new CommandError('IndexNotFound', `index ${index.name} was dropped while it was built`);
        }
        const page = engine.store.page(range, 500, from);
        engine.writes.build(collection, index, page);
        if (page.length === 500) return page.at(-1)?.key ?? null;
        index.ready = true;
        engine.catalog.save(collection);
        return null;
      });
    }
  } catch (error) {
    await engine.store.write(() => {
      if (engine.catalog.get(collection.ns) === collection) engine.catalog.dropIndex(collection, index);
    });
    throw error;
  }
}

/** The same index again is no fault; the same name or the same keys with other options is. */
function alreadyThere(collection: Collection | undefined, spec: Doc): boolean {
  const wanted = toIndex(0, spec);
  if (Object.keys(wanted.spec.key as Doc).join() === '_id') return true;
  for (const index of collection?.indexes ?? []) {
    const sameKeys =
      same(index.spec.key, wanted.spec.key) &&
      Object.keys(index.spec.key as Doc).join() === Object.keys(wanted.spec.key as Doc).join();
    const sameOptions =
      index.unique === wanted.unique &&
      index.sparse === wanted.sparse &&
      index.expireAfterSeconds === wanted.expireAfterSeconds &&
      same(index.partial, wanted.partial);
    const text = `Requested index: ${JSON.stringify(wanted.spec)}, existing index: ${JSON.stringify(index.spec)}`;
    if (index.name === wanted.name) {
      if (sameKeys && sameOptions) return true;
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${text}`,
      );
    }
    if (sameKeys && same(index.partial, wanted.partial)) {
      throw new CommandError(
        'IndexOptionsConflict',
        sameOptions
          ? `Index already exists with a different name: ${index.name}`
          : `An equivalent index already exists with a different name and options. ${text}`,
      );
    }
  }
  return false;
}

function named(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes;
  const names = Array.isArray(wanted) ? wanted : [wanted];
  return names.map((name) => {
    if (name === primary.name || (isDocument(name) && Object.keys(name).join() === '_id'))
      throw new CommandError('InvalidOptions', 'cannot drop _id index');
    const found = collection.indexes.find((index) =>
      typeof name === 'string' ? index.name === name : same(index.spec.key, name),
    );
    if (!found)
      throw new CommandError(
        'IndexNotFound',
        `index not found with name [${typeof name === 'string' ? name : JSON.stringify(name)}]`,
      );
    return found;
  });
}
