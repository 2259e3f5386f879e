/** What people and the engine may ask of a letter. Each command is one line of workflows/letter.yaml of the same name. */
import type { Examination, GroundId } from '../language/finding.ts';
import type { Addition, ProposedAddition } from './addition.ts';
import type { ArrivalRef, Card, Instant, StoredFile } from './card.ts';
import type { Legibility, Registration } from './letter.ts';
import type { NoteText } from './notes.ts';
import type { PersonId } from './person.ts';
import type { DispatchState, Reply } from './reply.ts';
import type { SenderProof } from './sender-proof.ts';

/** The editable part of a reply. */
export type DraftFields = Pick<
  Reply,
  'template' | 'addressee' | 'title' | 'salutation' | 'text' | 'enclosures' | 'files' | 'answerChannel' | 'signatory'
>;

type Refused = readonly { readonly address: string; readonly response: string }[];

export type Command =
  | {
      readonly type: 'register';
      readonly registration: Registration;
      /** Set for machine mail that people took out of the quarantine: it gets no acknowledgement (RFC 3834). */
      readonly quiet?: boolean;
    }
  | { readonly type: 'arrive_again'; readonly arrival: ArrivalRef }
  | { readonly type: 'recognised'; readonly text: string; readonly legibility: Legibility; readonly card?: Card }
  | {
      readonly type: 'examine';
      readonly examination: Examination;
      readonly addition?: ProposedAddition;
      readonly sender?: SenderProof;
    }
  | { readonly type: 'confirm_card'; readonly card: Card; readonly unit: string }
  | { readonly type: 'amend_card'; readonly card: Card }
  | { readonly type: 'supplement'; readonly to: string }
  /** Another letter was joined to this one as its addition. */
  | { readonly type: 'join_addition'; readonly addition: Addition }
  | { readonly type: 'set_aside'; readonly reason: string }
  | { readonly type: 'reroute'; readonly unit: string; readonly reason: string }
  | {
      readonly type: 'assign';
      readonly executor: PersonId;
      readonly coExecutors?: readonly PersonId[];
      readonly resolution?: string;
    }
  | { readonly type: 'name_complained_of'; readonly people: readonly PersonId[] }
  | { readonly type: 'extend'; readonly days: number; readonly reason: string }
  /** The head asks how the answer is coming on; `message` goes with it. */
  | { readonly type: 'hurry'; readonly message?: string }
  /** `basedOn`: when the reply that the text grew from was saved, null: there was none. Another text since then stops it. */
  | { readonly type: 'draft'; readonly draft: DraftFields; readonly basedOn?: Instant | null }
  | { readonly type: 'submit' }
  | { readonly type: 'approve' }
  | { readonly type: 'return_draft'; readonly remark: string; readonly notes?: readonly NoteText[] }
  /** A remark on a place of the text is seen to, or is not after all. */
  | { readonly type: 'settle_note'; readonly note: string; readonly done: boolean }
  | { readonly type: 'sign' }
  | { readonly type: 'rendered'; readonly document: StoredFile; readonly copy?: StoredFile; readonly electronic?: boolean }
  /** 8.2.7: the chancery, where the paper lies, is asked for a better scan. */
  | { readonly type: 'ask_rescan' }
  /** 8.2.7: a better scan of the same paper; the first one stays as it came. */
  | { readonly type: 'rescanned'; readonly files: readonly StoredFile[]; readonly broughtBy: PersonId }
  /** The sheet signed by hand came back from the scanner (8.4.6). */
  | { readonly type: 'signed_copy'; readonly copy: StoredFile; readonly broughtBy: PersonId | null }
  | { readonly type: 'send'; readonly to?: string }
  /** One more scanned copy beside the answer that has gone (A15). */
  | { readonly type: 'send_copy'; readonly to?: string }
  | {
      readonly type: 'sending';
      readonly n: number;
      readonly messageId: string;
      readonly mail: StoredFile;
      readonly attempt: number;
      readonly unsure: number;
    }
  | { readonly type: 'send_unsure'; readonly n: number; readonly unsure: number; readonly error: string }
  /** `filed`: the mail also goes into the Sent folder. `refused`: addresses that the server took it not for, with its words. */
  | { readonly type: 'sent'; readonly dispatch: DispatchState; readonly filed?: boolean; readonly refused?: Refused }
  /** A scanned copy beside the answer's own way: the state stays. */
  | { readonly type: 'copy_sent'; readonly dispatch: DispatchState; readonly filed?: boolean; readonly refused?: Refused }
  | { readonly type: 'send_failed'; readonly dispatch: DispatchState }
  | {
      readonly type: 'hand_over';
      readonly channel: 'post' | 'in-person' | 'phone';
      readonly trackingNumber?: string;
      readonly to?: string;
    }
  /** 8.2.5: the notice of an extension went on paper, or was told: the consumer has no e-mail. */
  | {
      readonly type: 'give_notice';
      readonly channel: 'post' | 'in-person' | 'phone';
      readonly trackingNumber?: string;
      readonly to?: string;
    }
  /** The answer itself came back. `messageId`: of the mail, where a machine tells it. */
  | { readonly type: 'bounced'; readonly reason: string; readonly messageId?: string }
  /** A copy came back, or a mail that is not known to have gone: the state stays. */
  | { readonly type: 'copy_bounced'; readonly reason: string; readonly messageId: string }
  /** A paper on the way (an interim answer, a request for papers) came back: the answer is owed as before. */
  | { readonly type: 'earlier_bounced'; readonly reason: string; readonly messageId: string }
  /** A read receipt (RFC 8098) for this mail of ours. */
  | { readonly type: 'read'; readonly messageId: string }
  /** The scanned copy that did not get through is given up: the answer has gone its own way. */
  | { readonly type: 'waive_copy'; readonly reason: string }
  /** 8.2.6–8.2.9 with a notice: the text is drafted from the template and goes to the signatory. */
  | { readonly type: 'refuse'; readonly ground: GroundId; readonly reason: string; readonly repeatOf?: string }
  /** 8.2.6, 8.2.10: nobody is answered. */
  | { readonly type: 'leave_unanswered'; readonly ground: GroundId; readonly reason: string }
  | { readonly type: 'dismiss_ground'; readonly ground: GroundId; readonly reason: string }
  /** 4.2: the consumer objects to the refusal; the letter goes one head up by itself. */
  | { readonly type: 'object'; readonly reason: string }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'close'; readonly dossier: string };

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

export const COMMAND_TYPES: readonly CommandType[] = [
  'register',
  'arrive_again',
  'recognised',
  'ask_rescan',
  'rescanned',
  'examine',
  'confirm_card',
  'amend_card',
  'supplement',
  'join_addition',
  'set_aside',
  'reroute',
  'assign',
  'name_complained_of',
  'extend',
  'hurry',
  'draft',
  'submit',
  'approve',
  'return_draft',
  'settle_note',
  'sign',
  'rendered',
  'signed_copy',
  'send',
  'send_copy',
  'sending',
  'send_unsure',
  'sent',
  'copy_sent',
  'send_failed',
  'hand_over',
  'give_notice',
  'bounced',
  'copy_bounced',
  'earlier_bounced',
  'read',
  'waive_copy',
  'refuse',
  'leave_unanswered',
  'dismiss_ground',
  'object',
  'reopen',
  'close',
];
