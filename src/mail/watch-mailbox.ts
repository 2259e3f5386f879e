/** One mailbox: connect, run rounds whenever the server or the timer rings, reconnect when the line is lost. */
import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../mailbox-url.ts';
import type { InboxStatus } from '../office/ports/mail.ts';
import { doorbell } from './doorbell.ts';
import { newClient } from './imap-client.ts';
import type { WatchSettings } from './inbox-settings.ts';
import { isRefused, type MailError, OwnTrouble, ours, pauseAfter, sentence } from './mail-trouble.ts';
import { type Accept, mailboxRounds } from './mailbox-rounds.ts';

export interface Watch {
  start(accept: Accept): void;
  stop(): Promise<void>;
  status(): InboxStatus;
}

export function watchMailbox(mailbox: MailboxConfig, settings: WatchSettings): Watch {
  const { clock, log, waits, cursors, holder } = settings;
  const state = {
    state: 'stopped' as InboxStatus['state'],
    lastRoundAt: null as string | null,
    fetched: 0,
    error: null as string | null,
  };
  const bell = doorbell();
  const token = settings.tokenOf(mailbox);
  const lease = {
    take: () => ours(cursors.lease(mailbox.name, holder, waits.lease)),
    release: () => cursors.release(mailbox.name, holder).catch(() => {}),
  };
  let stopping = false;
  let client: ImapFlow | null = null;
  let running: Promise<void> | null = null;

  async function run(accept: Accept): Promise<void> {
    const rounds = mailboxRounds(mailbox, settings, accept, {
      fetched: (count) => {
        state.fetched += count;
      },
      failed: (reason) => {
        state.error = reason;
      },
      stopping: () => stopping,
    });
    let failures = 0;
    while (!stopping) {
      state.state = 'connecting';
      let wait = 0;
      try {
        if (!(await lease.take())) {
          wait = waits.lease / 2;
          state.error = null;
        } else {
          await connected(rounds, () => {
            failures = 0;
          });
        }
      } catch (error) {
        if (stopping) break;
        wait = pauseAfter(error as MailError, failures, waits);
        state.error = sentence(mailbox, error as MailError, wait);
        log(`${mailbox.name}: ${(error as Error).message}`);
        if (isRefused(error as MailError)) token?.forget();
        failures++;
      }
      if (stopping) break;
      state.state = 'waiting';
      await bell.wait(wait, { ring: false });
    }
    await lease.release();
    state.state = 'stopped';
  }

  /** From the log-in to the loss of the line. */
  async function connected(rounds: ReturnType<typeof mailboxRounds>, healthy: () => void): Promise<void> {
    const connection = newClient(mailbox, settings.limits, token ? await token.get() : null, waits.silence);
    client = connection;
    let closed = false;
    let held = true;
    const line = { lost: null as Error | null };
    const renewing = setInterval(() => {
      lease.take().then(
        (still) => {
          held = still;
          if (!still) connection.close();
        },
        // The database is away: then nothing can be registered either
        (error) => {
          line.lost = error;
          connection.close();
        },
      );
    }, waits.lease / 3);
    // Before connect(): an error event without a listener ends the process
    connection.on('error', (error) => {
      line.lost ??= error;
    });
    connection.on('close', () => {
      closed = true;
      bell.ring();
    });
    connection.on('exists', () => bell.ring());
    try {
      await connection.connect();
      await connection.mailboxOpen(mailbox.folder);
      log(`${mailbox.name}: connected`);
      await rounds.opened(connection);
      state.state = 'watching';
      while (!closed && held && !stopping) {
        bell.quiet();
        const next = await rounds.run(connection);
        state.lastRoundAt = clock.now().toISOString();
        if (next.clean) state.error = null;
        healthy();
        if (bell.rung() || stopping) continue;
        // The doorbell may be missed between a fetch and IDLE: the timer runs the same round
        void connection.idle().catch(() => {});
        await bell.wait(Math.min(settings.pollSeconds * 1000, next.inMs), { ring: true });
      }
      if (!stopping) throw line.lost ?? ended(connection, held);
    } catch (error) {
      // The line that we cut ourselves is no fault of the server
      throw line.lost instanceof OwnTrouble ? line.lost : error;
    } finally {
      clearInterval(renewing);
      connection.close();
      if (client === connection) client = null;
    }
  }

  return {
    start(accept) {
      stopping = false;
      running ??= run(accept).finally(() => {
        running = null;
      });
    },
    async stop() {
      stopping = true;
      bell.ring();
      // What is being registered is registered and flagged; a server that hangs is not waited for
      const patience = setTimeout(() => client?.close(), state.state === 'connecting' ? 0 : STOP_MS);
      await running;
      clearTimeout(patience);
    },
    status: () => ({ mailbox: mailbox.name, ...state }),
  };
}

/** With the server's last words, if it said any. */
function ended(connection: ImapFlow, held: boolean): Error {
  if (!held) return new Error('another engine reads this mailbox now');
  const { byeReason: reason } = connection as ImapFlow & { readonly byeReason?: string };
  return Object.assign(new Error('the server closed the connection'), reason ? { reason } : {});
}

const STOP_MS = 5000;
