import { checkName } from './catalog.ts';
import { type Doc, encode, isDocument } from './document.ts';
import type { Engine } from './engine.ts';
import { CommandError } from './errors.ts';
import { evaluate, promote } from './expression.ts';
import { applyNow } from './modify.ts';
import { same } from './order.ts';
import { valueAt, valuesAt } from './paths.ts';
import { setAt } from './places.ts';

/** Documents on their way through a pipeline, with pauses. */
export type Flow = Generator<Doc | undefined, void, undefined>;

export interface Pipeline {
  readonly engine: Engine;
  readonly db: string;
  readonly variables: Doc;
  /** Of the caller: the only one that $listLocalSessions tells of. */
  readonly session: unknown;
  /** A pipeline on another collection, with more variables. */
  sub(collection: string, pipeline: readonly Doc[], more: Doc): Flow;
}

/** `$lookup`, by fields and by pipeline: each document asks the other collection, by index where there is one. */
export function* lookup(
  context: Pipeline,
  flow: Flow,
  { from, localField, foreignField, as, let: variables, pipeline }: Doc,
): Flow {
  const given = Object.entries(isDocument(variables) ? variables : {});
  for (const document of flow) {
    if (!document) {
      yield undefined;
      continue;
    }
    const bound = Object.fromEntries(given.map(([name, value]) => [name, evaluate(value, document, context.variables)]));
    const stages: Doc[] = [];
    if (typeof localField === 'string' && typeof foreignField === 'string') {
      const values = valuesAt(document, localField.split('.'));
      // a missing local field joins with null and missing
      stages.push({
        $match: {
          [foreignField]: { $in: values.length > 0 || Array.isArray(valueAt(document, localField.split('.'))) ? values : [null] },
        },
      });
    }
    if (Array.isArray(pipeline)) stages.push(...(pipeline as Doc[]));
    const joined: Doc[] = [];
    for (const each of context.sub(String(from), stages, bound)) {
      if (each) joined.push(each);
      else yield undefined;
    }
    const result = { ...document };
    setAt(result, String(as).split('.'), joined);
    yield result;
  }
}

export function* unionWith(context: Pipeline, flow: Flow, operand: unknown): Flow {
  const { coll, pipeline = [] } = isDocument(operand)
    ? (operand as { coll?: string; pipeline?: Doc[] })
    : { coll: operand as string };
  yield* flow;
  yield* context.sub(String(coll), pipeline, {});
}

/** Writes what a pipeline gave: `$out` replaces a collection, `$merge` updates one by one. */
export async function writeOut(context: Pipeline, stage: Doc, documents: readonly Doc[]): Promise<void> {
  const { engine, db } = context;
  const { ns, whenMatched, whenNotMatched, on } = target(db, stage);
  checkName(ns);
  if (stage.$out !== undefined) {
    await engine.store.write(() => replaceAll(engine, ns, documents)).catch(unwrapped);
    return;
  }
  const unique = engine.catalog.get(ns)?.indexes.filter((each) => each.unique && !each.partial) ?? [];
  if (on.join() !== '_id' && !unique.some(({ fields }) => same(fields.map(({ name }) => name).sort(), [...on].sort())))
    throw new CommandError('Location51183', 'Cannot find index to verify that join fields will be unique');
  for (let at = 0; at < documents.length; at += 200) {
    await engine.store.write(() => {
      for (const document of documents.slice(at, at + 200)) {
        const filter = Object.fromEntries(on.map((name) => [name, valueAt(document, name.split('.'))]));
        if (Object.values(filter).some((value) => value === undefined || value === null || Array.isArray(value)))
          throw new CommandError(
            'Location51132',
            "$merge write error: 'on' field cannot be missing, null, undefined or an array",
          );
        if (whenMatched !== 'fail') {
          const change = {
            update: merged(whenMatched, document),
            filter,
            variables: { ...context.variables, new: promote(document) },
          };
          if (applyNow(engine, ns, { filter, change, multi: false, upsert: false }).matched > 0) continue;
        }
        if (whenNotMatched === 'fail')
          throw new CommandError(
            'MergeStageNoMatchingDocument',
            '$merge could not find a matching document in the target collection',
          );
        if (whenNotMatched === 'insert')
          engine.writes.insert(engine.catalog.get(ns) ?? engine.catalog.create(ns), encode(document));
      }
    });
  }
}

/** The new collection takes the options and indexes of the old one; a refusal must undo all of it, so it spoils the transaction. */
function replaceAll(engine: Engine, ns: string, documents: readonly Doc[]): void {
  const old = engine.catalog.get(ns);
  const specs = old?.indexes.map(({ spec }) => spec) ?? [];
  if (old) engine.catalog.drop(old);
  const fresh = engine.catalog.create(ns, old?.options);
  for (const spec of specs) engine.catalog.addIndex(fresh, spec).ready = true;
  if (specs.length > 0) engine.catalog.save(fresh);
  try {
    for (const each of documents) engine.writes.insert(fresh, encode(each));
  } catch (error) {
    throw new Error('$out', { cause: error });
  }
}

function unwrapped(error: Error): never {
  throw error.cause ?? error;
}

function merged(whenMatched: unknown, document: Doc): Doc | Doc[] {
  if (Array.isArray(whenMatched)) return whenMatched as Doc[];
  if (whenMatched === 'replace') return document;
  const { _id, ...fields } = document;
  if (whenMatched === 'keepExisting') return { $setOnInsert: fields };
  if (whenMatched === 'merge') return { $set: fields };
  throw new CommandError('BadValue', `$merge: whenMatched '${String(whenMatched)}' is not supported`);
}

function target(db: string, { $out, $merge }: Doc): { ns: string; whenMatched: unknown; whenNotMatched: unknown; on: string[] } {
  const given = $out ?? (isDocument($merge) ? $merge.into : $merge);
  if (typeof given !== 'string' && !isDocument(given))
    throw new CommandError('TypeMismatch', '$out and $merge take the name of a collection or { db, coll }');
  const ns = typeof given === 'string' ? `${db}.${given}` : `${String(given.db ?? db)}.${String(given.coll)}`;
  const { whenMatched = 'merge', whenNotMatched = 'insert', on = '_id' } = isDocument($merge) ? $merge : {};
  return { ns, whenMatched, whenNotMatched, on: Array.isArray(on) ? on.map(String) : [String(on)] };
}
