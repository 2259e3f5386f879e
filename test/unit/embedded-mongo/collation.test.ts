import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collationOf } from '../../../src/embedded-mongo/collation.ts';
import { keyOf } from '../../../src/embedded-mongo/order.ts';
import { runs } from '../../support/properties.ts';

const letters = 'абвеёжийклэюяАБЕЁЙЯabcdeézABCEZñåö0129 .,-_«»/—„';

describe('collations', () => {
  it.each([
    ['ru', 1, 'base'],
    ['ru', 2, 'accent'],
    ['ru', 3, 'variant'],
    ['en_US', 2, 'accent'],
    ['de', 1, 'base'],
    ['sv', 3, 'variant'],
  ] as const)('%s at strength %i order texts as ICU does', (locale, strength, sensitivity) => {
    const fold = collationOf({ collation: { locale, strength } });
    const { compare } = new Intl.Collator(locale.replace('_', '-'), { sensitivity });
    const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const order = Buffer.compare(keyOf(fold?.(left)), keyOf(fold?.(right)));
        expect(order).toBe(Math.sign(compare(left, right)));
      }),
      { numRuns: runs(400) },
    );
  });

  it('fold texts wherever they stand, and nothing else', () => {
    const fold = collationOf({ collation: { locale: 'ru', strength: 2 } });
    expect(fold?.({ a: ['Ё', 1, { b: 'ё' }], c: null })).toEqual({ a: [fold?.('ё'), 1, { b: fold?.('Ё') }], c: null });
    expect(collationOf({ collation: { locale: 'simple' } })).toBeUndefined();
    expect(collationOf({})).toBeUndefined();
  });

  it.each([
    [{ locale: 'cs' }],
    [{ locale: 'ru', strength: 5 }],
    [{ locale: 'ru', numericOrdering: true }],
    [{ strength: 2 }],
    ['ru'],
  ])('%j is refused: no answer is better than a wrong one', (collation) => {
    expect(() => collationOf({ collation })).toThrow(/collation|locale/);
  });
});
