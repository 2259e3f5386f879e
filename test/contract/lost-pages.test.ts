/** Pages of which a part cannot be read though the rest reads well, and pages with nothing of their own on them (8.2.7). */
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { limits } from '../../src/config.ts';
import { paperPrinter } from '../../src/paper/printer.ts';
import { scanReader } from '../../src/paper/recognise.ts';
import { loadLetterhead } from '../../src/paper/stationery.ts';
import { SHEET } from './printer.contract.ts';
import { rastered } from './reader.contract.ts';

const reader = scanReader({ limits });
const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });

describe('8.2.7: a page is legible only as far as all of it is', () => {
  let letter: Buffer;
  /** Where its middle lines stand, in shares of the page. */
  let middle: { readonly x: number; readonly y: number };
  beforeAll(async () => {
    letter = rastered(await printer.letterhead(SHEET));
    const words = (await read(letter)).words.filter(({ right, left }) => right - left > 600);
    const tops = words.map(({ top }) => top).toSorted((a, b) => a - b);
    middle = { x: 0.5, y: (tops[Math.floor(tops.length * 0.55)] ?? 0) / 10_000 };
  }, 120_000);

  it('8.2.7: what a reflection has paled is read all the same', async () => {
    const page = await read(await laidOver(reflection(0.12, 0.75)));
    expect(page).toMatchObject({ legible: 'legible', reason: null });
    for (const words of ['Благодарим', 'личный кабинет', 'kanc@tbek.example']) expect(page.text).toContain(words);
  }, 120_000);

  it('8.2.7: what a reflection has washed out is lost: a person looks, and is shown where', async () => {
    const page = await read(await laidOver(reflection(0.14, 2.2)));
    expect(page).toMatchObject({ legible: 'doubtful', reason: expect.stringContaining('засвечена') });
    const lost = page.lost ?? [];
    expect(lost.length).toBeGreaterThanOrEqual(3);
    expect(lost.some(({ left, right }) => left < 5000 && right > 5000)).toBe(true);
  }, 120_000);

  it('8.2.7: a scan that broke off in the middle of the text is doubtful', async () => {
    const grey = `<rect y="${middle.y * 100}%" width="100%" height="100%" fill="#808080"/>`;
    const page = await read(await laidOver(grey));
    expect(page).toMatchObject({ legible: 'doubtful', reason: expect.stringContaining('закрыта') });
    expect(page.lost?.[0]?.bottom).toBe(10_000);
  }, 120_000);

  it('8.2.7: a letter scanned the wrong way round is read in a mirror, its words lie where they stand', async () => {
    const page = await read(await sharp(letter).flop().png().toBuffer());
    expect(page).toMatchObject({ legible: 'doubtful', reason: expect.stringContaining('зеркальное') });
    const straight = (await read(letter)).words.find(({ text }) => text.includes('Благодарим'));
    const word = page.words.find(({ text }) => text.includes('Благодарим'));
    expect(Math.abs((word?.left ?? 0) - (10_000 - (straight?.right ?? 0)))).toBeLessThan(100);
    expect(Math.abs((word?.top ?? 0) - (straight?.top ?? 0))).toBeLessThan(100);
  }, 120_000);

  it('8.2.7: the empty back of a printed sheet is empty, however its front shines through', async () => {
    const back = await sharp(letter).flop().greyscale().blur(1).linear(0.4, 150).png().toBuffer();
    expect(await read(back)).toMatchObject({ legible: 'empty', reason: 'пустая: просвечивает оборот' });
  }, 120_000);

  it('8.2.7: text painted over is looked at by a person, not called a black page', async () => {
    const page = await read(await laidOver('<rect x="5%" y="3%" width="90%" height="75%" fill="#111"/>'));
    expect(page.legible).toBe('doubtful');
  }, 120_000);

  async function read(content: Buffer) {
    const { pages } = await reader.read([{ content, type: 'image/png', name: 'a' }]);
    const page = pages[0];
    if (!page) throw new Error('there is no page');
    return page;
  }

  async function laidOver(inner: string): Promise<Buffer> {
    const { width, height } = await sharp(letter).metadata();
    const svg = `<svg width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
    // A phone sees paper as grey: only so is there anything brighter than it
    const phone = await sharp(letter).flatten({ background: '#fff' }).linear(0.88, 0).png().toBuffer();
    return sharp(phone)
      .composite([{ input: Buffer.from(svg) }])
      .png()
      .toBuffer();
  }

  /** White light, strongest in the middle; more than 1 is a field where nothing is left. */
  function reflection(radius: number, strength: number): string {
    const stops = Array.from({ length: 13 }, (_, at) => {
      const far = at / 4;
      return `<stop offset="${at / 12}" stop-color="#fff" stop-opacity="${Math.min(1, strength * Math.exp((-far * far) / 2))}"/>`;
    });
    return `<defs><radialGradient id="g" cx="${middle.x}" cy="${middle.y}" r="${radius * 3}">${stops.join('')}</radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>`;
  }
});
