/** What has to be done outside after a decision. Stored with the events that caused it; performed at least once. */
import type { GroundId } from '../language/finding.ts';
import type { Day } from './calendar.ts';
import type { PersonId } from './person.ts';

export type Effect =
  | { readonly type: 'recognise' }
  | { readonly type: 'examine' }
  | { readonly type: 'acknowledge' }
  /** By mail; without `hurried` it tells of the assignment. */
  | { readonly type: 'notify_executor'; readonly person: PersonId; readonly hurried?: Day }
  | { readonly type: 'render_letterhead' }
  /** The sending `n` of the reply; without it (old histories) whichever is queued. */
  | { readonly type: 'send'; readonly n?: number }
  /** An addition is shown on the letter that it adds to. */
  | { readonly type: 'tell_parent' }
  /** A copy of the mail into the Sent folder of the mailbox. */
  | { readonly type: 'file_sent_mail'; readonly n: number }
  /** Template in templates/mails; `notice` is its id. */
  | { readonly type: 'send_notice'; readonly notice: string }
  /**
   * Only where grounds.yaml says `automatic`: the engine itself refuses (`answered`) or leaves unanswered. Without such a
   * policy this effect never occurs.
   */
  | { readonly type: 'decide_ground'; readonly ground: GroundId; readonly answered: boolean; readonly repeatOf: string | null };

export type EffectType = Effect['type'];

export const EFFECT_TYPES: readonly EffectType[] = [
  'recognise',
  'examine',
  'acknowledge',
  'notify_executor',
  'render_letterhead',
  'send',
  'file_sent_mail',
  'tell_parent',
  'send_notice',
  'decide_ground',
];
