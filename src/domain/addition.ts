/** What continues an earlier letter (A10): a proposal until the clerk confirms it, then an addition with a number of its own. */
import type { Day } from './calendar.ts';
import type { MailPart } from './card.ts';

export interface ProposedAddition {
  /** Of the letter that it seems to continue. */
  readonly number: string;
  /** It answers one of our mails or their own, or names our number in its subject. */
  readonly why: 'thread' | 'number';
}

export interface Addition {
  readonly id: string;
  readonly number: string;
  readonly registeredOn: Day;
  readonly subject: string;
  /** Cut out of the addition's own original when somebody opens them. */
  readonly parts: readonly MailPart[];
}
