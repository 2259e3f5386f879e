/** Mail in and out. */
import type { Day } from '../../domain/calendar.ts';
import type { Instant, MailHeaders } from '../../domain/card.ts';
import type { Seal } from '../../domain/seal.ts';

export type Automatic = 'auto-reply' | 'bounce' | 'mailing-list' | 'spam' | 'loop';

export interface ParsedMail extends MailHeaders {
  readonly subject: string | null;
  readonly from: { readonly name: string | null; readonly address: string | null };
  readonly replyTo: string | null;
  /** Readable text: the plain part, else the HTML as text. Never longer than limits.textChars. */
  readonly text: string;
  /** Signed or locked by its sender; null: neither. */
  readonly seal: Seal | null;
  /** Raw HTML when the mail had one; sanitise before showing. */
  readonly html: string | null;
  readonly attachments: readonly ParsedPart[];
  readonly automatic: Automatic | null;
  /** Header lines that say so, as they stand: for the person who decides. */
  readonly proof: readonly string[];
  readonly bounce: {
    readonly for: string | null;
    readonly about: string | null;
    readonly action: string | null;
    readonly reason: string | null;
  } | null;
  /** A read receipt (RFC 8098): which of our mails was opened, or deleted unread. */
  readonly receipt: { readonly about: string; readonly read: boolean } | null;
  /** Message-ID + From + Date + hash of decoded bodies and files: equal for one letter in two mailboxes. */
  readonly fingerprint: string;
  /** Russian sentences about what could not be understood; empty for a sound mail. */
  readonly remarks: readonly string[];
}

export interface ParsedPart {
  /** Safe, and always fit to be shown: given by us when the part had none. */
  readonly name: string;
  /** False when the sender gave no name (or nothing of it was safe). */
  readonly named: boolean;
  readonly type: string;
  readonly size: number;
  readonly hash: string;
  readonly content: Buffer;
  /** Names of what lies in it (archives, winmail.dat, forwarded mails); left out when it holds nothing. */
  readonly inside?: readonly string[];
  /** The file of the same mail that it was taken out of (winmail.dat); left out for what the mail itself holds. */
  readonly within?: string;
}

/** Never throws: a mail that cannot be parsed gives what is known and a remark. */
export type ParseMail = (raw: Buffer, asked?: ParseAsked) => Promise<ParsedMail>;

export interface ParseAsked {
  /** False: the `content` of all attachments is left empty (large mails cost their size again). */
  readonly contents?: boolean;
}

/** A raw message as the mailbox gave it. */
export interface IncomingMail {
  readonly key: string;
  readonly office: string;
  readonly source: string;
  readonly at: Instant;
  readonly raw: Buffer;
  /** Size in bytes of a message over limits.mailBytes: then `raw` is only its beginning. */
  readonly oversized?: number;
}

/** What a mailbox says while our own database does not answer: no fault of the mail server. */
export const OUR_DATABASE_IS_AWAY = 'Приём ждёт базу данных: письма остаются в ящике и будут приняты сами.';

export interface InboxStatus {
  readonly mailbox: string;
  readonly state: 'connecting' | 'watching' | 'waiting' | 'stopped';
  readonly lastRoundAt: Instant | null;
  readonly fetched: number;
  readonly error: string | null;
}

/** How far a mailbox is read: all UIDs up to `lastUid` are registered, put aside, or gone. */
export interface Cursor {
  readonly uidValidity: string;
  readonly lastUid: number;
}

/** What survives a restart of the engine, by the mailbox's name. */
export interface Cursors {
  load(mailbox: string): Promise<Cursor | null>;
  save(mailbox: string, cursor: Cursor): Promise<void>;
  /** True when `holder` may read the mailbox for so long. For thrift alone: what is registered twice is still one letter. */
  lease(mailbox: string, holder: string, ms: number): Promise<boolean>;
  /** Others need not wait for the end of the lease. */
  release(mailbox: string, holder: string): Promise<void>;
}

/** What survives a restart of OAuth2 access, by account; locked by whoever hands it over. */
export interface KeptTokens {
  load(account: string): Promise<string | null>;
  save(account: string, locked: string): Promise<void>;
}

/** One or more mailboxes. `accept` must resolve only when every message is registered or quarantined: then it is flagged. */
export interface Inbox {
  start(accept: (mails: readonly IncomingMail[]) => Promise<void>): void;
  stop(): Promise<void>;
  status(): readonly InboxStatus[];
}

export interface OutgoingMail {
  /** Fixed: a repeated send has the same one. */
  readonly messageId: string;
  readonly date: Date;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[];
  /** Adds Auto-Submitted, X-Auto-Response-Suppress and X-Loop (RFC 3834). */
  readonly automatic: boolean;
}

/** A mail as bytes: what is kept in the vault is what goes out. */
export interface ComposedMail {
  readonly raw: Buffer;
  /** In angle brackets. */
  readonly messageId: string;
  /** Bare addresses of the envelope. */
  readonly to: readonly string[];
}

export interface SentMail {
  /** The server's words when it took the mail. */
  readonly response: string;
  /** Recipients that the server refused while it took the mail for the others; empty as a rule. */
  readonly refused: readonly { readonly address: string; readonly response: string }[];
}

export interface Mailer {
  /** The same mail gives the same bytes. @throws Undeliverable when `to` is no address */
  compose(mail: OutgoingMail): Promise<ComposedMail>;
  /**
   * One attempt. @throws Undeliverable when the server says no for good; Unconfirmed when the line broke after the mail was
   * handed over; after any other error the server surely has nothing
   */
  send(mail: ComposedMail): Promise<SentMail>;
  status(): { readonly kind: 'smtp' | 'outbox'; readonly error: string | null };
}

/** Where people look for what was sent: a folder of our own mailbox. */
export interface SentFolder {
  /** Kept once, known by its Message-ID. Does nothing where the office has no such folder. */
  keep(raw: Buffer, messageId: string, office: string): Promise<void>;
}

/** How many notices an address had on a day: the same for all engines, also after a restart. */
export interface NoticeTally {
  /** False when the address has had `most` already on this day. The same occasion counts once. */
  take(address: string, day: Day, occasion: string, most: number): Promise<boolean>;
  /** True when this occasion of the day was taken. */
  had(address: string, day: Day, occasion: string): Promise<boolean>;
}

/** The server may have taken the mail and may not: nobody knows. */
export class Unconfirmed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unconfirmed';
  }
}

/** The server's permanent no, in its own words. */
export class Undeliverable extends Error {
  constructor(readonly response: string) {
    super(response);
    this.name = 'Undeliverable';
  }
}
