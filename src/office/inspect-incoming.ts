/** What came in is looked at before anything is kept: mailboxes are never refused, what people hand in may be. */
import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Incoming } from './incoming.ts';
import type { Inspection, Reader } from './ports/paper.ts';

export interface Looked {
  readonly incoming: Incoming;
  readonly inspections: readonly Inspection[];
  /** Russian sentence: nothing of this is kept. */
  readonly rejected: string | null;
}

/** A mailbox's mail is never refused; what people hand in is looked at before anything is kept. */
export async function inspectAll({ reader }: { readonly reader: Pick<Reader, 'inspect'> }, incoming: Incoming): Promise<Looked> {
  if (incoming.key.startsWith('imap:')) {
    const mail = incoming.files.map(() => acceptedMail);
    return { incoming, inspections: mail, rejected: null };
  }
  if (incoming.files.length === 0 && !incoming.entered)
    return { incoming, inspections: [], rejected: 'Приложите файл: письмо или скан.' };
  const inspections = await Promise.all(incoming.files.map(({ content, name }) => reader.inspect(content, name)));
  return { incoming, inspections, rejected: inspections.find(({ verdict }) => verdict === 'reject')?.reason ?? null };
}

/** As `understand` finds it: of the files the first that is a mail. */
export function mailsOf({ incoming: { files }, inspections }: Looked): readonly Buffer[] {
  const mail = files[inspections.findIndex(({ type }) => type === 'message/rfc822')];
  return mail ? [mail.content] : [];
}

export const acceptedMail: Inspection = {
  verdict: 'accept',
  reason: null,
  type: 'message/rfc822',
  name: 'letter.eml',
  pages: null,
};

/** Where the source has no key, the content is the key: handed in again after a crash it is the same arrival. */
export function withKey(incoming: Incoming): Incoming {
  if (incoming.key) return incoming;
  const hash = createHash('sha256');
  for (const { content } of incoming.files) hash.update(createHash('sha256').update(content).digest());
  return { ...incoming, key: `content:${incoming.channel}:${hash.digest('hex')}` };
}
