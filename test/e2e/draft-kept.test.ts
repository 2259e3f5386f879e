/** Nothing that is typed is lost: a torn line, a closed laptop, two windows at one answer (8.4.5). In a real browser. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openBrowser, type Windows } from '../support/browser.ts';
import { forget, freshDataDir, type RunningEngine, startEngine } from '../support/engine.ts';

let engine: RunningEngine;
let windows: Windows;
let editor: string;
const dataDir = freshDataDir();

beforeAll(async () => {
  engine = await startEngine({ DATA_DIR: dataDir }, ['--demo']);
  const shown = (await (await fetch(`${engine.url}/login`)).text()).matchAll(/data-login="([^"]+)" data-password="([^"]+)"/g);
  const passwords = new Map([...shown].map(([, login = '', password = '']) => [login, password]));
  windows = await openBrowser({ url: engine.url, passwords });
  const page = await windows.of('testov');
  const { items } = (await (await page.request.get(`${engine.url}/api/letters?limit=200`)).json()) as {
    items: readonly { number: string; state: string }[];
  };
  const waiting = items.find(({ state }) => state === 'assigned');
  if (!waiting) throw new Error('the demonstration has no letter that waits for an answer');
  editor = `${engine.url}/letters/${encodeURIComponent(waiting.number)}/draft`;
}, 300_000);

afterAll(async () => {
  await windows?.close();
  await engine?.stop();
  forget(dataDir);
});

const text = (page: Page) => page.inputValue('#draft [name=text]');
/** The answer to the save of the last words, put on the page. */
const saved = (page: Page) => page.locator('#saved', { hasText: 'сохранено' }).waitFor();

async function typed(page: Page, words: string): Promise<void> {
  await page.focus('#draft [name=text]');
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}

describe('an answer that is being typed', () => {
  it('outlives a torn line and a closed window: the browser keeps it, offers it, and the server gets it', async () => {
    const page = await windows.of('testov');
    await page.goto(editor);
    await page.waitForSelector('#pages img');
    await page.context().setOffline(true);
    await typed(page, ' Слова без связи.');
    await page.waitForSelector('#offline:not([hidden])');
    // The lid is shut: nothing of the page is told that it ends. Else its farewell would bring the words as soon as the line is back
    await page.evaluate('navigator.sendBeacon = () => true');
    await page.goto('about:blank');
    await page.context().setOffline(false);
    await page.goto(editor);
    expect(await text(page)).not.toContain('Слова без связи.');
    await page.waitForSelector('#left:not([hidden])');
    const kept = page.waitForResponse((answer) => answer.url() === editor && answer.request().method() === 'POST');
    await page.click('[data-left-take]');
    expect(await text(page)).toContain('Слова без связи.');
    await kept;
    await saved(page);
    await page.goto(editor);
    expect(await text(page)).toContain('Слова без связи.');
    expect(await page.isVisible('#left')).toBe(false);
  }, 180_000);

  it('in two windows at once neither text goes under: the slower one sees both and chooses', async () => {
    const first = await windows.of('testov');
    await first.goto(editor);
    const second = await first.context().newPage();
    await second.goto(editor);
    await typed(second, ' Из второго окна.');
    await second.waitForResponse((answer) => answer.url() === editor && answer.request().method() === 'POST');
    await saved(second);
    await typed(first, ' Из первого окна.');
    await first.waitForSelector('#rival > *');
    expect(await text(first)).toContain('Из первого окна.');
    expect(await first.textContent('#rival')).toContain('Из второго окна.');
    await first.click('#rival [value="mine"]');
    await first.waitForURL(editor);
    expect(await text(first)).toContain('Из первого окна.');
    await second.close();
  }, 180_000);
});
