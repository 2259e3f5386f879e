import type { Binary } from 'bson';
import { CommandError } from './errors.ts';
import { toNumber } from './numbers.ts';
import { classes, classOf } from './order.ts';
import type { Test } from './paths.ts';

/** `$type`: names and numbers of BSON types, `number` for the four numeric ones. */
export function typeTest(operand: unknown): Test {
  const wanted = new Set<string>();
  for (const each of Array.isArray(operand) ? operand : [operand]) {
    const name = typeof each === 'string' ? each : names[toNumber(each) ?? Number.NaN];
    if (name === undefined || (name !== 'number' && !Object.values(names).includes(name))) {
      throw new CommandError('BadValue', `Unknown type name alias: ${String(each)}`);
    }
    for (const one of name === 'number' ? ['double', 'int', 'long', 'decimal'] : [name]) wanted.add(one);
  }
  return (value) => value !== undefined && wanted.has(typeName(value));
}

/** The alias of a value's BSON type; Int32 and Double are told apart only in a typed reading. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double';
  const bson = (value as { _bsontype?: string })._bsontype;
  if (bson === 'Code') return (value as { scope?: unknown }).scope ? 'javascriptWithScope' : 'javascript';
  return (bson !== undefined && byBson[bson]) || (byClass[classOf(value)] ?? 'object');
}

/** `$size`. */
export function arrayTest(operator: string, operand: unknown): Test {
  const size = toNumber(operand);
  if (size === undefined || !Number.isInteger(size) || size < 0) {
    throw new CommandError(
      'BadValue',
      `Failed to parse ${operator}. Expected a non-negative integer number in: ${String(operand)}`,
    );
  }
  return (value) => Array.isArray(value) && value.length === size;
}

export function modTest(operand: unknown): Test {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', 'malformed mod, needs to be an array');
  if (operand.length !== 2)
    throw new CommandError('BadValue', `malformed mod, ${operand.length < 2 ? 'not enough' : 'too many'} elements`);
  const [divisor, remainder] = operand.map((each) => Math.trunc(toNumber(each) ?? Number.NaN));
  if (!divisor || remainder === undefined) throw new CommandError('BadValue', 'divisor cannot be 0');
  return (value) => {
    const number = toNumber(value);
    return number !== undefined && Number.isFinite(number) && Math.trunc(number) % divisor === (remainder | 0);
  };
}

export function bitTest(operator: string, operand: unknown): Test {
  const mask = Array.isArray(operand)
    ? operand.reduce((sum: bigint, each) => sum | (1n << BigInt(toNumber(each) ?? 0)), 0n)
    : bits(operand);
  if (mask === undefined) throw new CommandError('BadValue', `${operator} takes an Array, a number, or a BinData`);
  return (value) => {
    const set = bits(value);
    if (set === undefined) return false;
    const common = set & mask;
    if (operator === '$bitsAllSet') return common === mask;
    if (operator === '$bitsAnySet') return common !== 0n;
    return operator === '$bitsAllClear' ? common === 0n : common !== mask;
  };
}

function bits(value: unknown): bigint | undefined {
  if ((value as { _bsontype?: string } | undefined)?._bsontype === 'Binary') {
    return [...(value as Binary).value()].reduceRight((sum, each) => (sum << 8n) | BigInt(each), 0n);
  }
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number)) return undefined;
  return typeof value === 'bigint' ? value : BigInt(number);
}

const names: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

const byBson: Readonly<Record<string, string>> = {
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  BSONSymbol: 'symbol',
};

const byClass: Readonly<Record<number, string>> = {
  [classes.string]: 'string',
  [classes.array]: 'array',
  [classes.binary]: 'binData',
  [classes.objectId]: 'objectId',
  [classes.bool]: 'bool',
  [classes.date]: 'date',
  [classes.timestamp]: 'timestamp',
  [classes.regex]: 'regex',
  [classes.minKey]: 'minKey',
  [classes.maxKey]: 'maxKey',
};
