import { ObjectId, Timestamp } from 'bson';
import { addToSet, pop, pull, pullAll, push } from './array-updates.ts';
import { type Doc, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { promote, refuseScripts, runStage } from './expression.ts';
import { isOperators } from './match.ts';
import { arithmetic, bitwise, isNumber } from './numbers.ts';
import { compare, same } from './order.ts';
import { valueAt } from './paths.ts';
import { isRegex } from './patterns.ts';
import { arrayFiltersOf, type PlaceContext, placesOf, setAt, unsetAt } from './places.ts';
import { matchedPosition } from './position.ts';
import { typeName } from './tests.ts';

export interface Change {
  /** Operators, a replacement, or a pipeline. */
  readonly update: Doc | readonly Doc[];
  readonly filter: Doc;
  readonly arrayFilters?: readonly Doc[];
  readonly variables?: Doc;
}

export const isReplacement = (update: Change['update']): boolean =>
  !Array.isArray(update) && !Object.keys(update)[0]?.startsWith('$');

/**
 * The changed document; fields that nobody touched keep their BSON types. `document` is a typed reading and may be changed.
 * @throws CommandError with MongoDB's codes
 */
export function changed(document: Doc, change: Change, inserting = false): Doc {
  const id = document._id;
  const next = Array.isArray(change.update)
    ? piped(document, change)
    : isReplacement(change.update)
      ? replaced(document, change.update as Doc)
      : operated(document, change, inserting);
  if (id !== undefined && !same(next._id, id)) {
    throw new CommandError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return id === undefined || Object.keys(next)[0] === '_id' ? next : { _id: id, ...next };
}

/** What an upsert starts from: the equalities of the filter. */
function seedOf(filter: Doc): Doc {
  const seed: Doc = {};
  const take = (conditions: Doc): void => {
    for (const [name, condition] of Object.entries(conditions)) {
      if (name === '$and' && Array.isArray(condition)) for (const each of condition) take(each as Doc);
      if (name === '$or' && Array.isArray(condition) && condition.length === 1) take(condition[0] as Doc);
      if (name.startsWith('$')) continue;
      if (!isOperators(condition)) {
        if (!isRegex(condition)) setAt(seed, name.split('.'), condition);
      } else {
        // of one value $in and $all are equalities too
        const {
          $in,
          $all,
          $eq = Array.isArray($in) && $in.length === 1 ? $in[0] : Array.isArray($all) && $all.length === 1 ? $all[0] : undefined,
        } = condition;
        if ($eq !== undefined && !isRegex($eq) && !isOperators($eq)) setAt(seed, name.split('.'), $eq);
      }
    }
  };
  take(filter);
  return seed;
}

/** The document that an upsert inserts, `_id` first. */
export function upserted(change: Change): Doc {
  const seed = seedOf(change.filter);
  const start = isReplacement(change.update) ? (seed._id === undefined ? {} : { _id: seed._id }) : seed;
  const next = changed(start, change, true);
  return Object.hasOwn(next, '_id') ? { _id: next._id, ...next } : { _id: new ObjectId(), ...next };
}

function replaced(document: Doc, replacement: Doc): Doc {
  const dollar = Object.keys(replacement).find((name) => name.startsWith('$'));
  if (dollar)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document.`,
    );
  if (document._id === undefined) return replacement;
  return { _id: document._id, ...replacement };
}

function piped(document: Doc, { update, variables = {} }: Change): Doc {
  const before = promote(document) as Doc;
  let documents: Doc[] = [structuredCopy(before)];
  for (const stage of update as readonly Doc[]) {
    const [name = ''] = Object.keys(stage);
    if (!['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'].includes(name)) {
      throw new CommandError('InvalidOptions', `${name} is not allowed to be used within an update`);
    }
    refuseScripts(stage);
    documents = runStage(stage, documents, variables);
  }
  const next = retyped(documents[0] ?? {}, before, document) as Doc;
  return document._id === undefined || Object.hasOwn(next, '_id') ? next : { _id: document._id, ...next };
}

function operated(document: Doc, { update, filter, arrayFilters = [] }: Change, inserting: boolean): Doc {
  const filters = arrayFiltersOf(arrayFilters);
  const context: PlaceContext = { position: (path) => matchedPosition(document, filter, path), filters };
  const tasks = Object.entries(update as Doc).flatMap(([operator, operands]) => {
    if (!Object.hasOwn(operators, operator))
      throw new CommandError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDocument(operands))
      throw new CommandError('FailedToParse', `Modifiers operate on fields but we found type ${typeName(operands)} instead.`);
    return Object.entries(operands).map(([path, operand]) => ({ operator, path, operand }));
  });
  checkConflicts(tasks.flatMap(({ operator, path, operand }) => (operator === '$rename' ? [path, String(operand)] : [path])));
  for (const name of filters.keys()) {
    if (!tasks.some(({ path }) => path.includes(`$[${name}]`)))
      throw new CommandError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update ${JSON.stringify(update)}`,
      );
  }
  // MongoDB adds new fields in the order of their names, whichever operator brings them
  tasks.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
  const placed = tasks.map((task) => ({ ...task, places: placesOf(document, task.path, context) }));
  for (const { operator, operand, places, path } of placed) {
    if (operator === '$setOnInsert' && !inserting) continue;
    for (const place of places) operators[operator]?.(document, place, operand, path);
  }
  return document;
}

