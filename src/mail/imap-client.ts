/** A connection to a mailbox, what its failures mean to people, and how long to wait after them. */
import { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config.ts';
import type { InboxSettings, InboxWaits } from './inbox.ts';
import { isLoopback } from './loopback.ts';

export type MailError = Error & {
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly tlsFailed?: boolean;
  readonly code?: string;
  readonly throttleReset?: number;
};

/** A server that says nothing for so long in the middle of a command, or in IDLE, is taken for gone. */
export const SILENCE_MS = 2 * 60_000;

/** `token`: OAuth2 access, instead of the password. */
export function newClient(
  mailbox: MailboxConfig,
  limits: InboxSettings['limits'],
  token: string | null,
  silence = SILENCE_MS,
): ImapFlow {
  const { host, port, secure, starttls, user, password } = mailbox;
  return new ImapFlow({
    host,
    port,
    secure,
    // Demanded or left alone: what was not demanded cannot be trusted, for anyone on the way may strip the offer
    ...(secure ? {} : { doSTARTTLS: starttls }),
    // On loopback nobody listens in, and servers there sign themselves
    ...(isLoopback(host) ? { tls: { rejectUnauthorized: false } } : {}),
    auth: token === null ? { user, pass: password } : { user, accessToken: token },
    // Its log holds personal data
    logger: false,
    disableAutoIdle: true,
    // Half-open connections look idle for hours: IDLE is renewed, silence ends the connection
    maxIdleTime: silence * 0.75,
    socketTimeout: silence,
    // The defaults allow gigabytes; exceeding is terminal, so that sizes are looked at before fetching
    maxLiteralSize: Math.max(limits.batchBytes, 2 ** 20) + 2 ** 23,
    maxLineLength: 2 ** 21,
    maxResponseSize: Math.max(limits.batchBytes, 2 ** 20) + 2 ** 24,
  });
}

/** For the health page: what is wrong and what to do. `wait` in milliseconds. */
export function sentence({ name, folder, user, oauth }: MailboxConfig, error: MailError, wait: number): string {
  if (error.authenticationFailed) {
    const what = oauth ? 'доступ по OAuth2' : 'логин или пароль';
    const where = oauth ? 'OAUTH_REFRESH_TOKENS' : 'IMAP_URLS';
    return `Почтовый сервер не принял ${what} (${user}). Проверьте ${where} и перезапустите; сам повтор через ${minutes(wait)} мин.`;
  }
  if (error.mailboxMissing) return `В ящике ${user} нет папки ${folder}. Создайте её или исправьте IMAP_URLS.`;
  if (error.tlsFailed) return `Не удалось защищённое соединение с ${name}: ${error.message}. Проверьте адрес, порт и сертификат.`;
  if (error.code === 'ETHROTTLE') return `Сервер ${name} просит подождать. Приём продолжится сам через ${minutes(wait)} мин.`;
  return `Нет связи с ${name}: ${error.message}. Соединение повторяется само.`;
}

export function pauseAfter(error: MailError, failures: number, waits: InboxWaits): number {
  const { reconnect, reconnectMost, refused, refusedMost } = waits;
  if (error.authenticationFailed) return Math.min(refused * 2 ** Math.min(failures, 20), refusedMost);
  if (error.code === 'ETHROTTLE') return Math.min(error.throttleReset ?? refused, refusedMost);
  // Doubled each time, with jitter: a hundred clients shall not come back in the same second
  return Math.min(reconnect * 2 ** Math.min(failures, 20), reconnectMost) * (0.5 + Math.random() / 2);
}

function minutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000));
}
