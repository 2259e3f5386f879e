import type { MailboxConfig } from '../mailbox-url.ts';
import type { Cursors } from '../office/ports/mail.ts';
import type { Clock } from '../office/ports/people.ts';
import type { AccessToken } from './access-token.ts';

export interface InboxSettings {
  readonly mailboxes: readonly MailboxConfig[];
  readonly limits: Readonly<Record<'mailBytes' | 'batchMails' | 'batchBytes', number>>;
  /** The round runs at least so often, whatever the server tells us. */
  readonly pollSeconds: number;
  readonly clock: Clock;
  /** Kept in memory unless given. */
  readonly cursors?: Cursors;
  /** This engine, among those that share a database; the same after a restart. */
  readonly holder?: string;
  /** OAuth2 access, shared with whoever else opens the mailbox; of its own unless given. */
  readonly tokenOf?: (mailbox: MailboxConfig) => AccessToken | null;
  /** Host, folder, UID, and what happened; never a word of a mail. */
  readonly log: (message: string) => void;
  /** Waits in milliseconds; tests shorten them. */
  readonly waits?: Partial<InboxWaits>;
}

export interface InboxWaits {
  /** Before the first reconnect; doubled with jitter up to `reconnectMost`. */
  readonly reconnect: number;
  readonly reconnectMost: number;
  /** After a refused log-in: accounts get locked. Doubled up to `refusedMost`. */
  readonly refused: number;
  readonly refusedMost: number;
  /** See imap-client.ts. */
  readonly silence: number;
  /** Of the lease on a mailbox; another engine takes over when it ends. */
  readonly lease: number;
  /** Before a mail that was not accepted is tried again; times four up to `retryMost`. */
  readonly retry: number;
  readonly retryMost: number;
}

/** Nothing is left open. */
export type WatchSettings = InboxSettings &
  Required<Pick<InboxSettings, 'cursors' | 'holder' | 'tokenOf'>> & { readonly waits: InboxWaits };
