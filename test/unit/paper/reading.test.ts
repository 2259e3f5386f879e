import { describe, expect, it } from '@jest/globals';
import { lieOf } from '../../../src/paper/deskew.ts';
import { notCut } from '../../../src/paper/legibility.ts';
import { lexiconOf, russianLexicon } from '../../../src/paper/lexicon.ts';
import { inkOf, isolatedInk, type Picture, picture, sharpnessOf, tonesOf } from '../../../src/paper/picture.ts';
import { boxOn } from '../../../src/paper/placement.ts';
import { workPool } from '../../../src/paper/pool.ts';
import { prepared, studied } from '../../../src/paper/preprocess.ts';
import { confidenceOf, textOf } from '../../../src/paper/tesseract.ts';
import { isReal } from '../../../src/paper/text-layer.ts';

describe('a page that was cut off (8.2.7)', () => {
  const verdict = { legible: 'legible', score: 1, reason: null } as const;
  const page = (right: number) =>
    Array.from({ length: 10 }, (_, line) =>
      [0, 1, 2].map((n) => ({
        text: 'слово',
        confidence: 0.9,
        line: String(line),
        left: 1000 + n * 1000,
        right: n === 2 ? right : 1900 + n * 1000,
        top: line * 300,
        bottom: line * 300 + 100,
      })),
    ).flat();

  it('8.2.7: lines that run into the edge make a page that reads well one to be looked at', () => {
    expect(notCut(verdict, page(9995))).toEqual({ legible: 'doubtful', score: 1, reason: expect.stringContaining('обрезано') });
    expect(notCut(verdict, page(9000))).toEqual(verdict);
    expect(notCut(verdict, page(9995).slice(0, 6))).toEqual(verdict);
    expect(notCut({ ...verdict, legible: 'empty' }, page(9995)).legible).toBe('empty');
  });
});

describe('a page of which one side is missing (8.2.7)', () => {
  it('8.2.7: three long lines cut by the edge are enough, however many short ones are whole', () => {
    const line = (n: number, right: number) =>
      [0, 1, 2].map((at) => ({
        text: 'слово',
        confidence: 0.9,
        line: String(n),
        left: 1000 + at * 1000,
        right: at === 2 ? right : 1900 + at * 1000,
        top: n * 300,
        bottom: n * 300 + 100,
      }));
    const verdict = { legible: 'legible', score: 1, reason: null } as const;
    const lines = (cut: number) => Array.from({ length: 12 }, (_, n) => line(n, n < cut ? 10_000 : 6000)).flat();
    expect(notCut(verdict, lines(3)).reason).toContain('обрезано');
    expect(notCut(verdict, lines(2))).toEqual(verdict);
  });
});

describe('the word list', () => {
  it('knows words in their forms and no guessed letters', async () => {
    const lexicon = await russianLexicon();
    for (const word of ['перерасчёта', 'договору', 'показаниями', 'Просим', 'дома', 'акта', 'учёт'])
      expect([word, lexicon.known(word)]).toEqual([word, true]);
    for (const word of ['ойсетаке', 'щзхжъ', 'кваыр', 'office', '1234', 'от'])
      expect([word, lexicon.known(word)]).toEqual([word, false]);
  });

  it('tells a real text layer from correct letters that say nothing', () => {
    const words = ['просим', 'провести', 'сверку', 'расчётов', 'договору', 'показания'];
    const lexicon = lexiconOf(words);
    expect(isReal(`${words.join(' ')} `.repeat(5), lexicon)).toBe(true);
    expect(isReal(`${words.join(' ')} `.repeat(2), lexicon)).toBe(false);
    expect(isReal('ьфгыр лдкщш жэйцу ярпмо '.repeat(10), lexicon)).toBe(false);
    expect(isReal('Ïðîñèì ïðîâåñòè ñâåðêó '.repeat(10), lexicon)).toBe(false);
  });
});

