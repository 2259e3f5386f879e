/** Parts of a page that cannot be read though the rest reads well (8.2.7), and what is dark on a sheet and no text. */
import { describe, expect, it } from '@jest/globals';
import { isBare, isBareButMarked, smallPage } from '../../../src/paper/bare.ts';
import { coveredPart } from '../../../src/paper/covered.ts';
import { evenInk } from '../../../src/paper/even-ink.ts';
import { fadedInto } from '../../../src/paper/fading.ts';
import { type Picture, picture } from '../../../src/paper/picture.ts';
import type { Word } from '../../../src/paper/tesseract.ts';

const [WIDTH, HEIGHT] = [800, 1130];
const LINE = { top: 100, step: 50, tall: 20, words: 6, from: 80, wide: 90, apart: 105 };

describe('print that fades out (8.2.7)', () => {
  it('8.2.7: lines that grow pale before a gap have lost what stood in it', () => {
    const { page, words } = printed(10, glare);
    const gaps = fadedInto(page, words);
    expect(gaps.length).toBeGreaterThanOrEqual(8);
    for (const gap of gaps) {
      expect(gap.left).toBeGreaterThanOrEqual(170);
      expect(gap.left + gap.width).toBeLessThanOrEqual(610);
    }
  });

  it('8.2.7: even print has lost nothing, whatever its gaps, and a pale line in it has lost nothing either', () => {
    expect(fadedInto(...both(printed(10, () => 1)))).toEqual([]);
    expect(fadedInto(...both(printed(10, (x) => (x > 240 && x < 500 ? 0 : 1))))).toEqual([]);
    expect(fadedInto(...both(printed(10, (_, line) => (line % 2 ? 0.4 : 1))))).toEqual([]);
  });

  it('8.2.7: a pale letterhead beside a dark addressee has lost nothing', () => {
    expect(fadedInto(...both(printed(10, (x) => (x < 300 ? 0.4 : x < 500 ? 0 : 1))))).toEqual([]);
  });

  it('8.2.7: two lines that fade are a stain, no loss', () => {
    expect(fadedInto(...both(printed(10, (x, line) => (line < 2 ? glare(x) : 1))))).toEqual([]);
  });

  it('pale print is made as dark as the rest, and paper stays paper', async () => {
    const { page } = printed(10, (x) => (x > 300 && x < 500 ? 0.4 : 1));
    const even = await evenInk(page);
    const at = (of: Picture, x: number) => of.grey[(LINE.top + 10) * WIDTH + x] ?? -1;
    expect(at(page, 410)).toBeGreaterThan(150);
    expect(at(even, 410)).toBeLessThan(90);
    expect(at(even, 120)).toBe(at(page, 120));
    expect(even.grey[10 * WIDTH + 400]).toBeGreaterThan(240);
  });
});

describe('a part of the sheet that is covered (8.2.7)', () => {
  const text = printed(6, () => 1);
  const words = text.words.map(({ left, top, width, height, ...word }) => ({
    ...word,
    left: (left / WIDTH) * 10_000,
    right: ((left + width) / WIDTH) * 10_000,
    top: (top / HEIGHT) * 10_000,
    bottom: ((top + height) / HEIGHT) * 10_000,
  }));
  const laid = async (from: number, to: number, tone: (y: number) => number) => {
    const grey = Buffer.from(text.page.grey);
    for (let y = from; y < to; y += 1) grey.fill(tone(y), y * WIDTH, (y + 1) * WIDTH);
    return coveredPart(await smallPage(picture(grey, WIDTH, HEIGHT, 97)), words);
  };

  it('8.2.7: one tone right below a line of text cuts it off: ink, another sheet, a scan that broke off', async () => {
    for (const tone of [15, 128]) {
      const part = await laid(378, HEIGHT, () => tone);
      expect(part).toMatchObject({ left: 0, right: 10_000, bottom: 10_000 });
      expect(part?.top).toBeCloseTo((378 / HEIGHT) * 10_000, -3);
    }
  });

  it('8.2.7: the edge of the table, a dark field apart from the text and a shadow cover nothing', async () => {
    expect(await laid(700, HEIGHT, () => 15)).toBeNull();
    expect(await laid(0, 40, () => 15)).toBeNull();
    expect(await laid(378, HEIGHT, (y) => Math.max(60, 250 - (y - 378) * 2))).toBeNull();
  });
});

