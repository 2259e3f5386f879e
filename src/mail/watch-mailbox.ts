/** One mailbox: connect, run rounds whenever the server or the timer rings, reconnect when the line is lost. */
import { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config.ts';
import type { InboxStatus } from '../office/ports/mail.ts';
import type { InboxSettings, InboxWaits } from './inbox.ts';
import { isLoopback } from './loopback.ts';
import { type Accept, mailboxRounds } from './mailbox-rounds.ts';

export interface Watch {
  start(accept: Accept): void;
  stop(): Promise<void>;
  status(): InboxStatus;
}

export type WatchSettings = InboxSettings & { readonly waits: InboxWaits };

export function watchMailbox(mailbox: MailboxConfig, settings: WatchSettings): Watch {
  const { clock, log, waits } = settings;
  const state = {
    state: 'stopped' as InboxStatus['state'],
    lastRoundAt: null as string | null,
    fetched: 0,
    error: null as string | null,
  };
  const bell = doorbell();
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
        await connected(rounds, () => {
          failures = 0;
        });
      } catch (error) {
        if (stopping) break;
        state.error = sentence(mailbox, error as MailError);
        log(`${mailbox.name}: ${(error as Error).message}`);
        wait = pause(error as MailError, failures, waits);
      }
      failures++;
      if (stopping) break;
      state.state = 'waiting';
      await bell.wait(wait || backOff(failures - 1, waits), { ring: false });
    }
    state.state = 'stopped';
  }

  /** From the log-in to the loss of the line. */
  async function connected(rounds: ReturnType<typeof mailboxRounds>, healthy: () => void): Promise<void> {
    const connection = newClient(mailbox, settings);
    client = connection;
    let closed = false;
    let lost: Error | null = null;
    // Before connect(): an error event without a listener ends the process
    connection.on('error', (error) => {
      lost = error;
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
      rounds.opened(connection);
      state.state = 'watching';
      while (!closed && !stopping) {
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
      if (closed && !stopping) throw lost ?? new Error('the server closed the connection');
    } finally {
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

const STOP_MS = 5000;

function newClient(mailbox: MailboxConfig, { limits }: WatchSettings): ImapFlow {
  const { host, port, secure, starttls, user, password } = mailbox;
  return new ImapFlow({
    host,
    port,
    secure,
    // Demanded or left alone: what was not demanded cannot be trusted, for anyone on the way may strip the offer
    ...(secure ? {} : { doSTARTTLS: starttls }),
    // On loopback nobody listens in, and servers there sign themselves
    ...(isLoopback(host) ? { tls: { rejectUnauthorized: false } } : {}),
    auth: { user, pass: password },
    // Its log holds personal data
    logger: false,
    disableAutoIdle: true,
    // Half-open connections look idle for hours: IDLE is renewed, silence ends the connection
    maxIdleTime: 90_000,
    socketTimeout: 2 * 60_000,
    // The defaults allow gigabytes; exceeding is terminal, so that sizes are looked at before fetching
    maxLiteralSize: Math.max(limits.batchBytes, 2 ** 20) + 2 ** 23,
    maxLineLength: 2 ** 21,
    maxResponseSize: Math.max(limits.batchBytes, 2 ** 20) + 2 ** 24,
  });
}

type MailError = Error & {
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly tlsFailed?: boolean;
  readonly code?: string;
  readonly throttleReset?: number;
};

/** For the health page: what is wrong and what to do. */
function sentence({ name, folder, user }: MailboxConfig, error: MailError): string {
  if (error.authenticationFailed)
    return `Почтовый сервер не принял логин или пароль (${user}). Проверьте IMAP_URLS; повтор через 5 минут.`;
  if (error.mailboxMissing) return `В ящике ${user} нет папки ${folder}. Создайте её или исправьте IMAP_URLS.`;
  if (error.tlsFailed) return `Не удалось защищённое соединение с ${name}: ${error.message}. Проверьте адрес, порт и сертификат.`;
  return `Нет связи с ${name}: ${error.message}. Соединение повторяется само.`;
}

function pause(error: MailError, failures: number, waits: InboxWaits): number {
  if (error.authenticationFailed) return waits.refused;
  if (error.code === 'ETHROTTLE' && error.throttleReset) return error.throttleReset;
  return backOff(failures, waits);
}

/** Doubled each time, with jitter: a hundred clients shall not come back in the same second. */
function backOff(failures: number, { reconnect, reconnectMost }: InboxWaits): number {
  return Math.min(reconnect * 2 ** Math.min(failures, 20), reconnectMost) * (0.5 + Math.random() / 2);
}

/** Rings may merge and may come while nobody waits: none is lost. */
function doorbell() {
  let rung = false;
  let open: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      open?.();
    },
    quiet() {
      rung = false;
    },
    rung: () => rung,
    /** Until the time is over, or somebody rings; with `ring: false` an earlier ring does not count. */
    async wait(ms: number, { ring }: { ring: boolean }): Promise<void> {
      if (ring && rung) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        open = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      open = null;
    },
  };
}
