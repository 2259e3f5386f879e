import { type Doc, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { directed } from './indexes.ts';
import { fieldTests, isOperators, predicate } from './match.ts';
import { toNumber } from './numbers.ts';
import { keyOf, same } from './order.ts';
import { isRegex } from './patterns.ts';
import type { SortField } from './planned.ts';
import { sortKey } from './scan.ts';

/** `$push`: $each, $position, $slice, $sort. */
export function push(array: readonly unknown[], operand: unknown): unknown[] {
  if (!isDocument(operand) || !Object.hasOwn(operand, '$each')) return [...array, operand];
  const { $each, $position, $slice, $sort, ...rest } = operand;
  const [unknown] = Object.keys(rest);
  if (unknown) throw new CommandError('BadValue', `Unrecognized clause in $push: ${unknown}`);
  if (!Array.isArray($each)) throw new CommandError('BadValue', 'The argument to $each in $push must be an array');
  const position = $position === undefined ? array.length : whole($position, '$position');
  const at = position < 0 ? Math.max(0, array.length + position) : position;
  let result = [...array.slice(0, at), ...$each, ...array.slice(at)];
  if ($sort !== undefined) result = sortArray(result, $sort);
  if ($slice !== undefined) {
    const slice = whole($slice, '$slice');
    result = slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  }
  return result;
}

export function addToSet(array: readonly unknown[], operand: unknown): unknown[] {
  const given = isDocument(operand) && Object.hasOwn(operand, '$each') ? operand.$each : [operand];
  if (!Array.isArray(given)) throw new CommandError('TypeMismatch', 'The argument to $each in $addToSet must be an array');
  const result = [...array];
  for (const each of given) if (!result.some((present) => same(present, each))) result.push(each);
  return result;
}

/** `$pull`: a value, a condition on the element, or a filter on its fields. */
export function pull(array: readonly unknown[], operand: unknown): unknown[] {
  if (isOperators(operand) || isRegex(operand)) {
    const tests = fieldTests(operand);
    return array.filter((each) => !tests.every((test) => test(each, [])));
  }
  if (isDocument(operand)) {
    const test = predicate(operand);
    return array.filter((each) => !(isDocument(each) && test(each)));
  }
  return array.filter((each) => !same(each, operand));
}

export function pullAll(array: readonly unknown[], operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$pullAll requires an array argument');
  return array.filter((each) => !operand.some((value) => same(value, each)));
}

export function pop(array: readonly unknown[], operand: unknown): unknown[] {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) throw new CommandError('FailedToParse', `$pop expects 1 or -1, found: ${String(operand)}`);
  return end === 1 ? array.slice(0, -1) : array.slice(1);
}

function sortArray(array: readonly unknown[], spec: unknown): unknown[] {
  const key = isDocument(spec)
    ? (each: unknown) => sortKey(isDocument(each) ? each : {}, sortFieldsOf(spec))
    : (each: unknown) => directed(keyOf(each), (toNumber(spec) ?? 1) < 0);
  return array
    .map((each) => ({ each, key: key(each) }))
    .sort((left, right) => Buffer.compare(left.key, right.key))
    .map(({ each }) => each);
}

/** `{ a: 1, b: -1 }` @throws CommandError Location15974 */
export function sortFieldsOf(spec: Doc): SortField[] {
  return Object.entries(spec)
    .filter(([name]) => name !== '$natural')
    .map(([name, direction]) => {
      const sign = toNumber(direction);
      if (sign === undefined)
        throw new CommandError('Location15974', `Illegal key in $sort specification: ${name}: ${String(direction)}`);
      if (sign !== 1 && sign !== -1)
        throw new CommandError('BadValue', '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
      return { name, down: sign < 0 };
    });
}

function whole(value: unknown, what: string): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw new CommandError('BadValue', `The value for ${what} must be an integer value`);
  return number;
}
