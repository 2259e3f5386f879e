import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encode } from 'uqr';
import { qrModules } from '../../../src/paper/qr-modules.ts';
import { runs } from '../../support/properties.ts';

describe('the QR of a reply (8.4.5, ГОСТ Р 7.0.97 mark 31)', () => {
  it('has the very modules that the library finds by itself, whatever the text and its length', () => {
    const address = fc
      .tuple(fc.webUrl(), fc.integer({ min: 0, max: 999_999 }), fc.string({ maxLength: 300 }))
      .map(([url, number, more]) => `${url}?code=${number}${encodeURIComponent(more)}`);
    fc.assert(
      fc.property(fc.oneof(address, fc.string({ minLength: 1, maxLength: 60 }), fc.nat().map(String)), (text) => {
        const { data, size } = encode(text, { ecc: 'M', border: 0 });
        const { cells, size: own } = qrModules(text);
        expect(own).toBe(size);
        expect(Array.from(cells)).toEqual(data.flat().map(Number));
      }),
      { numRuns: runs(150) },
    );
  });
});
