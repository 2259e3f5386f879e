/** Mail out as files in a folder, where there is no relay. */
import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer } from '../office/ports/mail.ts';
import { type Compose, composer, type DkimKey } from './compose-mail.ts';

export interface MailerSettings {
  /** Our address, with or without a name. */
  readonly from: string;
  readonly dkim?: DkimKey | null;
}

/** The Mailer and how to end it. */
export type StoppableMailer = Mailer & { stop(): void };

/** Files in `dir`, one a mail, named by its Message-ID: a repeat overwrites itself. Durable when `send` resolves. */
export function outboxMailer(dir: string, { from, dkim = null }: MailerSettings): StoppableMailer {
  let trouble: string | null = null;
  const compose: Compose = composer(from, dkim);
  return {
    compose,
    async send({ raw, messageId }) {
      const name = `${fileName(messageId.replace(/[<>]/g, ''))}.eml`;
      try {
        await write(dir, name, raw);
      } catch (error) {
        trouble = `Не удалось записать письмо в ${dir}: ${(error as Error).message}. Проверьте место на диске и права.`;
        throw error;
      }
      trouble = null;
      return { response: name, refused: [] };
    },
    status: () => ({ kind: 'outbox', error: trouble }),
    stop: () => {},
  };
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
