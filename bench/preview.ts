/**
 * Words that are typed in a real browser until the letterhead with them is drawn beside: `npm run bench -- preview [--json]`.
 * Each time a sentence is typed in the middle of an answer, then the hand rests.
 */
import { loadavg } from 'node:os';
import { openBrowser } from '../test/support/browser.ts';
import { forget, freshDataDir, startEngine } from '../test/support/engine.ts';
import { lettersOfState } from './preview-letter.ts';

const TIMES = 40;
/** As in public/draft.js: the pause that is waited for before anything is asked. */
const PAUSE_MS = 180;

const dataDir = freshDataDir();
const engine = await startEngine({ DATA_DIR: dataDir }, ['--demo']);
const windows = await openBrowser({ url: engine.url, passwords: await lettersOfState.passwords(engine.url) });
try {
  const page = await windows.of('testov');
  const number = await lettersOfState.assigned(page);
  await page.goto(`${engine.url}/letters/${encodeURIComponent(number)}/draft`);
  await page.waitForSelector('#pages img');
  const times: number[] = [];
  for (let n = 0; n < TIMES + 3; n += 1) {
    const ms = await page.evaluate(async (words) => {
      const area = document.querySelector<HTMLTextAreaElement>('#draft [name=text]');
      const pages = document.getElementById('pages');
      if (!area || !pages) throw new Error('no editor');
      const drawn = new Promise<number>((resolve) => {
        const watch = new MutationObserver(async () => {
          const image = pages.querySelector('img');
          if (!image) return;
          watch.disconnect();
          await image.decode();
          requestAnimationFrame(() => resolve(performance.now()));
        });
        watch.observe(pages, { childList: true });
      });
      area.value = area.value.replace(/(?: Сверено \d+ раз\.)?\s*$/, words);
      area.dispatchEvent(new Event('input', { bubbles: true }));
      const typed = performance.now();
      return (await drawn) - typed;
    }, ` Сверено ${n} раз.`);
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
