import { type Collection, checkName, rangeOf, split } from '../catalog.ts';
import type { Doc } from '../document.ts';
import type { Engine } from '../engine.ts';
import { CommandError } from '../errors.ts';
import { primary } from '../indexes.ts';
import { predicate } from '../match.ts';
import { area } from '../store.ts';
import { sweep } from '../sweep.ts';
import { type Command, cursorOf, documentIn, namespaceOf, numberIn } from './command.ts';

const create: Command = async (call) => {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  checkName(ns);
  for (const option of ['viewOn', 'timeseries', 'validator', 'clusteredIndex']) {
    if (body[option] !== undefined)
      throw new CommandError('CommandNotSupported', `create: '${option}' is not supported by this server`);
  }
  if (body.collation !== undefined && documentIn(body, 'collation').locale !== 'simple')
    throw new CommandError('CommandNotSupported', 'collation is not supported by this server');
  await engine.store.write(() => {
    if (engine.catalog.get(ns)) throw new CommandError('NamespaceExists', `Collection ${ns} already exists.`);
    engine.catalog.create(ns);
  });
  return {};
};

const drop: Command = async (call) => {
  const { engine } = call;
  const ns = namespaceOf(call);
  const found = await engine.store.write(() => {
    const collection = engine.catalog.get(ns);
    if (!collection) return null;
    engine.catalog.drop(collection);
    return collection;
  });
  // MongoDB 7 answers ok for a collection that is not there
  if (!found) return {};
  engine.cursors.killNamespace(ns);
  void sweep(engine);
  return { nIndexesWas: found.indexes.length + 1, ns };
};

const dropDatabase: Command = async ({ engine, db }) => {
  const dropped = await engine.store.write(() => {
    const all = collectionsOf(engine, db);
    for (const each of all) engine.catalog.drop(each);
    return all;
  });
  for (const { ns } of dropped) engine.cursors.killNamespace(ns);
  void sweep(engine);
  return dropped.length > 0 ? { dropped: db } : {};
};

const listCollections: Command = ({ engine, db, body }) => {
  const rows = collectionsOf(engine, db)
    .map(({ ns, options }) => ({
      name: split(ns)[1],
      type: 'collection',
      ...(body.nameOnly !== true && { options, info: { readOnly: false }, idIndex: primary.spec }),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return cursorOf({ engine, body }, `${db}.$cmd.listCollections`, filtered(rows, body));
};

const listDatabases: Command = ({ engine, body }) => {
  const names = [...new Set(engine.catalog.all().map(({ ns }) => split(ns)[0]))].sort();
  const databases = filtered(
    names.map((name) => ({ name, ...(body.nameOnly !== true && { sizeOnDisk: engine.store.bytes(), empty: false }) })),
    body,
  );
  return { databases, ...(body.nameOnly !== true && { totalSize: engine.store.bytes() }) };
};

const collStats: Command = (call) => {
  const { engine } = call;
  const ns = namespaceOf(call);
  const collection = engine.catalog.get(ns);
  const count = collection ? engine.writes.count(collection) : 0;
  const size = collection ? sizeOf(engine, collection) : 0;
  return {
    ns,
    count,
    size,
    avgObjSize: count > 0 ? Math.round(size / count) : 0,
    storageSize: size,
    nindexes: (collection?.indexes.length ?? 0) + 1,
    capped: false,
  };
};

const dbStats: Command = ({ engine, db, body }) => {
  const all = collectionsOf(engine, db);
  const scale = Math.max(1, numberIn(body, 'scale', 1));
  return {
    db,
    collections: all.length,
    views: 0,
    objects: all.reduce((sum, each) => sum + engine.writes.count(each), 0),
    indexes: all.reduce((sum, { indexes }) => sum + indexes.length + 1, 0),
    storageSize: engine.store.bytes() / scale,
    totalSize: engine.store.bytes() / scale,
    scaleFactor: scale,
  };
};

export const adminCommands: Readonly<Record<string, Command>> = {
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  collStats,
  dbStats,
};

const collectionsOf = (engine: Engine, db: string): Collection[] => engine.catalog.all().filter(({ ns }) => split(ns)[0] === db);

function filtered<T extends Doc>(rows: T[], body: Doc): T[] {
  return rows.filter(predicate(documentIn(body, 'filter')));
}

/** An estimate from the first thousand documents: to weigh them all would take long. */
function sizeOf({ store, writes }: Engine, collection: Collection): number {
  const sample = store.page(rangeOf(area.documents, collection.id), 1000);
  const bytes = sample.reduce((sum, { value }) => sum + value.length, 0);
  return sample.length === 0 ? 0 : Math.round((bytes / sample.length) * writes.count(collection));
}
