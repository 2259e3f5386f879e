/** Pages that a person reads at a glance, and that lie, look or are filled as no scanner's own test sheet is (8.2.7). */
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
/** A4 at 150 dpi. */
const A4 = { width: 1240, height: 1754 };

describe('8.2.7: pages unlike those of a scanner are read as a person reads them', () => {
  let letter: Buffer;
  beforeAll(async () => {
    letter = rastered(await printer.letterhead(SHEET));
  });

  it.each([17, -19.5, 270 - 16, 180 + 18])(
    '8.2.7: laid at %s degrees, no line of it is lost',
    async (degrees) => {
      const askew = await sharp(letter).rotate(degrees, { background: '#efeee9' }).jpeg({ quality: 85 }).toBuffer();
      const page = await read(askew);
      expect(page).toMatchObject({ legible: 'legible', reason: null });
      for (const words of ['Благодарим', 'личный кабинет', 'kanc@tbek.example', 'Уважаемый Андрей'])
        expect(page.text).toContain(words);
    },
    120_000,
  );

  it('8.2.7: white letters on black are letters', async () => {
    const page = await read(await sharp(letter).negate({ alpha: false }).png().toBuffer());
    expect(page).toMatchObject({ legible: 'legible', reason: null });
    for (const words of ['Благодарим', 'личный кабинет', 'kanc@tbek.example']) expect(page.text).toContain(words);
  }, 120_000);

  it('8.2.7: two lines on a whole sheet are a letter, not an empty page', async () => {
    const note = await sheet([{ input: await lineWith('Благодарим'), left: 0, top: 300 }]);
    const page = await read(note);
    expect(page).toMatchObject({ legible: 'legible', reason: null });
    expect(page.text).toContain('Мы проверили начисления');
  }, 120_000);

  it('8.2.7: one scrawled word on a whole sheet is looked at by a person, not called empty', async () => {
    const scrawl = `<svg width="300" height="90" xmlns="http://www.w3.org/2000/svg"><path d="M10 60 q20 -60 30 0 t30 -10 t25 12 t30 -20 t25 15 t40 -10 t30 8 t40 -14" fill="none" stroke="#223" stroke-width="4"/></svg>`;
    const page = await read(await sheet([{ input: Buffer.from(scrawl), left: 500, top: 700 }]));
    expect(page).toMatchObject({ legible: 'doubtful', reason: expect.stringContaining('посмотрите сами') });
  }, 120_000);

  it('8.2.7: the empty back of a punched and stapled sheet is empty', async () => {
    const holes = `<svg width="1240" height="1754" xmlns="http://www.w3.org/2000/svg"><circle cx="70" cy="640" r="18"/><circle cx="71" cy="1112" r="18"/><path d="M60 80 l50 30" stroke="#666" stroke-width="4"/></svg>`;
    expect(await read(await sheet([{ input: Buffer.from(holes) }]))).toMatchObject({ legible: 'empty', reason: 'пустая' });
  });

  async function read(content: Buffer) {
    const { pages } = await reader.read([{ content, type: 'image/png', name: 'a' }]);
    const page = pages[0];
    if (!page) throw new Error('there is no page');
    return page;
  }

  /** The line with the word, and the one below it, cut out of the letter. */
  async function lineWith(word: string): Promise<Buffer> {
    const { words } = await read(letter);
    const found = words.find(({ text }) => text.includes(word));
    if (!found) throw new Error(`no «${word}»`);
    const line = ((found.bottom - found.top) * A4.height) / 10_000;
    const top = Math.round((found.top * A4.height) / 10_000 - line * 0.4);
    return sharp(letter)
      .extract({ left: 0, top, width: A4.width, height: Math.round(line * 3.4) })
      .png()
      .toBuffer();
  }
});

function sheet(on: readonly { input: Buffer; left?: number; top?: number }[]): Promise<Buffer> {
  return sharp({ create: { ...A4, channels: 3, background: '#fdfdfb' } })
    .composite(on.map(({ input, left = 0, top = 0 }) => ({ input, left, top, blend: 'multiply' as const })))
    .png()
    .toBuffer();
}
