/** A connection to a mailbox. */
import { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../mailbox-url.ts';
import type { InboxSettings } from './inbox-settings.ts';
import { isLoopback } from './loopback.ts';

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
