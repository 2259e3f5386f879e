/** Mail out through a relay: one attempt a call, and whether the server may have the mail when it failed. */
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { type SentMail, Unconfirmed, Undeliverable } from '../office/ports/mail.ts';
import { bareAddress, composer } from './compose-mail.ts';
import { isLoopback } from './loopback.ts';
import type { MailerSettings, StoppableMailer } from './outbox.ts';
import { pace } from './pace.ts';

export interface RelaySettings extends MailerSettings {
  /** Patience with a silent server, in milliseconds. */
  readonly timeoutMs?: number;
  /** The whole attempt, in milliseconds: less than an effect is lent for, so that no other engine begins the same one. */
  readonly attemptMs?: number;
  /** Mails a minute; providers count. */
  readonly perMinute?: number;
}

/** More at once than the office performs effects, so that no mail waits unseen inside the pool. */
const CONNECTIONS = 8;

/** `smtp://user:pass@host:port` or `smtps://…`. Makes no attempts of its own: the office repeats. */
export function smtpMailer(url: string, settings: RelaySettings): StoppableMailer {
  const { from, dkim = null, timeoutMs = 60_000, attemptMs = 100_000, perMinute = Number.POSITIVE_INFINITY } = settings;
  const { hostname } = new URL(url);
  const relay = createRelay(url, timeoutMs);
  const sender = bareAddress(from);
  const turn = pace(perMinute);
  let trouble: string | null = null;
  return {
    compose: composer(from, dkim),
    async send({ raw, to }) {
      await turn();
      const handed = { over: false };
      const mail = { raw, envelope: { from: sender, to: [...to], size: raw.length }, handed };
      try {
        const sent = await relay.sendMail({ ...mail, signal: AbortSignal.timeout(attemptMs) } as typeof mail);
        trouble = null;
        return resultOf(sent);
      } catch (error) {
        const said = error as SmtpError;
        if (isPermanent(said)) {
          trouble = null;
          throw new Undeliverable(said.response ?? said.message);
        }
        trouble = `Почта не отправляется (${hostname}): ${said.message}. Отправка повторится сама; проверьте SMTP_URL и сервер.`;
        if (handed.over && !isRefusal(said)) throw new Unconfirmed(said.message);
        throw error;
      }
    },
    status: () => ({ kind: 'smtp', error: trouble }),
    stop: () => relay.close(),
  };
}

function createRelay(url: string, timeoutMs: number) {
  const { protocol, username, hostname } = new URL(url);
  // A password goes to nobody but the server of that name
  const trusted = !isLoopback(hostname) && (username !== '' || protocol === 'smtps:');
  const relay = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    // An idle connection that the server has closed meanwhile: nothing was sent yet, another one is opened
    maxRequeues: 2,
    requireTLS: trusted,
    // Where TLS is not demanded a certificate of its own making is still better than clear text (RFC 7435)
    tls: { rejectUnauthorized: trusted },
    connectionTimeout: Math.min(timeoutMs, 20_000),
    greetingTimeout: Math.min(timeoutMs, 20_000),
    socketTimeout: timeoutMs,
  });
  // The end of the message is the moment after which only the server knows
  relay.use('stream', (mail, done) => {
    const { message, data } = mail as unknown as Streamed;
    const open = message.createReadStream.bind(message);
    message.createReadStream = () =>
      open().once('end', () => {
        if (data.handed) data.handed.over = true;
      });
    done();
  });
  return relay;
}

interface Streamed {
  readonly message: { createReadStream: () => Readable };
  readonly data: { readonly handed?: { over: boolean } };
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly recipient?: string;
}

interface Taken {
  readonly response?: string | undefined;
  readonly rejectedErrors?:
    | readonly {
        readonly message: string;
        readonly response?: string | undefined;
        readonly recipient?: string | undefined;
      }[]
    | undefined;
}

/** It resolves when at least one recipient was taken: the others are told of. */
function resultOf({ response = '', rejectedErrors = [] }: Taken): SentMail {
  const refused = rejectedErrors.map(({ recipient = '', response: words, message }) => ({
    address: recipient,
    response: words ?? message,
  }));
  return { response, refused };
}

/** An answer to this mail, whether for good or for now: the server does not have it. */
function isRefusal({ code, responseCode = 0 }: SmtpError): boolean {
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 400;
}

/**
 * 5xx to the envelope or to the message, or more bytes than the server announced to take (RFC 1870). A refused log-in (535)
 * or «TLS first» (530) is our set-up, not the consumer's address.
 */
function isPermanent(error: SmtpError): boolean {
  const { code, responseCode, message } = error;
  if (code === 'EMESSAGE' && responseCode === undefined && /size larger than allowed/i.test(message)) return true;
  return isRefusal(error) && (responseCode ?? 0) >= 500 && responseCode !== 530;
}
