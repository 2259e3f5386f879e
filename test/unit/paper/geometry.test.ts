/** Where the requisites stand (ГОСТ Р 7.0.97-2025), measured by poppler, and how the sheet looks, against pictures that people have looked at. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { paperPrinter } from '../../../src/paper/printer.ts';
import { readSheet } from '../../../src/paper/sheet.ts';
import { loadLetterhead } from '../../../src/paper/stationery.ts';
import { letterJson } from '../../support/letter-json.ts';
import { inFolder, wordsOf } from '../../support/placed-words.ts';

const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
const check = { url: 'https://www.tbek.example/check/1?code=AAAA-BBBB-CCCC', code: 'AAAA-BBBB-CCCC' };
const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
const PICTURE_DPI = 40;

/** First word of a requisite → left and top in millimetres. */
const CORNER = {
  Генеральному: [120, 28.7],
  '23.11.2026': [29.6, 71],
  'ЦО-И-2026/001847': [64.5, 71],
  На: [25, 79.5],
  '214-П': [47.9, 78.4],
  Уважаемый: [78.6, 98.4],
  Благодарим: [37.5, 106.4],
  'Приложение:': [25, 121.6],
  С: [25, 138.6],
  Первый: [25, 145.7],
  'П.': [158.5, 150.9],
  Тестов: [25, 268.2],
  Проверить: [154.7, 266.6],
} as const;

const LONGITUDINAL = {
  '23.11.2026': [29.6, 59.8],
  На: [25, 68.3],
  Генеральному: [120, 60.5],
  Уважаемый: [78.6, 98.2],
  Первый: [25, 145.5],
  'П.': [158.5, 150.7],
  Тестов: [25, 268.2],
  Проверить: [154.7, 266.6],
} as const;

describe('the letterhead by the millimetre', () => {
  it.each([
    ['corner', CORNER],
    ['longitudinal', LONGITUDINAL],
  ] as const)('in the %s form each requisite stands in its place, to half a millimetre', async (form, places) => {
    const words = wordsOf(await letter(form));
    const found = Object.keys(places).map((text) => {
      const word = words.find((each) => each.text === text);
      return [text, word ? [word.left, word.top] : null] as const;
    });
    for (const [text, at] of found) {
      const [left = 0, top = 0] = places[text as keyof typeof places] as readonly number[];
      const [x = 0, y = 0] = at ?? [];
      expect([text, Math.abs(x - left) < 0.5 && Math.abs(y - top) < 0.5, at]).toEqual([text, true, at]);
    }
  });

  it('nothing but the page number and the executor mark leaves the margins 20, 10, 20, 20', async () => {
    for (const form of ['corner', 'longitudinal'] as const) {
      for (const { text, left, right, top, bottom } of wordsOf(await letter(form))) {
        const within = left >= 19.6 && right <= 200.4 && top >= 19 && bottom <= 278;
        expect([form, text, within]).toEqual([form, text, true]);
      }
    }
  });

  it.each(['corner', 'longitudinal'] as const)('the sheet of the %s form looks as it did when it was approved', async (form) => {
    const picture = await drawn(await letter(form));
    const file = join(EXAMPLES, `letter-${form}.png`);
    if (!existsSync(file))
      throw new Error(`${file} is missing: look at the sheet, then keep its picture there (${PICTURE_DPI} dpi, grey)`);
    const kept = await sharp(file).greyscale().raw().toBuffer();
    expect(picture.length).toBe(kept.length);
    let different = 0;
    for (let at = 0; at < kept.length; at += 1) if (Math.abs((picture[at] ?? 0) - (kept[at] ?? 0)) > 60) different += 1;
    expect(different / kept.length).toBeLessThan(0.002);
  });
});

function letter(form: 'corner' | 'longitudinal'): Promise<Buffer> {
  return printer.letterhead({ ...readSheet({ ...letterJson, form }), check });
}

async function drawn(pdf: Buffer): Promise<Buffer> {
  const png = inFolder(pdf, (dir) =>
    execFileSync('pdftoppm', ['-r', String(PICTURE_DPI), '-gray', '-png', '-singlefile', 'a.pdf'], {
      cwd: dir,
      maxBuffer: 2 ** 26,
    }),
  );
  return sharp(png).greyscale().raw().toBuffer();
}