describe('a sheet with nothing on it', () => {
  const bare = async (draw: (x: number, y: number) => boolean) => {
    const grey = Buffer.alloc(WIDTH * HEIGHT, 250);
    for (let y = 0; y < HEIGHT; y += 1) for (let x = 0; x < WIDTH; x += 1) if (draw(x, y)) grey[y * WIDTH + x] = 60;
    const page = await smallPage(picture(grey, WIDTH, HEIGHT, 97));
    return [isBare(page), isBareButMarked(page)];
  };
  const speck = (x: number, y: number) => x % 90 < 4 && y % 110 < 4;

  it('may be lined, squared, framed by the glass of the scanner, or dusty', async () => {
    expect(await bare((_, y) => y % 40 < 2)).toEqual([true, true]);
    expect(await bare((x, y) => y % 30 < 2 || x % 30 < 2)).toEqual([true, true]);
    expect(await bare((x, y) => x < 60 || y < 45)).toEqual([true, true]);
    expect((await bare(speck))[0]).toBe(true);
  });

  it('is not one with a scrawl on its lines, nor one whose letters fell to dots', async () => {
    const scrawl = (x: number, y: number) => x > 200 && x < 420 && Math.abs(y - 500 - 30 * Math.sin(x / 12)) < 4;
    expect(await bare((x, y) => y % 40 < 2 || scrawl(x, y))).toEqual([false, false]);
    expect(await bare((x, y) => x % 14 < 3 && y % 18 < 3)).toEqual([false, false]);
  });

  it('says nothing of letters too pale to be dark', async () => {
    const grey = Buffer.alloc(WIDTH * HEIGHT, 250);
    for (const { left, top, width, height } of printed(10, () => 1).words)
      for (let y = top; y < top + height; y += 1) grey.fill(243, y * WIDTH + left, y * WIDTH + left + width);
    expect(isBareButMarked(await smallPage(picture(grey, WIDTH, HEIGHT, 97)))).toBe(false);
  });
});

/** Ink that is left, 0–1, by place: none in the middle. */
function glare(x: number): number {
  const far = Math.abs(x - 380);
  return far < 110 ? 0 : Math.min(1, 0.35 + (far - 110) / 300);
}

/** Lines of six words of upright strokes; a word without ink was not read. */
function printed(lines: number, ink: (x: number, line: number) => number): { page: Picture; words: readonly Word[] } {
  const grey = Buffer.alloc(WIDTH * HEIGHT, 250);
  const words: Word[] = [];
  for (let line = 0; line < lines; line += 1) {
    for (let word = 0; word < LINE.words; word += 1) {
      const [left, top] = [LINE.from + word * LINE.apart, LINE.top + line * LINE.step];
      for (let x = left; x < left + LINE.wide; x += 1)
        if (x % 6 < 3) for (let y = top; y < top + LINE.tall; y += 1) grey[y * WIDTH + x] = 250 - 220 * ink(x, line);
      if (ink(left + LINE.wide / 2, line) === 0) continue;
      words.push({ text: 'слово', confidence: 0.9, line: `${line}`, block: '1', left, top, width: LINE.wide, height: LINE.tall });
    }
  }
  return { page: picture(grey, WIDTH, HEIGHT, 97), words };
}

function both({ page, words }: { page: Picture; words: readonly Word[] }): [Picture, readonly Word[]] {
  return [page, words];
}
