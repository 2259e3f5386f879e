import type { Collection } from './catalog.ts';
import { encode, typed, withIdFirst } from './document.ts';
import { drain } from './drain.ts';
import { type Engine, type Query, search } from './engine.ts';
import { CommandError } from './errors.ts';
import { matcher } from './matcher.ts';
import { plan } from './plan.ts';
import { type Change, changed, isReplacement, upserted } from './update.ts';

/** One update or delete of a command. */
export interface Statement extends Query {
  /** null: delete. */
  readonly change: Change | null;
  readonly multi: boolean;
  readonly upsert: boolean;
}

export interface Outcome {
  readonly matched: number;
  readonly modified: number;
  readonly upsertedId?: unknown;
  /** Of a single statement: the document before and after. */
  readonly before?: Buffer;
  readonly after?: Buffer;
}

interface Target {
  readonly idKey: Buffer;
  readonly raw: Buffer;
}

/** A scan of so many documents is done within the write transaction; above, it is searched for before. */
const smallScan = 2000;
const chunk = 200;

/** Is the search short enough to be done inside the transaction, where nobody can come between? */
export function isQuick({ store, catalog, writes }: Engine, ns: string, statement: Statement): boolean {
  const { multi } = statement;
  const collection = catalog.get(ns);
  if (!collection || writes.count(collection) <= smallScan) return true;
  const { stage, ranges, sorted } = plan(store, collection, { ...statement, limit: multi ? 0 : 1 });
  if (stage === 'COLLSCAN') return false;
  if (!multi && sorted) return true;
  return ranges.reduce((sum, range) => sum + store.count(range, smallScan + 1), 0) <= smallScan;
}

/** Inside a write transaction: searches and writes in one go. */
export function applyNow(engine: Engine, ns: string, statement: Statement): Outcome {
  const collection = engine.catalog.get(ns);
  const targets: Target[] = [];
  if (collection) {
    const { hits } = search(engine, collection, { ...statement, limit: statement.multi ? 0 : 1 });
    for (const hit of hits) if (hit) targets.push(hit);
  } else matcher(statement.filter, statement.variables, statement.fold);
  return act(engine, ns, statement, targets);
}

/** Searches first, in slices; then writes what still matches. A single one that others changed is sought again. */
export async function apply(engine: Engine, ns: string, statement: Statement): Promise<Outcome> {
  if (isQuick(engine, ns, statement)) return engine.store.write(() => applyNow(engine, ns, statement));
  for (let attempt = 1; ; attempt++) {
    const collection = engine.catalog.get(ns);
    if (!collection || attempt > 5) return engine.store.write(() => applyNow(engine, ns, statement));
    const { version } = collection;
    const found: Buffer[] = [];
    const { hits } = search(engine, collection, { ...statement, limit: statement.multi ? 0 : 1 });
    await drain(hits, ({ idKey }) => found.push(idKey) > 0);
    if (statement.multi && found.length > 0) return applyMany(engine, collection, statement, found);
    const outcome = await engine.store.write(() => {
      const targets = found.flatMap((idKey) => stillMatching(engine, collection, statement, idKey) ?? []);
      if (targets.length < Math.max(found.length, collection.version === version ? 0 : 1)) return null;
      return act(engine, ns, statement, targets);
    });
    if (outcome) return outcome;
  }
}

async function applyMany(
  engine: Engine,
  collection: Collection,
  statement: Statement,
  found: readonly Buffer[],
): Promise<Outcome> {
  let [matched, modified] = [0, 0];
  for (let at = 0; at < found.length; at += chunk) {
    const part = await engine.store.write(() => {
      const targets = found.slice(at, at + chunk).flatMap((idKey) => stillMatching(engine, collection, statement, idKey) ?? []);
      return act(engine, collection.ns, { ...statement, upsert: false }, targets);
    });
    matched += part.matched;
    modified += part.modified;
  }
  return { matched, modified };
}

function stillMatching(
  engine: Engine,
  collection: Collection,
  { filter, variables, fold }: Statement,
  idKey: Buffer,
): Target | undefined {
  if (engine.catalog.get(collection.ns) !== collection) return undefined;
  const raw = engine.writes.read(collection, idKey);
  if (!raw) return undefined;
  return matcher(filter, variables, fold)(raw) ? { idKey, raw } : undefined;
}

function act(engine: Engine, ns: string, statement: Statement, targets: readonly Target[]): Outcome {
  const { change } = statement;
  const { writes, catalog } = engine;
  const collection = catalog.get(ns);
  if (!collection || targets.length === 0) {
    if (!statement.upsert || !change) return { matched: 0, modified: 0 };
    const document = upserted(change);
    const after = withIdFirst(encode(document));
    writes.insert(collection ?? catalog.create(ns), after);
    return { matched: 0, modified: 0, upsertedId: document._id, after };
  }
  let modified = 0;
  let last: { before: Buffer; after: Buffer } | undefined;
  for (const { idKey, raw } of targets) {
    if (!change) {
      writes.remove(collection, idKey, raw);
      modified++;
      last = { before: raw, after: raw };
      continue;
    }
    const after = withIdFirst(encode(changed(typed(raw), change)));
    if (!after.equals(raw)) {
      writes.replace(collection, idKey, raw, after);
      modified++;
    }
    last = { before: raw, after };
  }
  return { matched: targets.length, modified, ...last };
}

/** Refuses what no document could make right, before anything is written. */
export function checkStatement({ change, multi }: Statement): void {
  if (change && multi && isReplacement(change.update) && Object.keys(change.update).length > 0) {
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
}
