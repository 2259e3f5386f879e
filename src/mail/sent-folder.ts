/** A copy of each sent reply in the Sent folder of the office's mailbox: once, known by its Message-ID. */
import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../mailbox-url.ts';
import type { SentFolder } from '../office/ports/mail.ts';
import type { AccessToken } from './access-token.ts';
import { newClient } from './imap-client.ts';
import type { InboxSettings } from './inbox-settings.ts';
import { isRefused, type MailError } from './mail-trouble.ts';

interface Needs {
  readonly limits: InboxSettings['limits'];
  readonly tokenOf: (mailbox: MailboxConfig) => AccessToken | null;
}

/** The mailbox of the letter's office, else the first that has such a folder; null when none has. */
export function imapSentFolder(mailboxes: readonly MailboxConfig[], needs: Needs): SentFolder | null {
  const able = mailboxes.filter(({ sent }) => sent !== null);
  if (able.length === 0) return null;
  return {
    async keep(raw, messageId, office) {
      const mailbox = able.find((each) => each.office === office) ?? able[0];
      if (!mailbox?.sent) return;
      const token = needs.tokenOf(mailbox);
      const client = newClient(mailbox, needs.limits, token ? await token.get() : null);
      // Unhandled it would end the process; the command that waits fails by itself
      client.on('error', () => {});
      try {
        await client.connect().catch((error: MailError) => {
          if (isRefused(error)) token?.forget();
          throw error;
        });
        await append(client, mailbox.sent, raw, messageId);
      } finally {
        client.close();
      }
    },
  };
}

async function append(client: ImapFlow, folder: string, raw: Buffer, messageId: string): Promise<void> {
  await opened(client, folder);
  const known = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  if (known && known.length > 0) return;
  const done = await client.append(folder, raw, ['\\Seen']);
  if (!done) throw new Error(`Папка «${folder}» не приняла копию письма. Проверьте её название и место в ящике.`);
}

/** Made when it is missing: a mailbox nobody has sent from has none. */
async function opened(client: ImapFlow, folder: string): Promise<void> {
  try {
    await client.mailboxOpen(folder);
  } catch {
    await client.mailboxCreate(folder);
    await client.mailboxOpen(folder);
  }
}
