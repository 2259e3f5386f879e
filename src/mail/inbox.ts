/** Mailboxes over IMAP: each watched on a connection of its own. The database is the truth, the IMAP keyword a receipt that saves work. */
import type { MailboxConfig } from '../mailbox-url.ts';
import type { Cursors, Inbox, InboxStatus } from '../office/ports/mail.ts';
import type { Clock } from '../office/ports/people.ts';
import { type AccessToken, accessTokens } from './access-token.ts';
import { SILENCE_MS } from './imap-client.ts';
import { memoryCursors } from './memory-cursors.ts';
import { watchMailbox } from './watch-mailbox.ts';

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

const WAITS: InboxWaits = {
  reconnect: 1000,
  reconnectMost: 5 * 60_000,
  refused: 5 * 60_000,
  refusedMost: 6 * 3_600_000,
  silence: SILENCE_MS,
  lease: 30_000,
  retry: 10_000,
  retryMost: 60 * 60_000,
};

export function imapInbox(settings: InboxSettings): Inbox {
  const { cursors = memoryCursors(), holder = `${process.pid}` } = settings;
  const { tokenOf = accessTokens({ clock: settings.clock, kept: null, log: settings.log }) } = settings;
  const complete = { ...settings, cursors, holder, tokenOf, waits: { ...WAITS, ...settings.waits } };
  const watches = settings.mailboxes.map((mailbox) => watchMailbox(mailbox, complete));
  return {
    start(accept) {
      for (const watch of watches) watch.start(accept);
    },
    async stop() {
      await Promise.all(watches.map((watch) => watch.stop()));
    },
    status: (): readonly InboxStatus[] => watches.map((watch) => watch.status()),
  };
}
