/** How a history grows. */
import { describe, expect, it } from '@jest/globals';
import type { LetterEvent } from '../../../src/domain/event.ts';
import { replay } from '../../../src/domain/evolve.ts';
import { append } from '../../../src/domain/history.ts';
import { registration } from '../../support/house.ts';
import { happened, reply } from '../../support/new-letters.ts';

describe('the history of a letter', () => {
  const begun = [happened({ type: 'registered', registration: registration() })];
  const draft = (text: string, by = 'testov'): LetterEvent => ({
    ...happened({ type: 'drafted', reply: reply({ text: [text] }) }),
    by,
  });

  it('keeps of a row of drafts by one hand the first and the latest, and comes to the same letter', () => {
    const all = ['1', '2', '3', '4'].map((text) => draft(text));
    const kept = all.reduce<readonly LetterEvent[]>((history, each) => append(history, [each]), begun);
    expect(kept).toEqual([...begun, all[0], all[3]]);
    expect(replay(kept)).toEqual(replay([...begun, ...all]));
  });

  it('keeps the drafts of another hand, and what was decided with a draft', () => {
    const before = append(append(begun, [draft('1')]), [draft('2')]);
    expect(append(before, [draft('3', 'primerov')])).toHaveLength(4);
    expect(append(before, [draft('3'), happened({ type: 'submitted' })])).toHaveLength(5);
    expect(append(append(before, [happened({ type: 'submitted' })]), [draft('3')])).toHaveLength(5);
  });

  it('is not changed by itself', () => {
    const before = Object.freeze(append(append(begun, [draft('1')]), [draft('2')]));
    append(before, [draft('3')]);
    expect(before).toHaveLength(3);
  });
});
