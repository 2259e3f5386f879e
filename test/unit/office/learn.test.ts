import { describe, expect, it } from '@jest/globals';
import { lessonFrom } from '../../../src/office/learn.ts';
import { lexiconInUse } from '../../../src/office/lexicon-in-use.ts';
import { loadLexicon } from '../../../src/standard/lexicon.ts';
import { confirmed, examined, registered } from '../../support/done.ts';
import { fakeTeaching } from '../../support/fakes/teaching.ts';
import type { Asked } from '../../support/given.ts';
import { given } from '../../support/given.ts';
import { WORKFLOWS } from '../../support/house.ts';

describe('R4: people correct what the engine read, and it learns', () => {
  const lesson = (...way: readonly Asked[]) => {
    const letter = given(...way).letter();
    const read = { type: 'examined', kind: 'request', topics: [{ id: 'billing', score: 0.8 }] } as never;
    return lessonFrom(
      { id: letter.id, revision: 1, value: letter, history: [read], pending: [] },
      'testov',
      '2026-11-23T00:00:00.000Z',
    );
  };

  it('R4: a card confirmed as it was read teaches nothing; another topic or kind does', () => {
    expect(lesson(registered(), examined(), confirmed('billing', { topic: 'billing', kind: 'request' }))).toBeNull();
    expect(lesson(registered(), examined(), confirmed('debt', { topic: 'debt', kind: 'request' }))).toMatchObject({
      topic: 'debt',
      kind: 'request',
      by: 'testov',
    });
    expect(lesson(registered(), examined(), confirmed('billing', { topic: 'billing', kind: 'complaint' }))?.kind).toBe(
      'complaint',
    );
  });

  it('R4: training takes the corrections in, and tells how well sentences are read before and after', async () => {
    const lexicon = loadLexicon(`${WORKFLOWS}/lexicon`);
    const teaching = fakeTeaching();
    const taught = lexiconInUse(lexicon, teaching);
    expect(await taught.current()).toBe(lexicon);
    await teaching.learn({
      letterId: 'l1',
      text: 'прошу стойку афиши',
      kind: 'request',
      topic: 'press',
      by: 'testov',
      at: '2026',
    });
    const { lessons, before, after } = await taught.train();
    expect(lessons).toBe(1);
    expect(after.sentences).toBe(before.sentences + 1);
    expect((await taught.current()).topics.examples.rows.has('афиш')).toBe(true);
  });
});
