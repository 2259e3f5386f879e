import { expect, it } from '@jest/globals';
import type { Drafts, WorkingDraft } from '../../src/office/ports/drafts.ts';

const LETTER = 'letter-1';

export const DRAFT: WorkingDraft = {
  letterId: LETTER,
  author: 'testov',
  version: 1,
  fields: {
    template: 'answer-generic',
    addressee: ['ООО «Пример»'],
    title: 'О сверке',
    salutation: 'Здравствуйте!',
    text: ['Первый абзац.', 'Второй абзац.'],
    enclosures: [],
    answerChannel: 'email',
    signatory: 'podpisantov',
  },
  base: null,
  savedAt: '2026-11-23T05:00:00.000Z',
};

export function draftsContract(make: () => Promise<Drafts>): void {
  it('a text is kept for each letter and author, the latest first', async () => {
    const drafts = await make();
    const other = { ...DRAFT, author: 'primerov', savedAt: '2026-11-23T05:10:00.000Z' };
    expect(await drafts.save(DRAFT)).toBe(true);
    expect(await drafts.save(other)).toBe(true);
    expect(await drafts.save({ ...DRAFT, letterId: 'letter-2' })).toBe(true);
    expect(await drafts.of(LETTER)).toEqual([other, DRAFT]);
  });

  it('a window that saw an older version overwrites nothing', async () => {
    const drafts = await make();
    const second = { ...DRAFT, version: 2, base: '2026-11-23T05:01:00.000Z' };
    expect(await drafts.save(DRAFT)).toBe(true);
    expect(await drafts.save({ ...DRAFT, fields: { ...DRAFT.fields, text: ['Другое окно.'] } })).toBe(false);
    expect(await drafts.save({ ...DRAFT, version: 3 })).toBe(false);
    expect(await drafts.save(second)).toBe(true);
    expect(await drafts.of(LETTER)).toEqual([second]);
  });

  it('of two windows that save at the same time one wins', async () => {
    const drafts = await make();
    await drafts.save(DRAFT);
    const texts = ['раз', 'два', 'три'].map((text) => ({ ...DRAFT, version: 2, fields: { ...DRAFT.fields, text: [text] } }));
    const saved = await Promise.all(texts.map((each) => drafts.save(each)));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await drafts.of(LETTER)).toEqual([texts[saved.indexOf(true)]]);
  });

  it('what was sent on is dropped, that of others stays', async () => {
    const drafts = await make();
    await drafts.save(DRAFT);
    await drafts.save({ ...DRAFT, author: 'primerov' });
    await drafts.drop(LETTER, 'testov');
    expect((await drafts.of(LETTER)).map(({ author }) => author)).toEqual(['primerov']);
  });

  it('who has the editor open is known until he leaves or falls silent', async () => {
    const drafts = await make();
    await drafts.touch(LETTER, 'testov', '2026-11-23T05:00:00.000Z');
    await drafts.touch(LETTER, 'primerov', '2026-11-23T05:00:30.000Z');
    await drafts.touch(LETTER, 'testov', '2026-11-23T05:01:00.000Z');
    expect(await drafts.present(LETTER, '2026-11-23T05:00:15.000Z')).toEqual([
      { person: 'testov', at: '2026-11-23T05:01:00.000Z' },
      { person: 'primerov', at: '2026-11-23T05:00:30.000Z' },
    ]);
    await drafts.leave(LETTER, 'testov');
    expect(await drafts.present(LETTER, '2026-11-23T05:00:45.000Z')).toEqual([]);
  });
}
