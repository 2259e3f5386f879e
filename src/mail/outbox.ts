/** Mail out: through a relay, or as files in a folder where there is none. */
import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Mailer, Undeliverable } from '../office/ports/mail.ts';
import { composeMail } from './compose-mail.ts';
import { isLoopback } from './loopback.ts';

export interface MailerSettings {
  /** Our address, with or without a name. */
  readonly from: string;
  /** Patience with a silent server, in milliseconds. */
  readonly timeoutMs?: number;
}

/** The Mailer and how to end it. */
export type StoppableMailer = Mailer & { stop(): void };

/** Through the relay `smtp://user:pass@host:port` or `smtps://…`. Makes no attempts of its own: the office repeats. */
export function smtpMailer(url: string, { from, timeoutMs = 60_000 }: MailerSettings): StoppableMailer {
  const { protocol, username, hostname } = new URL(url);
  // A password goes to nobody but the server of that name
  const trusted = !isLoopback(hostname) && (username !== '' || protocol === 'smtps:');
  const relay = createTransport({
    url,
    pool: true,
    requireTLS: trusted,
    // Where TLS is not demanded a certificate of its own making is still better than clear text (RFC 7435)
    tls: { rejectUnauthorized: trusted },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  let trouble: string | null = null;
  return {
    async send(mail) {
      const { raw, envelope } = await composeMail(mail, from);
      try {
        const { response = '', rejectedErrors = [] } = await relay.sendMail({ raw, envelope });
        trouble = null;
        // Resolved, and yet some recipients were refused
        for (const error of rejectedErrors) throw error;
        return { response };
      } catch (error) {
        const said = error as SmtpError;
        if (isPermanent(said)) {
          trouble = null;
          throw new Undeliverable(said.response ?? said.message);
        }
        trouble = `Почта не отправляется (${hostname}): ${said.message}. Отправка повторится сама; проверьте SMTP_URL и сервер.`;
        throw error;
      }
    },
    status: () => ({ kind: 'smtp', error: trouble }),
    stop: () => relay.close(),
  };
}

/** Files in `dir`, one a mail, named by its Message-ID: a repeat overwrites itself. Durable when `send` resolves. */
export function outboxMailer(dir: string, { from }: MailerSettings): StoppableMailer {
  let trouble: string | null = null;
  return {
    async send(mail) {
      const { raw, messageId } = await composeMail(mail, from);
      const name = `${fileName(messageId)}.eml`;
      try {
        await write(dir, name, raw);
      } catch (error) {
        trouble = `Не удалось записать письмо в ${dir}: ${(error as Error).message}. Проверьте место на диске и права.`;
        throw error;
      }
      trouble = null;
      return { response: name };
    },
    status: () => ({ kind: 'outbox', error: trouble }),
    stop: () => {},
  };
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** 5xx to the envelope or to the message. A refused log-in (535) or «TLS first» (530) is our set-up, not the consumer's address. */
function isPermanent({ code, responseCode = 0 }: SmtpError): boolean {
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500 && responseCode < 600 && responseCode !== 530;
}

/** The identifier itself where a file system takes it; a hash tells those apart that do not fit. */
function fileName(messageId: string): string {
  const safe = messageId
    .replace(/[^\w.@+-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 120);
  return safe === messageId ? safe : `${safe}-${createHash('sha256').update(messageId).digest('hex').slice(0, 12)}`;
}

async function write(dir: string, name: string, raw: Buffer): Promise<void> {
  await mkdir(dir, { recursive: true });
  const temporary = join(dir, `.${name}.${process.pid}.tmp`);
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(raw);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(dir, name));
  const folder = await open(dir, 'r');
  await folder.sync().finally(() => folder.close());
}
