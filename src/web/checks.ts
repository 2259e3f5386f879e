/** What the draft has and lacks, under the editor: the same questions that submitting asks, seen while writing. */
import type { DraftFields } from '../domain/command.ts';
import type { Letter } from '../domain/letter.ts';
import { fullName, type Person, shortName } from '../domain/person.ts';
import { filledIn, type Words, word } from './words.ts';

export interface Check {
  readonly good: boolean;
  readonly text: string;
}

export function checksOf(
  words: Words,
  letter: Letter,
  draft: DraftFields,
  people: readonly Person[],
  writer: Person,
): readonly Check[] {
  const executor = people.find(({ id }) => id === letter.executor) ?? writer;
  const signatory = people.find(({ id }) => id === draft.signatory);
  const all = [draft.title, draft.salutation, ...draft.text, ...draft.addressee, ...draft.enclosures].join('\n');
  const gaps = [...new Set(all.match(/\[[^\]\n]*\]/g) ?? [])];
  const check = (name: string, good: boolean, values: Readonly<Record<string, string>> = {}): Check => ({
    good,
    text: filledIn(words.checks[name]?.[good ? 'good' : 'bad'] ?? name, values),
  });
  const checks = [
    check('addressee', draft.addressee.length > 0),
    check('title', draft.title !== ''),
    check('salutation', draft.salutation !== ''),
    check('text', draft.text.length > 0),
    check('gaps', gaps.length === 0, { gaps: gaps.slice(0, 3).join(', ') }),
    check('mark', fullName(executor).includes(' ') && executor.phone !== ''),
    check('signatory', signatory !== undefined, { name: signatory ? shortName(signatory) : '' }),
    check('channel', draft.answerChannel !== 'email' || letter.card.correspondent.email !== null, {
      channel: word(words.answerChannels, draft.answerChannel),
    }),
  ];
  return checks.sort((a, b) => Number(a.good) - Number(b.good));
}
