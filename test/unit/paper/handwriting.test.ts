import { describe, expect, it } from '@jest/globals';
import { drawnSet } from '../../../bench/scans/drawn-set.ts';
import { looksHandwritten } from '../../../src/paper/handwriting.ts';
import { byHand } from '../../../src/paper/legibility.ts';
import { loadPage } from '../../../src/paper/page-source.ts';
import { prepared, studied } from '../../../src/paper/preprocess.ts';

const PRINT = ['clean-150', 'serif-small', 'skew-10', 'low-contrast', 'blur', 'stamp', 'lined-paper', 'table', 'photograph'];

describe('a page that a hand wrote (8.2.7)', () => {
  it('8.2.7: is told from print, whatever happened to the print', async () => {
    const seen: Record<string, boolean> = {};
    for (const { name, content } of await drawnSet([...PRINT, 'hand-neat', 'hand-wild'])) {
      const page = await loadPage({ kind: 'encoded', content, page: 0, stretch: null }, 60e6);
      seen[name.replace('.jpg', '')] = await looksHandwritten(await prepared(await studied(page, true), false));
    }
    expect(seen).toEqual({ ...Object.fromEntries(PRINT.map((kind) => [kind, false])), 'hand-neat': true, 'hand-wild': true });
  }, 120_000);

  it('8.2.7: is said where the page was not read; another cause stays the cause', () => {
    const doubtful = { legible: 'doubtful', score: 0.2 } as const;
    expect(byHand({ ...doubtful, reason: 'текст не распознан, посмотрите сами' }).reason).toMatch(
      /^рукописный текст не распознан/,
    );
    expect(byHand({ ...doubtful, reason: 'текст бледный' }).reason).toBe('текст бледный');
    expect(byHand({ legible: 'legible', score: 1, reason: null }).reason).toBeNull();
  });
});
