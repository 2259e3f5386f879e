import { expect, it } from '@jest/globals';
import type { PageMemory, PageResult } from '../../src/office/ports/paper.ts';

/** What every memory of read pages promises. */
export function readingsContract(make: () => Promise<PageMemory>): void {
  it('8.2.7: pages come back as they were read, in their order, file by file', async () => {
    const readings = await make();
    await readings.keep('file-a', 1, page('вторая'));
    await readings.keep('file-b', 0, page('чужая'));
    await readings.keep('file-a', 0, page('первая'));
    expect([...(await readings.recall('file-a'))]).toEqual([
      [0, page('первая')],
      [1, page('вторая')],
    ]);
    expect((await readings.recall('file-c')).size).toBe(0);
  });

  it('8.2.7: a page that is read again takes the place of its earlier reading', async () => {
    const readings = await make();
    await Promise.all([readings.keep('file-d', 0, page('так')), readings.keep('file-d', 1, page('сяк'))]);
    await readings.keep('file-d', 0, page('иначе'));
    expect([...(await readings.recall('file-d')).values()].map(({ text }) => text)).toEqual(['иначе', 'сяк']);
  });
}

export function page(text: string): PageResult {
  const word = { text, confidence: 0.9, line: '1', left: 100, top: 200, right: 900, bottom: 300 };
  return { text, confidence: 0.9, seconds: 1, legible: 'legible', score: 1, reason: null, turn: 0, words: [word] };
}
