import { describe, expect, it } from '@jest/globals';
import type { PageReading } from '../../../src/domain/letter.ts';
import { stripOf } from '../../../src/web/strip.ts';
import { readWords } from '../../../src/web/words.ts';
import { examined, registered } from '../../support/done.ts';
import { given } from '../../support/given.ts';

const words = readWords();
const letter = given(registered(), examined()).letter();

describe('the five grounds above the original', () => {
  it.each([
    ['legible', true, 'читается'],
    ['empty', true, 'читается'],
    ['doubtful', false, 'сверьте со сканом'],
    ['illegible', false, 'сверьте со сканом'],
  ] as const)('8.2.7: a scan with a page that is %s: fine %s, «%s»', (legible: PageReading['legible'], fine, bottom) => {
    const pages = [page('legible'), page(legible)];
    const legibility = { legible, score: 1, reasons: [], pages };
    const cell = stripOf(words, { ...letter, legibility }).find(({ ground }) => ground === 'illegible');
    expect(cell).toMatchObject({ clause: '8.2.7', fine, bottom });
  });

  it('8.2.7: a letter without scans reads', () => {
    expect(stripOf(words, letter).find(({ ground }) => ground === 'illegible')).toMatchObject({ fine: true });
  });
});

function page(legible: PageReading['legible']) {
  return { confidence: 1, score: 1, legible };
}
