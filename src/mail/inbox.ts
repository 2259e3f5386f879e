/** Mailboxes over IMAP: each watched on a connection of its own. The database is the truth, the IMAP keyword a receipt that saves work. */
import type { Inbox, InboxStatus } from '../office/ports/mail.ts';
import { accessTokens } from './access-token.ts';
import { SILENCE_MS } from './imap-client.ts';
import type { InboxSettings, InboxWaits } from './inbox-settings.ts';
import { memoryCursors } from './memory-cursors.ts';
import { watchMailbox } from './watch-mailbox.ts';

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
