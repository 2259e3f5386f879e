import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageCache } from '../../../src/office/page-cache.ts';
import { placesIn, textInBox } from '../../../src/office/places.ts';
import type { PageWord } from '../../../src/office/ports/paper.ts';
import { textOf } from '../../../src/office/recognise.ts';
import { runs } from '../../support/properties.ts';

/** A page of lines of words, each at a place of its own. */
function page(lines: readonly (readonly string[])[]) {
  const words = lines.flatMap((line, row) =>
    line.map(
      (text, column): PageWord => ({
        text,
        confidence: 0.9,
        line: String(row),
        left: column * 1000,
        right: column * 1000 + 900,
        top: row * 400,
        bottom: row * 400 + 300,
      }),
    ),
  );
  return { text: lines.map((line) => line.join(' ')).join('\n'), words };
}

const PAGES = [
  page([
    ['Исх.', '№', '145'],
    ['Просим', 'провести', 'сверку'],
    ['Просим', 'ещё', 'раз'],
  ]),
  page([]),
  page([['Лист', 'второй,', 'ИНН'], ['7707083893']]),
];
const TEXT = textOf({
  pages: PAGES.map((each) => ({ ...each, confidence: 1, seconds: 0, legible: 'legible', score: 1, reason: null, turn: 0 })),
});

describe('where on the paper a word was read (3.2, 8.2.7)', () => {
  const places = placesIn(PAGES);
  const of = (words: string) => places({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });

  it('3.2: a number stands where it was read, also behind an empty page', () => {
    expect(of('145')).toEqual([{ page: 0, boxes: [{ left: 2000, right: 2900, top: 0, bottom: 300 }] }]);
    expect(of('7707083893')).toEqual([{ page: 2, boxes: [{ left: 0, right: 900, top: 400, bottom: 700 }] }]);
  });

  it('8.2.8: a sentence over two lines is two boxes; the second «Просим» is not the first', () => {
    expect(of('сверку\nПросим ещё')).toEqual([
      {
        page: 0,
        boxes: [
          { left: 2000, right: 2900, top: 400, bottom: 700 },
          { left: 0, right: 1900, top: 800, bottom: 1100 },
        ],
      },
    ]);
  });

  it('3.2: each word of a text is found again, whatever the words', () => {
    const word = fc.constantFrom('акт', 'актом', 'а', 'к', 'т', 'сверка', '№', '12', '1');
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 4 }), { maxLength: 3 }),
        (sheets) => {
          const pages = sheets.map(page);
          const all = placesIn(pages);
          const text = pages
            .map((each) => each.text.trim())
            .filter(Boolean)
            .join('\n\n');
          let at = 0;
          for (const [index, { words }] of pages.entries()) {
            for (const each of words) {
              at = text.indexOf(each.text, at);
              expect(all({ start: at, end: at + each.text.length })).toEqual([
                { page: index, boxes: [{ left: each.left, right: each.right, top: each.top, bottom: each.bottom }] },
              ]);
              at += each.text.length;
            }
          }
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('3.2: a box drawn on the picture gives its words in their order; a word broken at the line end is whole again', () => {
    const [first] = PAGES;
    expect(textInBox(first?.words ?? [], { left: 0, right: 2000, top: 380, bottom: 1100 })).toBe('Просим провести Просим ещё');
    const broken = page([['сверку', 'рас-'], ['чётов']]).words;
    expect(textInBox(broken, { left: 0, right: 10_000, top: 0, bottom: 10_000 })).toBe('сверку расчётов');
    expect(textInBox(broken, { left: 9000, right: 9100, top: 9000, bottom: 9100 })).toBe('');
  });
});

describe('pictures of pages', () => {
  it('are drawn once, also for two who ask at once, and the least used leave first', async () => {
    const cache = pageCache(100);
    let drawn = 0;
    const draw = (size: number) => async () => {
      drawn += 1;
      return Buffer.alloc(size);
    };
    await Promise.all([cache('a', draw(20)), cache('a', draw(20))]);
    expect(drawn).toBe(1);
    for (const tag of ['b', 'c', 'd', 'e']) await cache(tag, draw(20));
    await cache('a', draw(20));
    await cache('f', draw(20));
    expect(drawn).toBe(6);
    await cache('a', draw(20));
    expect(drawn).toBe(6);
    await cache('b', draw(20));
    expect(drawn).toBe(7);
  });

  it('that could not be drawn are tried again', async () => {
    const cache = pageCache(100);
    await expect(cache('a', () => Promise.reject(new Error('no poppler')))).rejects.toThrow('no poppler');
    expect(await cache('a', async () => null)).toBeNull();
    expect(await cache('a', async () => Buffer.from('x'))).toEqual(Buffer.from('x'));
  });
});
