/** The outgoing answer (ответ) with its requisites, and what becomes of it. */
import type { Day } from './calendar.ts';
import type { AnswerChannel, Instant, StoredFile } from './card.ts';
import type { PersonId } from './person.ts';

export interface Reply {
  readonly id: string;
  /** Template id in templates/letters: the outcome. */
  readonly template: string;
  /** Lines of the addressee block, person in the dative where there is one. */
  readonly addressee: readonly string[];
  /** «О перерасчёте за сентябрь»: no full stop. */
  readonly title: string;
  readonly salutation: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  readonly enclosures: readonly string[];
  readonly answerChannel: AnswerChannel;
  /** Mandatory (8.2 last paragraph, 8.4.5). Kept in the reply: it stays valid after staff change. */
  readonly executorMark: { readonly name: string; readonly phone: string };
  readonly signatory: PersonId;
  readonly author: PersonId;
  readonly savedAt: Instant;
  readonly submittedAt: Instant | null;
  readonly remark: { readonly by: PersonId; readonly text: string; readonly at: Instant } | null;
  readonly visas: readonly { readonly by: PersonId; readonly role: string; readonly at: Instant }[];
  readonly outgoingNumber: string | null;
  readonly signedOn: Day | null;
  readonly signedBy: PersonId | null;
  readonly document: StoredFile | null;
  readonly dispatch: DispatchState | null;
  readonly sentOn: Day | null;
}

/** Where the sending stands. `error` holds the server's own words. */
export interface DispatchState {
  readonly channel: AnswerChannel;
  readonly status: 'queued' | 'accepted' | 'failed' | 'bounced' | 'handed-over';
  readonly to: string;
  readonly messageId: string | null;
  readonly trackingNumber: string | null;
  readonly at: Instant;
  readonly error: string | null;
}
