/** An outgoing mail as bytes, signed where we have a key. The same mail gives the same bytes, so that a repeat is recognised as one. */

import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { ComposedMail, OutgoingMail } from '../office/ports/mail.ts';
import { Undeliverable } from '../office/ports/mail.ts';
import { parseAddresses } from './addresses.ts';
import { safeName } from './names.ts';
import { cleanLine } from './plain.ts';

/** Signature of our domain on the mail (RFC 6376). `privateKey` is PEM. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: string;
}

export type Compose = (mail: OutgoingMail) => Promise<ComposedMail>;

/** `from` is our address, with or without a name; identifiers may come with or without angle brackets. */
export function composer(from: string, dkim: DkimKey | null = null): Compose {
  const signing = dkim && { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey };
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...(signing && { dkim: signing }) });
  const sender = bareAddress(from);
  return async (mail) => {
    const recipients = recipientsOf(mail.to);
    const messageId = `<${bareId(mail.messageId)}>`;
    const { message } = await builder.sendMail({
      from,
      to: mail.to,
      subject: cleanLine(mail.subject),
      text: mail.text,
      html: mail.html,
      messageId,
      date: mail.date,
      // Without it the boundaries are random
      baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
      ...(mail.inReplyTo ? { inReplyTo: `<${bareId(mail.inReplyTo)}>` } : {}),
      ...(mail.references.length > 0 ? { references: mail.references.map((id) => `<${bareId(id)}>`) } : {}),
      headers: mail.automatic ? automaticHeaders(sender, mail.inReplyTo !== null) : {},
      // filename* by RFC 2231 and name by RFC 2047: each mail program reads one of them
      attachments: mail.attachments.map(({ name, type, content }) => ({
        filename: safeName(name, 200) ?? 'file',
        contentType: type,
        content,
      })),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { raw: message as Buffer, messageId, to: recipients };
  };
}

/** Our address under a name that people know: mail programs show it in place of «kanc». A name that stands there is kept. */
export function withName(from: string, name: string): string {
  const [box] = parseAddresses(from);
  return box?.address && !box.name ? `"${name.replace(/["\\]/g, '')}" <${box.address}>` : from;
}

/** The bare address of «Канцелярия <kanc@…>». */
export function bareAddress(from: string): string {
  return parseAddresses(from)[0]?.address ?? from;
}

/** @throws Undeliverable when there is none in it */
function recipientsOf(to: string): readonly string[] {
  const recipients = parseAddresses(to).flatMap(({ address }) => (address?.includes('@') ? address : []));
  if (recipients.length > 0) return recipients;
  throw new Undeliverable(`«${cleanLine(to)}» не адрес электронной почты. Исправьте его в карточке.`);
}

/** RFC 3834 5: machines shall not answer; X-Loop tells us our own mail when it comes back. */
function automaticHeaders(sender: string, answers: boolean): Record<string, string> {
  return { 'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Loop': sender };
}

function bareId(id: string): string {
  return cleanLine(id).replace(/[<>\s]/g, '');
}
