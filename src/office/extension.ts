/** The last extension of a letter's term, as its notice tells of it (8.2.5). */
import type { Letter } from '../domain/letter.ts';
import type { LetterDataNeeds } from './letter-data.ts';
import type { Stored } from './ports/letters.ts';

/** `from`: the due day before. Left out when the term was never extended. */
export function extensionOf({ value, history }: Pick<Stored<Letter>, 'value' | 'history'>): LetterDataNeeds['extension'] {
  const all = history.flatMap((event) => (event.type === 'extended' ? [event] : []));
  const last = all.at(-1);
  return last && { reason: last.reason, days: last.days, from: all.at(-2)?.dueOn ?? value.originalDueOn };
}
