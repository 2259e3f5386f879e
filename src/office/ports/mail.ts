/** Mail in and out. */
import type { Instant, MailHeaders } from '../../domain/card.ts';

export type Automatic = 'auto-reply' | 'bounce' | 'mailing-list' | 'spam' | 'loop';

export interface ParsedMail extends MailHeaders {
  readonly subject: string | null;
  readonly from: { readonly name: string | null; readonly address: string | null };
  readonly replyTo: string | null;
  /** Readable text: the plain part, else the HTML as text. Never longer than limits.textChars. */
  readonly text: string;
  /** Raw HTML when the mail had one; sanitise before showing. */
  readonly html: string | null;
  readonly attachments: readonly ParsedPart[];
  readonly automatic: Automatic | null;
  readonly bounce: {
    readonly for: string | null;
    readonly about: string | null;
    readonly action: string | null;
    readonly reason: string | null;
  } | null;
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
}

/** Never throws: a mail that cannot be parsed gives what is known and a remark. */
export type ParseMail = (raw: Buffer) => Promise<ParsedMail>;

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

export interface Mailer {
  /** @throws Undeliverable (see below) when the server says no for good; any other error is temporary */
  send(mail: OutgoingMail): Promise<{ readonly response: string }>;
  status(): { readonly kind: 'smtp' | 'outbox'; readonly error: string | null };
}

/** The server's permanent no, in its own words. */
export class Undeliverable extends Error {
  constructor(readonly response: string) {
    super(response);
    this.name = 'Undeliverable';
  }
}
