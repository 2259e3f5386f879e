/**
 * Words that are typed in a real browser until the letterhead with them is drawn beside: `npm run bench -- preview [--json]`.
 * Each time a sentence is typed in the middle of an answer, then the hand rests.
 */
import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { forget, freshDataDir, startEngine } from '../test/support/engine.ts';

const TIMES = 40;
/** As in public/draft.js: the pause that is waited for before anything is asked. */
const PAUSE_MS = 180;

const dataDir = freshDataDir();
const engine = await startEngine({ DATA_DIR: dataDir }, ['--demo']);
const windows = await openBrowser({ url: engine.url, passwords: await passwordsOf(engine.url) });
try {
  const page = await windows.of('testov');
  const number = await assignedLetter(page);
  await page.goto(`${engine.url}/letters/${encodeURIComponent(number)}/draft`);
  await page.waitForSelector('#pages img');
  const times: number[] = [];
  for (let n = 0; n < TIMES + 3; n += 1) {
    const ms = await page.evaluate<number>(typing(` Сверено ${n} раз.`));
    // The first three warm the code
    if (n >= 3) times.push(ms);
    await page.waitForTimeout(400);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const result = {
    times: TIMES,
    pauseMs: PAUSE_MS,
    afterPauseP50ms: at(0.5) - PAUSE_MS,
    afterPauseP95ms: at(0.95) - PAUSE_MS,
    fromLastKeyP95ms: at(0.95),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
  console.table([result]);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
} finally {
  await windows.close();
  await engine.stop();
  forget(dataDir);
}

/** In the page: types, and gives the milliseconds until the new picture is drawn. */
function typing(words: string): string {
  return `(async () => {
    const area = document.querySelector('#draft [name=text]');
    const pages = document.getElementById('pages');
    const drawn = new Promise((resolve) => {
      const watch = new MutationObserver(async () => {
        const image = pages.querySelector('img');
        if (!image) return;
        watch.disconnect();
        await image.decode();
        requestAnimationFrame(() => resolve(performance.now()));
      });
      watch.observe(pages, { childList: true });
    });
    area.value = area.value.replace(/(?: Сверено \\d+ раз\\.)?\\s*$/, ${JSON.stringify(words)});
    area.dispatchEvent(new Event('input', { bubbles: true }));
    const typed = performance.now();
    return (await drawn) - typed;
  })()`;
}

/** login → password, as the log-in page of the demonstration shows them. */
async function passwordsOf(url: string): Promise<ReadonlyMap<string, string>> {
  const html = await (await fetch(`${url}/login`)).text();
  const shown = html.matchAll(/data-login="([^"]+)" data-password="([^"]+)"/g);
  return new Map([...shown].map(([, login = '', password = '']) => [login, password]));
}

/** The first letter in the hands of whoever is logged in. */
async function assignedLetter(page: Page): Promise<string> {
  const number = await page.evaluate<string | null>(
    `fetch('/api/letters?limit=200').then((answer) => answer.json()).then(({ items }) => items.find(({ state }) => state === 'assigned')?.number ?? null)`,
  );
  if (!number) throw new Error('the demonstration has no letter that waits for an answer');
  return number;
}