type Operator = (document: Doc, place: readonly string[], operand: unknown, path: string) => void;

const operators: Readonly<Record<string, Operator>> = {
  $set: (document, place, operand) => setAt(document, place, operand),
  $setOnInsert: (document, place, operand) => setAt(document, place, operand),
  $unset: (document, place) => unsetAt(document, place),
  $inc: (document, place, operand, path) => calculate(document, place, operand, path, '+'),
  $mul: (document, place, operand, path) => calculate(document, place, operand, path, '*'),
  $min: (document, place, operand) => better(document, place, operand, (order) => order < 0),
  $max: (document, place, operand) => better(document, place, operand, (order) => order > 0),
  $rename(document, place, operand, path) {
    if (typeof operand !== 'string') throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${path}`);
    const value = valueAt(document, place);
    if (value === undefined) return;
    unsetAt(document, place);
    setAt(document, operand.split('.'), value);
  },
  $currentDate(document, place, operand) {
    const stamp = isDocument(operand) && operand.$type === 'timestamp';
    setAt(document, place, stamp ? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }) : new Date());
  },
  $bit: (document, place, operand) => setAt(document, place, bitwise(operand, valueAt(document, place))),
  $push: (document, place, operand, path) => onArray(document, place, path, '$push', (array) => push(array, operand)),
  $addToSet: (document, place, operand, path) => onArray(document, place, path, '$addToSet', (array) => addToSet(array, operand)),
  $pull: (document, place, operand, path) => onArray(document, place, path, '$pull', (array) => pull(array, operand)),
  $pullAll: (document, place, operand, path) => onArray(document, place, path, '$pullAll', (array) => pullAll(array, operand)),
  $pop: (document, place, operand, path) => onArray(document, place, path, '$pop', (array) => pop(array, operand)),
};

function calculate(document: Doc, place: readonly string[], operand: unknown, path: string, operator: '+' | '*'): void {
  const verb = operator === '+' ? 'increment' : 'multiply';
  if (!isNumber(operand))
    throw new CommandError('TypeMismatch', `Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`);
  const value = valueAt(document, place);
  if (value !== undefined && !isNumber(value)) {
    throw new CommandError(
      'TypeMismatch',
      `Cannot apply ${operator === '+' ? '$inc' : '$mul'} to a value of non-numeric type. {_id: ${String(document._id)}} has the field '${place.at(-1)}' of non-numeric type ${typeName(value)}`,
    );
  }
  if (value === undefined) setAt(document, place, operator === '+' ? operand : arithmetic('*', operand, 0));
  else setAt(document, place, arithmetic(operator, value, operand));
}

function better(document: Doc, place: readonly string[], operand: unknown, wins: (order: number) => boolean): void {
  const value = valueAt(document, place);
  if (value === undefined || wins(compare(operand, value))) setAt(document, place, operand);
}

function onArray(
  document: Doc,
  place: readonly string[],
  path: string,
  operator: string,
  work: (array: unknown[]) => unknown[],
): void {
  const value = valueAt(document, place);
  const adds = operator === '$push' || operator === '$addToSet';
  if (value === undefined) {
    if (adds) setAt(document, place, work([]));
    return;
  }
  if (!Array.isArray(value)) {
    if (operator === '$push')
      throw new CommandError(
        'BadValue',
        `The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${String(document._id)}}`,
      );
    if (adds)
      throw new CommandError(
        'BadValue',
        `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(value)}`,
      );
    if (operator === '$pop')
      throw new CommandError('TypeMismatch', `Path '${path}' contains an element of non-array type '${typeName(value)}'`);
    throw new CommandError('BadValue', `Cannot apply ${operator} to a non-array value`);
  }
  setAt(document, place, work(value));
}

function checkConflicts(paths: readonly string[]): void {
  const sorted = [...paths].sort();
  sorted.forEach((path, at) => {
    const other = sorted.find((each, index) => index !== at && (each === path || path.startsWith(`${each}.`)));
    if (other !== undefined)
      throw new CommandError('ConflictingUpdateOperators', `Updating the path '${path}' would create a conflict at '${other}'`);
  });
}

/** What a pipeline left as it was gets its BSON types back. */
function retyped(next: unknown, before: unknown, original: unknown): unknown {
  if (original === undefined) return next;
  if (next === before || same(next, before)) return original;
  if (isDocument(next) && isDocument(before) && isDocument(original)) {
    return Object.fromEntries(Object.entries(next).map(([name, value]) => [name, retyped(value, before[name], original[name])]));
  }
  return next;
}

const structuredCopy = (document: Doc): Doc =>
  Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      isDocument(value) ? structuredCopy(value) : Array.isArray(value) ? [...value] : value,
    ]),
  );
