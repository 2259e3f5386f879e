/** The card of a letter: who wrote, how it came, what people complete (R2, R3, R13, R29, R30, R43). Instants are ISO strings in UTC. */
import type { Kind } from '../language/finding.ts';
import type { Day } from './calendar.ts';

export type Instant = string;

/** Cl. 8, 9.4. The first four are the core; the rest can be entered by hand. */
export const CHANNELS = ['email', 'post', 'in-person', 'web-form', 'phone', 'hotline', 'answering-machine', 'fax'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How the consumer wants the answer (5.4, 9.8). */
export const ANSWER_CHANNELS = ['email', 'post', 'in-person', 'phone'] as const;
export type AnswerChannel = (typeof ANSWER_CHANNELS)[number];

/** Bytes in the vault. */
export interface StoredFile {
  /** SHA-256, hex: the key in the vault. */
  readonly hash: string;
  /** Safe file name: no path, no control or bidi characters. */
  readonly name: string;
  /** By content, not by name. */
  readonly type: string;
  readonly size: number;
}

/** A part of the original mail: not stored twice, cut out of the original when somebody opens it. */
export interface MailPart {
  readonly index: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly hash: string;
  /** Names of what lies in it: listed, not unpacked. */
  readonly inside?: readonly string[];
}

/** One coming-in of a letter: the same letter may arrive in two mailboxes. */
export interface ArrivalRef {
  /** Idempotency key of the arrival, e.g. `imap:chancery@host/INBOX:UIDVALIDITY:UID`. */
  readonly key: string;
  readonly channel: Channel;
  /** For people: the mailbox, «горячая папка», «загрузка». */
  readonly source: string;
  readonly at: Instant;
}

export interface Correspondent {
  readonly organisation: string | null;
  /** Person, as written: «Заказчиков Андрей Борисович». */
  readonly person: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly inn: string | null;
  readonly contract: string | null;
}

/** The consumer's own number and date («На № … от …»). */
export interface CustomerRef {
  readonly number: string;
  readonly on: Day | null;
}

/** The card as people complete it (R2, R3, R13, R29, R30, R43). */
export interface Card {
  readonly kind: Kind;
  readonly topic: string | null;
  readonly subject: string;
  readonly correspondent: Correspondent;
  readonly customerRef: CustomerRef | null;
  readonly answerChannel: AnswerChannel;
  /** Whom it is addressed to: the company (null) or a named official (R2). */
  readonly addressee: string | null;
  readonly sheets: number | null;
  readonly enclosures: number | null;
  /** Where the paper original lies (7.3.1); null for mail. */
  readonly originalLocation: string | null;
}

export interface MailHeaders {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly sentAt: Instant | null;
  readonly to: readonly string[];
}
