import { describe, expect, it } from '@jest/globals';
import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { compare, keyOf, same } from '../../../src/embedded-mongo/order.ts';

const ascending = (...values: unknown[]): void => {
  for (let at = 1; at < values.length; at++)
    expect(`${at}: ${Math.sign(Buffer.compare(keyOf(values[at - 1]), keyOf(values[at])))}`).toBe(`${at}: -1`);
};

describe('the order of values, as the MongoDB manual gives it', () => {
  it('types stand in the documented order', () => {
    ascending(
      new MinKey(),
      null,
      -1,
      'a',
      { a: 1 },
      [1],
      new Binary(Buffer.from('x')),
      new ObjectId('0'.repeat(24)),
      false,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      new BSONRegExp('a', ''),
      new MaxKey(),
    );
  });

  it('numbers of all widths are one line', () => {
    ascending(
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      -(2 ** 53),
      new Int32(-7),
      new Double(-0.5),
      0,
      1e-320,
      0.5,
      Long.fromNumber(7),
      7.5,
      2 ** 53,
      2n ** 53n + 1n,
      2n ** 53n + 2n,
      1e300,
      Number.POSITIVE_INFINITY,
    );
    expect(same(new Int32(5), new Double(5))).toBe(true);
    expect(same(Long.fromNumber(5), Decimal128.fromString('5.00'))).toBe(true);
    expect(same(0, -0)).toBe(true);
  });

  it('a decimal is exact: 0.1 is not the double 0.1', () => {
    expect(same(0.1, Decimal128.fromString('0.1'))).toBe(false);
    ascending(Decimal128.fromString('0.1'), 0.1, Decimal128.fromString('0.11'));
    ascending(Decimal128.fromString('9007199254740992.5'), 2n ** 53n + 1n);
    expect(same(Decimal128.fromString('0.5'), 0.5)).toBe(true);
  });

  it('texts compare by their UTF-8 bytes, a NUL inside included', () => {
    ascending('', '\0', 'a', 'a\0', 'a\0b', 'a\u0001', 'ab', 'b', 'я', '\uFFFF', '\u{10000}');
  });

  it('documents compare field by field: type, name, value', () => {
    ascending({}, { a: 1 }, { a: 1, b: 1 }, { a: 2 }, { b: 0 }, { a: 'x' });
    ascending([], [1], [1, 2], [2], ['a']);
  });

  it('dates before 1970 come before those after', () => {
    ascending(new Date(-5e12), new Date(-1), new Date(0), new Date(1), new Date(5e12));
  });

  it('doubles: keys are in the order of the numbers', () => {
    const number = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.maxSafeInteger());
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(Math.sign(compare(a, b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('int64 and decimals: keys are in the order of the exact values', () => {
    const whole = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(Buffer.compare(keyOf(Decimal128.fromString(String(a))), keyOf(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('texts: keys are in the order of the bytes, and no key is the beginning of another', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\u0001', 'ÿ', 'я', '\u{1F600}') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
        if (a !== b) expect(keyOf(b).subarray(0, keyOf(a).length).equals(keyOf(a))).toBe(false);
      }),
    );
  });
});
