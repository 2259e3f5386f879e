import { expect, it } from '@jest/globals';
import type { Paper, Shelf } from '../../src/office/ports/shelf.ts';

const PAPER: Paper = {
  kind: 'template',
  id: 'interim',
  version: 1,
  content: 'title: О ходе дела\n---\nТекст.',
  by: 'adminov',
  at: '2026-11-23T05:00:00.000Z',
};

export function shelfContract(make: () => Promise<Shelf>): void {
  it('every version is kept; the last one is in force, also when it withdraws the paper', async () => {
    const shelf = await make();
    const second = { ...PAPER, version: 2, content: 'title: Другое\n---\nТекст.' };
    const gone = { ...PAPER, id: 'extended', version: 1, content: null };
    for (const each of [PAPER, second, gone]) expect(await shelf.put(each)).toBe(true);
    expect(await shelf.current('template')).toEqual([gone, second]);
    expect(await shelf.versions('template', 'interim')).toEqual([second, PAPER]);
    expect(await shelf.current('snippet')).toEqual([]);
  });

  it('of two who save the same version at once one is told that somebody was faster', async () => {
    const shelf = await make();
    await shelf.put(PAPER);
    const saved = await Promise.all(
      ['раз', 'два', 'три'].map((content) => shelf.put({ ...PAPER, version: 2, content, by: content })),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await shelf.versions('template', 'interim')).toHaveLength(2);
    expect(await shelf.put({ ...PAPER, version: 4 })).toBe(false);
  });

  it('the stamp tells other engines that something changed', async () => {
    const shelf = await make();
    const before = await shelf.stamp('template');
    await shelf.put({ ...PAPER, kind: 'snippet' });
    expect(await shelf.stamp('template')).toBe(before);
    await shelf.put(PAPER);
    expect(await shelf.stamp('template')).not.toBe(before);
  });
}
