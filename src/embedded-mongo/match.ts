import { type Doc, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { evaluate } from './expression.ts';
import { toNumber } from './numbers.ts';
import { classes, classOf, keyOf } from './order.ts';
import { some, type Test } from './paths.ts';
import { isRegex, patternTest } from './patterns.ts';
import { arrayTest, bitTest, modTest, typeTest } from './tests.ts';

export type Predicate = (document: Doc) => boolean;

/** @throws CommandError BadValue on operators that do not exist or are refused ($where and other server-side JavaScript) */
export function predicate(filter: Doc, variables: Doc = {}): Predicate {
  const parts = Object.entries(filter).map(([name, condition]) => clause(name, condition, variables));
  const [only] = parts;
  return parts.length === 1 && only ? only : (document) => parts.every((each) => each(document));
}

function clause(name: string, condition: unknown, variables: Doc): Predicate {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor': {
      const branches = branchesOf(name, condition).map((each) => predicate(each, variables));
      if (name === '$and') return (document) => branches.every((each) => each(document));
      if (name === '$or') return (document) => branches.some((each) => each(document));
      return (document) => !branches.some((each) => each(document));
    }
    case '$expr':
      return (document) => truthy(evaluate(condition, document, variables));
    case '$comment':
      return () => true;
    case '$where':
      throw new CommandError('BadValue', 'no globalScriptEngine in $where parsing');
  }
  if (name.startsWith('$'))
    throw new CommandError(
      'BadValue',
      `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
    );
  const path = name.split('.');
  const tests = fieldTests(condition);
  return (document) => tests.every((each) => each(document, path));
}

/** Without a path: of this value itself, even if it is an array (an element under $elemMatch). */
type FieldTest = (node: unknown, path: readonly string[] | null) => boolean;

/** `whole`: the array itself, not its elements ($size, $exists, $elemMatch). */
const positive =
  (test: Test, whole = false): FieldTest =>
  (node, path) =>
    path ? some(node, path, test, whole) : test(node);

const negative =
  (test: FieldTest): FieldTest =>
  (node, path) =>
    !test(node, path);

/** One field's condition: a literal, a regular expression, or a document of operators. */
export function fieldTests(condition: unknown): FieldTest[] {
  if (isRegex(condition)) return [positive(regexTest(condition))];
  if (!isOperators(condition)) return [positive(equals(condition))];
  return Object.entries(condition).flatMap(([operator, operand]) => operatorTests(operator, operand, condition));
}

function operatorTests(operator: string, operand: unknown, all: Doc): FieldTest[] {
  switch (operator) {
    case '$eq':
      return [positive(equals(operand))];
    case '$ne':
      if (isRegex(operand)) throw new CommandError('BadValue', "Can't have regex as arg to $ne.");
      return [negative(positive(equals(operand)))];
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [positive(range(operator, operand))];
    case '$in':
      return [positive(oneOf(operator, operand))];
    case '$nin':
      return [negative(positive(oneOf(operator, operand)))];
    case '$not': {
      if (!isRegex(operand) && !isOperators(operand)) throw new CommandError('BadValue', '$not needs a regex or a document');
      const inner = fieldTests(operand);
      return [(node, path) => !inner.every((each) => each(node, path))];
    }
    case '$exists':
      return [truthy(operand) ? exists : negative(exists)];
    case '$type':
      return [positive(typeTest(operand))];
    case '$size':
      return [positive(arrayTest('$size', operand), true)];
    case '$mod':
      return [positive(modTest(operand))];
    case '$regex':
      return [positive(regexTest(operand, all.$options))];
    case '$options':
      if (all.$regex === undefined) throw new CommandError('BadValue', '$options needs a $regex');
      return [];
    case '$elemMatch':
      return [positive(elementTest(operand), true)];
    case '$all': {
      if (!Array.isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
      if (operand.length === 0) return [positive(() => false)];
      return operand.flatMap((each) =>
        isDocument(each) && Object.hasOwn(each, '$elemMatch')
          ? operatorTests('$elemMatch', each.$elemMatch, each)
          : [positive(isRegex(each) ? regexTest(each) : equals(each))],
      );
    }
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
      return [positive(bitTest(operator, operand))];
    default:
      throw new CommandError('BadValue', `unknown operator: ${operator}`);
  }
}

const exists = positive((value) => value !== undefined, true);

/** null finds the missing too; a number finds its equal of any numeric type. */
export function equals(operand: unknown): Test {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string') return (value) => value === operand;
  const key = keyOf(operand);
  const kind = classOf(operand);
  return (value) => value !== undefined && classOf(value) === kind && keyOf(value).equals(key);
}

function range(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: unknown): Test {
  if (isRegex(operand)) throw new CommandError('BadValue', `Can't have RegEx as arg to predicate over field.`);
  const kind = classOf(operand);
  const orEqual = operator.endsWith('e');
  if (kind === classes.null) return orEqual ? equals(null) : () => false;
  const key = keyOf(operand);
  const nan = isNan(operand);
  const above = operator.startsWith('$gt');
  const any = kind === classes.minKey || kind === classes.maxKey;
  return (value) => {
    if (value === undefined || (classOf(value) !== kind && !any)) return false;
    if (kind === classes.number && (nan || isNan(value))) return orEqual && nan && isNan(value);
    const order = Buffer.compare(keyOf(value), key);
    return order === 0 ? orEqual : order > 0 === above;
  };
}

function oneOf(operator: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', `${operator} needs an array`);
  if (operand.some(isOperators)) throw new CommandError('BadValue', `cannot nest $ under ${operator}`);
  const patterns = operand.filter(isRegex).map((each) => regexTest(each));
  const keys = new Set(operand.filter((each) => !isRegex(each)).map((each) => keyOf(each).toString('latin1')));
  const absent = keys.has(keyOf(null).toString('latin1'));
  return (value) => {
    if (value === undefined) return absent;
    return keys.has(keyOf(value).toString('latin1')) || patterns.some((each) => each(value));
  };
}

/** `$elemMatch`: of conditions on a value, or of a filter on a document. */
function elementTest(operand: unknown): Test {
  if (!isDocument(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
  const [first] = Object.keys(operand);
  if (first?.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const tests = fieldTests(operand);
    return (value) => Array.isArray(value) && value.some((each) => tests.every((test) => test(each, null)));
  }
  const test = predicate(operand);
  return (value) =>
    Array.isArray(value) &&
    value.some((each) => (isDocument(each) ? test(each) : Array.isArray(each) && test(Object.fromEntries(each.entries()))));
}

function regexTest(operand: unknown, options?: unknown): Test {
  const test = patternTest(operand, options);
  const key = keyOf(operand);
  return (value) => (typeof value === 'string' ? test(value) : classOf(value) === classes.regex && keyOf(value).equals(key));
}

/** `{ $gt: 1 }`, not `{ a: 1 }`, not a DBRef `{ $ref, $id }`. */
export function isOperators(value: unknown): value is Doc {
  if (!isDocument(value)) return false;
  const [first] = Object.keys(value);
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

export const isNan = (value: unknown): boolean => Number.isNaN(toNumber(value));

export const truthy = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== false && !(classOf(value) === classes.number && Number(String(value)) === 0);

function branchesOf(name: string, condition: unknown): Doc[] {
  if (!Array.isArray(condition) || condition.length === 0) throw new CommandError('BadValue', `${name} must be a nonempty array`);
  if (!condition.every(isDocument)) throw new CommandError('BadValue', `${name} argument's entries must be objects`);
  return condition;
}
