/** Input and output of `decide`: the facts the shell gathers before, the events and effects it performs after. */
import type { Calendar, Day } from './calendar.ts';
import type { Instant } from './card.ts';
import type { Effect } from './effect.ts';
import type { LetterEvent } from './event.ts';
import type { Person, PersonId } from './person.ts';

export interface Facts {
  readonly actor: Person;
  /** Calendar day in the company's zone. */
  readonly today: Day;
  readonly now: Instant;
  readonly calendar: Calendar;
  /** Active people, all of them: some hundred. */
  readonly people: readonly Person[];
  /** Open letters by executor, for the least-loaded proposal. */
  readonly loads: Readonly<Record<PersonId, number>>;
  /** Who answered this consumer's earlier letters, the latest first; for the proposal of an executor. */
  readonly familiar: readonly PersonId[];
  /** `sign` only: the number reserved for this reply, idempotent by reply id. */
  readonly outgoingNumber: string | null;
  /** `refuse` only: the notice, already rendered from its template. */
  readonly notice: NoticeText | null;
  /** `refuse` on 8.2.8 only: the earlier answer that is referred to. */
  readonly earlierAnswer: EarlierAnswer | null;
  /** Fresh id for a reply or an effect: unique within the store, made by the shell. */
  readonly newId: string;
}

export interface NoticeText {
  readonly title: string;
  readonly salutation: string;
  readonly text: readonly string[];
  readonly addressee: readonly string[];
  readonly enclosures: readonly string[];
}

export interface EarlierAnswer {
  readonly letterId: string;
  readonly number: string;
  readonly outgoingNumber: string;
  readonly sentOn: Day;
  readonly author: PersonId;
}

export interface Decision {
  readonly events: readonly LetterEvent[];
  readonly effects: readonly Effect[];
}