describe('the picture of a page', () => {
  const blank = (tone: number) => picture(Buffer.alloc(400 * 560, tone), 400, 560, 50);
  const lines = (slope: number) => {
    const page = blank(240);
    for (let row = 60; row < 500; row += 20) {
      for (let x = 30; x < 370; x += 1) {
        if (x % 7 === 0) continue;
        for (let thick = 0; thick < 6; thick += 1) page.grey[(row + thick + Math.round((x - 200) * slope)) * 400 + x] = 20;
      }
    }
    return page;
  };

  it('has no contrast when nothing is on it', () => {
    expect(tonesOf(blank(250))).toEqual({ median: 250, contrast: 0, depth: 0, brightest: 250 });
    expect(sharpnessOf(blank(250))).toBe(0);
    expect(sharpnessOf(lines(0))).toBeGreaterThan(1000);
    expect(tonesOf(lines(0)).contrast).toBeGreaterThan(200);
  });

  it('is laid level', async () => {
    const rowsOf = ({ grey, width, height }: Picture) =>
      Array.from({ length: height }, (_, y) => grey.subarray(y * width, (y + 1) * width).filter((tone) => tone < 128).length);
    const skewed = lines(Math.tan((4 * Math.PI) / 180));
    const level = await prepared(await studied(skewed), false);
    expect(Math.max(...rowsOf(level))).toBeGreaterThan(250);
    expect(Math.max(...rowsOf(skewed))).toBeLessThan(150);
  });

  it('knows where on the sheet each of its points was before it was laid level', async () => {
    const skewed = lines(Math.tan((4 * Math.PI) / 180));
    const level = await prepared(await studied(skewed), false);
    const middle = boxOn(level.onPage, { left: level.width / 2, top: level.height / 2, width: 0, height: 0 });
    expect(middle.left).toBeCloseTo(200, 0);
    expect(middle.top).toBeCloseTo(280, 0);
    // The right end of the level line lies lower on the skewed sheet
    const right = boxOn(level.onPage, { left: level.width / 2 + 150, top: level.height / 2, width: 0, height: 0 });
    expect(right.top - middle.top).toBeCloseTo(150 * Math.sin((4 * Math.PI) / 180), 0);
  });

  it('tells lines that run from top to bottom', async () => {
    const upright = lines(0);
    const grey = Buffer.alloc(upright.grey.length);
    for (let y = 0; y < 400; y += 1) for (let x = 0; x < 560; x += 1) grey[y * 560 + x] = upright.grey[x * 400 + y] ?? 0;
    expect(await lieOf(picture(grey, 560, 400, 50))).toMatchObject({ sideways: true });
    expect(await lieOf(upright)).toEqual({ skew: 0, sideways: false });
  });

  it('loses its shadow but not its ink', async () => {
    const shaded = lines(0);
    for (let y = 0; y < 560; y += 1)
      for (let x = 0; x < 400; x += 1) shaded.grey[y * 400 + x] = ((shaded.grey[y * 400 + x] ?? 0) * (200 - y / 4)) / 200;
    const even = await prepared(await studied(shaded), false);
    expect(even.grey[545 * 400 + 200]).toBeGreaterThan(235);
    expect(inkOf(even, []).ink).toBeCloseTo(inkOf(lines(0), []).ink, 2);
  });

  it('is noisy when its ink stands alone', () => {
    const dust = blank(250);
    for (let at = 0; at < dust.grey.length; at += 97) dust.grey[at] = 0;
    expect(isolatedInk(dust)).toBeGreaterThan(0.95);
    expect(isolatedInk(lines(0))).toBeLessThan(0.01);
  });
});

describe('words as read', () => {
  const word = (text: string, line: string, block: string, confidence = 0.9) => ({
    text,
    line,
    block,
    confidence,
    left: 0,
    top: 0,
    width: 1,
    height: 1,
  });

  it('become lines and blocks, and a confidence by their length', () => {
    const words = [word('В', '1', 'a'), word('канцелярию', '1', 'a', 0.5), word('АО', '2', 'a'), word('Просим', '3', 'b')];
    expect(textOf(words)).toBe('В канцелярию\nАО\n\nПросим');
    expect(confidenceOf(words)).toBeCloseTo((9 * 0.9 + 10 * 0.5) / 19, 5);
    expect(confidenceOf([])).toBe(0);
  });
});

describe('the pool', () => {
  it('lets no more than two in at once, and everybody in the end, also after a failure', async () => {
    const pool = workPool(2);
    let inside = 0;
    let most = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 7 }, (_, index) =>
        pool(async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
          if (index === 1) throw new Error('torn');
          return index;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  });
});
