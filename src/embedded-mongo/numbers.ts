import { Decimal128, Double, Int32, Long } from 'bson';
import { CommandError } from './errors.ts';

/** A number whatever its BSON type; undefined when it is none. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  switch ((value as { _bsontype?: string } | null | undefined)?._bsontype) {
    case 'Int32':
    case 'Double':
      return (value as Int32).value;
    case 'Long':
      return (value as Long).toNumber();
    case 'Decimal128':
      return Number((value as Decimal128).toString());
    default:
      return undefined;
  }
}

export const isNumber = (value: unknown): boolean => toNumber(value) !== undefined;

/** `$inc` and `$mul`: the wider type wins; int32 overflows into int64, int64 overflow is refused. */
export function arithmetic(operator: '+' | '*', left: unknown, right: unknown): unknown {
  const rank = Math.max(rankOf(left), rankOf(right));
  if (rank === 3) return decimal(operator, left, right);
  if (rank === 2) {
    const [a, b] = [toNumber(left) ?? 0, toNumber(right) ?? 0];
    return new Double(operator === '+' ? a + b : a * b);
  }
  const [a, b] = [toBigInt(left), toBigInt(right)];
  const result = operator === '+' ? a + b : a * b;
  if (rank === 0 && BigInt.asIntN(32, result) === result) return new Int32(Number(result));
  if (BigInt.asIntN(64, result) !== result)
    throw new CommandError('BadValue', 'Failed to apply arithmetic: result does not fit in a 64-bit integer');
  return Long.fromBigInt(result);
}

/** `$bit`: and, or, xor on int32 and int64. */
export function bitwise(operators: unknown, value: unknown): unknown {
  const steps = Object.entries((operators ?? {}) as Record<string, unknown>);
  const known =
    steps.length > 0 && steps.every(([name, mask]) => ['and', 'or', 'xor'].includes(name) && isNumber(mask) && rankOf(mask) < 2);
  if (!known)
    throw new CommandError(
      'BadValue',
      'The $bit modifier is not compatible with this operand: it takes {and|or|xor: an integer}',
    );
  if (value !== undefined && (!isNumber(value) || rankOf(value) > 1))
    throw new CommandError('BadValue', 'Cannot apply $bit to a value of non-integral type.');
  const result = steps.reduce(
    (bits, [name, mask]) => {
      const other = toBigInt(mask);
      return name === 'and' ? bits & other : name === 'or' ? bits | other : bits ^ other;
    },
    toBigInt(value ?? 0),
  );
  const wide = [value ?? 0, ...steps.map(([, mask]) => mask)].some((each) => rankOf(each) === 1);
  return wide ? Long.fromBigInt(result) : new Int32(Number(result));
}

/** coefficient × 10^exponent; undefined for NaN and the infinities. */
interface DecimalParts {
  readonly coefficient: bigint;
  readonly exponent: number;
}

export function decimalParts(value: Decimal128): DecimalParts | undefined {
  const match = /^(-?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/.exec(value.toString());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const coefficient = BigInt(`${whole}${fraction}` || '0');
  return { coefficient: sign ? -coefficient : coefficient, exponent: Number(power) - fraction.length };
}

/** decimal − double, exactly computed and then rounded to a double: the tie-breaker of a sort key. */
export function exactDifference({ coefficient, exponent }: DecimalParts, double: number): number {
  let shift = 0;
  let scaled = double;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  const tens = 10n ** BigInt(Math.abs(exponent));
  const [top, bottom] = exponent >= 0 ? [coefficient * tens, 1n] : [coefficient, tens];
  const difference = (top << BigInt(shift)) - BigInt(scaled) * bottom;
  if (difference === 0n) return 0;
  const scale = bottom << BigInt(shift);
  const up = BigInt(Math.max(0, scale.toString(2).length - difference.toString(2).length + 64));
  return Number((difference << up) / scale) * 2 ** -Number(up) || Math.sign(Number(difference)) * Number.MIN_VALUE;
}

/** 0 int32, 1 int64, 2 double, 3 decimal. */
function rankOf(value: unknown): number {
  if (typeof value === 'bigint') return 1;
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : 2;
  return { Int32: 0, Long: 1, Double: 2, Decimal128: 3 }[(value as { _bsontype: string })._bsontype] ?? 2;
}

function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if ((value as Long)._bsontype === 'Long') return (value as Long).toBigInt();
  return BigInt(toNumber(value) ?? 0);
}

function decimal(operator: '+' | '*', left: unknown, right: unknown): Decimal128 {
  const [a, b] = [left, right].map((each) =>
    decimalParts(each instanceof Decimal128 ? each : Decimal128.fromStringWithRounding(String(toNumber(each) ?? 0))),
  );
  if (!a || !b) return Decimal128.fromString('NaN');
  if (operator === '*') return Decimal128.fromStringWithRounding(`${a.coefficient * b.coefficient}E${a.exponent + b.exponent}`);
  const exponent = Math.min(a.exponent, b.exponent);
  const at = (part: DecimalParts) => part.coefficient * 10n ** BigInt(part.exponent - exponent);
  return Decimal128.fromStringWithRounding(`${at(a) + at(b)}E${exponent}`);
}
