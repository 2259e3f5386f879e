/** The closed list of what can happen to a letter: its history. */
import type { Contacts, Examination, Favour, GroundId, Kind, Span, TopicGuess } from '../language/finding.ts';
import type { Addition, ProposedAddition } from './addition.ts';
import type { Day } from './calendar.ts';
import type { ArrivalRef, Card, Instant, StoredFile } from './card.ts';
import type { Effect } from './effect.ts';
import type { Finding, Legibility, Registration, Route } from './letter.ts';
import type { NoteText } from './notes.ts';
import type { PersonId } from './person.ts';
import type { DispatchState, Reply } from './reply.ts';
import type { SenderProof } from './sender-proof.ts';

interface Base {
  readonly at: Instant;
  readonly by: PersonId;
}

export type LetterEvent = Base &
  (
    | { readonly type: 'registered'; readonly registration: Registration }
    | { readonly type: 'arrived_again'; readonly arrival: ArrivalRef }
    | { readonly type: 'rescan_asked' }
    | { readonly type: 'rescanned'; readonly files: readonly StoredFile[]; readonly broughtBy: PersonId }
    | { readonly type: 'recognised'; readonly text: string; readonly legibility: Legibility; readonly card?: Card }
    | {
        readonly type: 'examined';
        readonly findings: readonly Finding[];
        readonly favours: readonly Favour[];
        readonly contacts: Contacts;
        readonly topics: readonly TopicGuess[];
        readonly kind: Kind;
        readonly route: Route;
        /** Absent in histories of older engines. */
        readonly repaired?: NonNullable<Examination['repaired']>;
        readonly danger?: readonly Span[];
        readonly questions?: readonly Span[];
        readonly addition?: ProposedAddition;
        readonly sender?: SenderProof;
      }
    | { readonly type: 'card_confirmed'; readonly card: Card }
    | { readonly type: 'card_amended'; readonly card: Card }
    | { readonly type: 'routed'; readonly route: Route }
    | { readonly type: 'executor_proposed'; readonly person: PersonId; readonly why: string }
    | {
        readonly type: 'assigned';
        readonly executor: PersonId;
        readonly coExecutors: readonly PersonId[];
        readonly resolution: string | null;
      }
    | { readonly type: 'complained_of'; readonly people: readonly PersonId[] }
    | {
        readonly type: 'extended';
        readonly days: number;
        readonly reason: string;
        readonly dueOn: Day;
        readonly provisional: boolean;
      }
    | {
        readonly type: 'hurried';
        readonly on: Day;
        readonly people: readonly PersonId[];
        readonly message: string | null;
      }
    | { readonly type: 'notice_on_paper'; readonly notice: string }
    | {
        readonly type: 'notice_given';
        readonly channel: 'post' | 'in-person' | 'phone';
        readonly to: string;
        readonly trackingNumber: string | null;
      }
    | { readonly type: 'drafted'; readonly reply: Reply }
    | { readonly type: 'submitted' }
    | { readonly type: 'approved'; readonly role: string }
    | { readonly type: 'returned'; readonly remark: string; readonly notes?: readonly NoteText[] }
    | { readonly type: 'note_settled'; readonly note: string; readonly done: boolean }
    | { readonly type: 'signed'; readonly outgoingNumber: string; readonly signedOn: Day; readonly signer: PersonId }
    | { readonly type: 'rendered'; readonly document: StoredFile; readonly copy?: StoredFile; readonly electronic?: boolean }
    | { readonly type: 'signed_copy'; readonly copy: StoredFile; readonly broughtBy: PersonId | null }
    | { readonly type: 'dispatch_queued'; readonly dispatch: DispatchState }
    /** The bytes lie in the vault, an attempt begins: what is not noted after it may have been sent. */
    | {
        readonly type: 'sending';
        readonly n: number;
        readonly messageId: string;
        readonly mail: StoredFile;
        readonly attempt: number;
        readonly unsure: number;
      }
    /** The line broke after the mail was handed over: it is sent once more under the same Message-ID. */
    | { readonly type: 'send_unsure'; readonly n: number; readonly unsure: number; readonly error: string }
    | { readonly type: 'sent'; readonly dispatch: DispatchState; readonly sentOn: Day }
    /** 8.2.5, A8: it was an interim answer; the executor goes on. */
    | { readonly type: 'continued' }
    | { readonly type: 'send_failed'; readonly dispatch: DispatchState }
    /** Of the sending `n`; without it, of the answer's own way. */
    | { readonly type: 'bounced'; readonly reason: string; readonly n?: number }
    /** Of the sending `n` of an earlier paper, by its outgoing number. */
    | { readonly type: 'earlier_bounced'; readonly outgoingNumber: string; readonly reason: string; readonly n: number }
    | { readonly type: 'read'; readonly n: number }
    | { readonly type: 'copy_waived'; readonly reason: string }
    | { readonly type: 'notified'; readonly notice: string; readonly to: string; readonly messageId: string | null }
    | {
        readonly type: 'ground_confirmed';
        readonly ground: GroundId;
        readonly clause: string;
        readonly reason: string;
        readonly repeatOf: string | null;
      }
    | { readonly type: 'ground_dismissed'; readonly ground: GroundId; readonly reason: string }
    | { readonly type: 'supplemented'; readonly to: string }
    | { readonly type: 'addition_joined'; readonly addition: Addition }
    | { readonly type: 'set_aside'; readonly reason: string }
    | { readonly type: 'objected'; readonly reason: string }
    | { readonly type: 'reopened'; readonly reason: string }
    | { readonly type: 'closed'; readonly dossier: string; readonly closedOn: Day }
    | { readonly type: 'moved'; readonly from: string | null; readonly to: string }
    | { readonly type: 'effect_done'; readonly effect: string; readonly what: Effect['type'] }
    | { readonly type: 'effect_failed'; readonly effect: string; readonly what: Effect['type']; readonly error: string }
  );

export type LetterEventType = LetterEvent['type'];
