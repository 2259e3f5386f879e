/** An outgoing mail as bytes. The same mail gives the same bytes, so that a repeat is recognised as one. */

import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { OutgoingMail } from '../office/ports/mail.ts';
import { Undeliverable } from '../office/ports/mail.ts';
import { parseAddresses } from './addresses.ts';
import { safeName } from './names.ts';
import { cleanLine } from './plain.ts';

export interface ComposedMail {
  readonly raw: Buffer;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string[] };
}

/**
 * `from` is our address, with or without a name; identifiers may come with or without angle brackets.
 * @throws Undeliverable when `to` is no address
 */
export async function composeMail(mail: OutgoingMail, from: string): Promise<ComposedMail> {
  const recipients = parseAddresses(mail.to).flatMap(({ address }) => (address?.includes('@') ? address : []));
  if (recipients.length === 0)
    throw new Undeliverable(`«${cleanLine(mail.to)}» не адрес электронной почты. Исправьте его в карточке.`);
  const messageId = bare(mail.messageId);
  const sender = parseAddresses(from)[0]?.address ?? from;
  const { message, envelope } = await builder.sendMail({
    from,
    to: mail.to,
    subject: cleanLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${messageId}>`,
    date: mail.date,
    // Without it the boundaries are random
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    ...(mail.inReplyTo ? { inReplyTo: `<${bare(mail.inReplyTo)}>` } : {}),
    ...(mail.references.length > 0 ? { references: mail.references.map((id) => `<${bare(id)}>`) } : {}),
    headers: mail.automatic ? automaticHeaders(sender) : {},
    // filename* by RFC 2231 and name by RFC 2047: each mail program reads one of them
    attachments: mail.attachments.map(({ name, type, content }) => ({
      filename: safeName(name, 200) ?? 'file',
      contentType: type,
      content,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { raw: message as Buffer, messageId, envelope: { from: sender, to: envelope.to } };
}

const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** RFC 3834: machines shall not answer; X-Loop tells us our own mail when it comes back. */
function automaticHeaders(sender: string): Record<string, string> {
  return { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Loop': sender };
}

function bare(id: string): string {
  return cleanLine(id).replace(/[<>\s]/g, '');
}
