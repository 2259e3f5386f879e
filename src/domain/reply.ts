/** The outgoing answer (ответ) with its requisites, and what becomes of it. */
import type { Day } from './calendar.ts';
import type { AnswerChannel, Instant, StoredFile } from './card.ts';
import type { EnclosedFile } from './enclosures.ts';
import type { Note } from './notes.ts';
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
  /** Files that go out beside it; their lines stand after `enclosures` (domain/enclosures). Absent: none. */
  readonly files?: readonly EnclosedFile[];
  readonly answerChannel: AnswerChannel;
  /** Mandatory (8.2 last paragraph, 8.4.5). Kept in the reply: it stays valid after staff change. */
  readonly executorMark: { readonly name: string; readonly phone: string };
  readonly signatory: PersonId;
  readonly author: PersonId;
  readonly savedAt: Instant;
  readonly submittedAt: Instant | null;
  readonly remark: { readonly by: PersonId; readonly text: string; readonly at: Instant } | null;
  /** Remarks on places of the text, oldest first. Absent: none. */
  readonly notes?: readonly Note[];
  readonly visas: readonly { readonly by: PersonId; readonly role: string; readonly at: Instant }[];
  readonly outgoingNumber: string | null;
  readonly signedOn: Day | null;
  readonly signedBy: PersonId | null;
  readonly document: StoredFile | null;
  /** Its scanned copy (8.4.6): drawn from the electronically signed letter, or the sheet that came back from the scanner. */
  readonly copy?: StoredFile;
  /** The document carries the official's electronic signature. */
  readonly electronic?: boolean;
  /** The answer's own way: only this one ends the term (A4). */
  readonly dispatch: DispatchState | null;
  /** Scanned copies by e-mail beside it (8.4.6, A15), oldest first. Absent in histories before them: none. */
  readonly copies?: readonly DispatchState[];
  readonly sentOn: Day | null;
}

/** Where one sending stands. `error` holds the server's own words. */
export interface DispatchState {
  /** Which sending of the reply it is, from 1: each has a Message-ID of its own. Absent in old histories: 1. */
  readonly n?: number;
  /** Beside the answer's own way: it neither ends the term nor lets it run again (8.4.6, A15). */
  readonly copy?: boolean;
  readonly channel: AnswerChannel;
  readonly status: 'queued' | 'accepted' | 'failed' | 'bounced' | 'handed-over';
  readonly to: string;
  readonly messageId: string | null;
  readonly trackingNumber: string | null;
  readonly at: Instant;
  readonly error: string | null;
  /** The mail as it went out (.eml). */
  readonly mail?: StoredFile;
  /** The attempt that was begun last, from 0; null when its outcome is noted. */
  readonly attempt?: number | null;
  /** Attempts of which nobody knows whether the server took the mail. */
  readonly unsure?: number;
  /** What the server said when it took the mail. */
  readonly response?: string;
  /** The consumer's read receipt. */
  readonly readAt?: Instant;
}
