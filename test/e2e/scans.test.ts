/** A batch of paper goes over the scanning desk into the register, and its scans are worked with on the card: a real browser, the built engine, tesseract. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { drawnSet } from '../../bench/scans/drawn-set.ts';
import { openBrowser, type Windows } from '../support/browser.ts';
import { API_TOKEN, eventually, forget, freshDataDir, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';

const CLERK = 'zhurnalova';

let engine: RunningEngine;
let windows: Windows;
let desk: Page;
let card: Page;
let number = '';

beforeAll(async () => {
  const dataDir = freshDataDir();
  const [first, second] = await drawnSet(['clean-150', 'serif-small']);
  const sheet = (content: Buffer | undefined) => sharp(content).resize(1240, 1754, { fit: 'fill' }).greyscale().png().toBuffer();
  const blank = await sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#fdfdfd' } })
    .png()
    .toBuffer();
  const sheets = [await sheet(first?.content), blank, await sheet(second?.content)];
  const batch = await sharp(sheets, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  engine = await startEngine({ DATA_DIR: dataDir });
  writeFileSync(join(dataDir, 'пачка.tif'), batch);
  writeFileSync(join(dataDir, 'ещё лист.png'), await sharp(sheets[0]).rotate(180).toBuffer());
  windows = await openBrowser(engine);
}, 300_000);

afterAll(async () => {
  await windows?.close();
  await engine?.stop();
  if (engine) forget(engine.dataDir);
});

describe('a batch of paper (8.2.3)', () => {
  it(
    '8.2.3: an empty sheet parts the letters of a batch as it comes in',
    () =>
      windows.step('batch-in', async () => {
        desk = await windows.of(CLERK);
        await desk.goto(`${engine.url}/batch`);
        await desk.locator('[data-drop] input[type=file]').setInputFiles(join(engine.dataDir, 'пачка.tif'));
        await looked(2, 3);
        expect(await lettersOnDesk()).toEqual(['Письмо 1 1 лист', 'Письмо 2 1 лист']);
      }),
    90_000,
  );

  it(
    '8.2.3: sheets are turned, moved, joined and cut by key, and lie as they lay after a reload',
    () =>
      windows.step('batch-work', async () => {
        await desk.locator('[data-drop] input[type=file]').setInputFiles(join(engine.dataDir, 'ещё лист.png'));
        await looked(3, 4);
        const last = desk.locator('[data-sheet]').last();
        const id = await last.getAttribute('data-sheet');
        const before = await last.locator('img').getAttribute('src');
        await last.focus();
        await desk.keyboard.press('KeyG');
        const picture = desk.locator(`[data-sheet="${id}"] img`);
        await eventually('the sheet is turned', async () => (await picture.getAttribute('src')) !== before);
        await desk.locator(`[data-sheet="${id}"]`).focus();
        await desk.keyboard.press('KeyH'); // joined to the letter before it
        await eventually('the sheet is joined', async () => (await lettersOnDesk()).length === 2);
        await desk.reload();
        expect(await lettersOnDesk()).toEqual(['Письмо 1 1 лист', 'Письмо 2 2 листа']);
        await desk.locator(`[data-sheet="${id}"]`).focus();
        await desk.keyboard.press('Alt+ArrowLeft');
        await eventually(
          'the sheet is moved',
          async () => (await desk.locator('[data-sheet]').nth(2).getAttribute('data-sheet')) === id,
        );
      }),
    90_000,
  );

  it(
    '8.2.3: each letter of the batch gets its number',
    () =>
      windows.step('batch-register', async () => {
        await desk.keyboard.press('Control+Enter');
        await eventually('both letters are in the register', async () => (await lettersOf(engine.url)).length === 2, 40_000);
        await eventually('their numbers are on the desk', async () => (await desk.locator('.batch-results a.num').count()) === 2);
      }),
    60_000,
  );
});

describe('the scan on the card (8.2.7)', () => {
  it(
    '8.2.7: pages are shown with their thumbnails; keys turn over, enlarge and turn them',
    () =>
      windows.step('viewer-keys', async () => {
        const letters = await lettersOf(engine.url);
        await eventually(
          'the scans are read',
          async () =>
            (await Promise.all(letters.map((each) => cardOf(each.number)))).every(
              ({ legible }) => legible?.legible === 'legible',
            ),
          90_000,
        );
        number = await withTwoSheets(letters.map((each) => each.number));
        card = await windows.of(CLERK);
        await card.goto(`${engine.url}/letters/${encodeURIComponent(number)}`);
        expect(await card.locator('.thumbs img').count()).toBe(2);
        const at = card.locator('[data-viewer-at]');
        await card.keyboard.press('PageDown');
        expect(await at.textContent()).toBe('2');
        await card.keyboard.press('PageUp');
        expect(await at.textContent()).toBe('1');
        const width = async () => (await card.locator('[data-vpage="1"] img').boundingBox())?.width ?? 0;
        const small = await width();
        await card.keyboard.press('Equal');
        expect(await width()).toBeGreaterThan(small * 1.1);
        await card.keyboard.press('Minus');
        await card.keyboard.press('Shift+KeyR');
        expect(await card.locator('[data-vpage="1"] .vsheet').getAttribute('style')).toContain('rotate(90deg)');
        for (let left = 0; left < 3; left += 1) await card.keyboard.press('Shift+KeyR');
        expect(await card.locator('[data-vpage="1"] .vsheet').getAttribute('style')).not.toContain('rotate');
      }),
    120_000,
  );

  it(
    '8.2.7: what was found on the scan is marked there',
    () =>
      windows.step('viewer-marks', async () => {
        expect(await card.locator('.vmark').count()).toBeGreaterThan(0);
        await card.locator('.found-in-scan summary').click();
        const found = card.locator('[data-found]').first();
        const field = (await found.getAttribute('data-found')) ?? '';
        await found.click();
        expect(await card.locator(`.vmark.lit[data-field="${field}"]`).count()).toBeGreaterThan(0);
      }),
    30_000,
  );

  it(
    '8.2.7: a box drawn on the picture puts the text under it into the field that has the hand',
    () =>
      windows.step('viewer-box', async () => {
        const field = card.locator('form input[type=text]:visible, form input:not([type]):visible').first();
        await field.fill('');
        await field.focus();
        const sheet = await card.locator('[data-vpage="1"] .vsheet').boundingBox();
        const tools = await card.locator('.viewer-tools').boundingBox();
        if (!sheet || !tools) throw new Error('the sheet is not on the screen');
        // The part of the sheet that is seen, over its first lines
        const top = Math.max(sheet.y, tools.y + tools.height) + 4;
        await card.mouse.move(sheet.x + sheet.width * 0.05, top);
        await card.mouse.down();
        await card.mouse.move(sheet.x + sheet.width * 0.95, top + 80, { steps: 5 });
        await card.mouse.up();
        await eventually('the field has the text', async () => /[а-я]{4}/i.test(await field.inputValue()));
        expect(windows.faults).toEqual([]);
      }),
    30_000,
  );
});

/** Letters and sheets lie there, all looked at. */
async function looked(letters: number, sheets: number): Promise<void> {
  await eventually(`${sheets} sheets are looked at`, async () => {
    const waiting = await desk.locator('[data-board][data-waiting]').count();
    return waiting === 0 && (await desk.locator('[data-sheet]').count()) === sheets && (await lettersOnDesk()).length === letters;
  });
}

async function lettersOnDesk(): Promise<readonly string[]> {
  return (await desk.locator('.batch-letter:not(.apart) h2').allTextContents()).map((each) => each.replace(/\s+/g, ' ').trim());
}

async function cardOf(of: string): Promise<{ readonly legible: { readonly legible: string } | null }> {
  const response = await fetch(`${engine.url}/api/letters/${encodeURIComponent(of)}`, {
    headers: { authorization: `Bearer ${API_TOKEN}` },
  });
  return (await response.json()) as { legible: { legible: string } | null };
}

async function withTwoSheets(numbers: readonly string[]): Promise<string> {
  const page = await windows.of(CLERK);
  for (const each of numbers) {
    await page.goto(`${engine.url}/letters/${encodeURIComponent(each)}`);
    if ((await page.locator('.thumbs img').count()) === 2) return each;
  }
  throw new Error('no letter has two sheets');
}
