/** What the failures of a mailbox mean to people, and how long to wait after them. */
import type { MailboxConfig } from '../mailbox-url.ts';
import { OUR_DATABASE_IS_AWAY } from '../office/ports/mail.ts';
import type { InboxWaits } from './inbox-settings.ts';
import { cleanLine } from './plain.ts';

export type MailError = Error & {
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly tlsFailed?: boolean;
  readonly code?: string;
  readonly throttleReset?: number;
  /** NO [UNAVAILABLE], [INUSE] … (RFC 5530). */
  readonly serverResponseCode?: string;
  readonly responseText?: string;
  readonly response?: unknown;
  /** What the server said when it closed the connection (BYE). */
  readonly reason?: string;
};

/** Our own database did not answer: the mail server has nothing to do with it. */
export class OwnTrouble extends Error {
  constructor(cause: unknown) {
    super(`the database: ${(cause as Error).message}`, { cause });
    this.name = 'OwnTrouble';
  }
}

/** What the work of ours throws is our own trouble. */
export async function ours<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new OwnTrouble(error);
  }
}

/** For the health page: what is wrong and what to do. `wait` in milliseconds. */
export function sentence({ name, folder, user, oauth }: MailboxConfig, error: MailError, wait: number): string {
  if (error instanceof OwnTrouble) return OUR_DATABASE_IS_AWAY;
  const words = wordsOf(error);
  if (isPassing(error)) {
    const said = words ? `: «${words}»` : '';
    return `Сервер ${name} просит подождать${said}. Приём продолжится сам через ${minutes(wait)} мин.`;
  }
  if (error.authenticationFailed) {
    const what = oauth ? 'доступ по OAuth2' : 'логин или пароль';
    const where = oauth ? 'OAUTH_REFRESH_TOKENS' : 'IMAP_URLS';
    return `Почтовый сервер не принял ${what} (${user}). Проверьте ${where} и перезапустите; сам повтор через ${minutes(wait)} мин.`;
  }
  if (error.mailboxMissing) return `В ящике ${user} нет папки ${folder}. Создайте её или исправьте IMAP_URLS.`;
  if (error.tlsFailed) return `Не удалось защищённое соединение с ${name}: ${error.message}. Проверьте адрес, порт и сертификат.`;
  return `Нет связи с ${name}: ${words || error.message}. Соединение повторяется само.`;
}

export function pauseAfter(error: MailError, failures: number, waits: InboxWaits): number {
  const { reconnect, reconnectMost, refused, refusedMost } = waits;
  if (isRefused(error)) return Math.min(refused * 2 ** Math.min(failures, 20), refusedMost);
  if (error.throttleReset !== undefined) return Math.min(error.throttleReset, refusedMost);
  // Doubled each time, with jitter: a hundred clients shall not come back in the same second
  return Math.min(reconnect * 2 ** Math.min(failures, 20), reconnectMost) * (0.5 + Math.random() / 2);
}

/** The log-in itself was refused; a server that is busy refuses log-ins too. */
export function isRefused(error: MailError): boolean {
  return error.authenticationFailed === true && !isPassing(error);
}

const PASSING_CODES = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'THROTTLED']);
const PASSING_WORDS =
  /too many|temporar|try (?:again )?later|try again|throttl|overload|server (?:is )?busy|unavailable|maximum number of connections|connection limit|rate limit/i;

function isPassing(error: MailError): boolean {
  if (error.code === 'ETHROTTLE') return true;
  const code = error.serverResponseCode?.toUpperCase();
  if (code !== undefined && /^(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED)$/.test(code)) return false;
  return (code !== undefined && PASSING_CODES.has(code)) || PASSING_WORDS.test(wordsOf(error));
}

/** The server's own. */
function wordsOf({ reason, responseText, response }: MailError): string {
  return cleanLine(reason ?? responseText ?? (typeof response === 'string' ? response : '')).slice(0, 200);
}

function minutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000));
}
