/** Which of our mails came back, from whom, and why (RFC 3464, and the free text of old servers). */
import type { ParsedMail } from '../office/ports/mail.ts';
import { domainOf, parseAddresses } from './addresses.ts';
import { all, first, type Headers, readHeaders } from './headers.ts';
import { soundsDelayed } from './machine-words.ts';
import { contentOf, type Part } from './mime.ts';
import { cleanText } from './plain.ts';
import { decodeWords } from './words.ts';

export interface BounceContext {
  /** Addresses that the report was sent to: us. */
  readonly to: readonly string[];
  readonly from: string | null;
  readonly ownDomains: readonly string[];
  readonly text: string;
}

export function readBounce(root: Part, { to, from, ownDomains, text }: BounceContext): NonNullable<ParsedMail['bounce']> {
  const status = find(root, (part) => /^message\/(?:global-)?delivery-status$/.test(part.type));
  const report = status === null ? null : readStatus(contentOf(status));
  const ours: Ours = (address) => to.includes(address) || ownDomains.includes(domainOf(address)) || address === from;
  return {
    for: report?.recipient ?? byHeaders(root.headers) ?? foreignAddress(text, ours) ?? onlyRecipient(root, text, ours),
    about: returnedId(root, text) ?? angle(first(root.headers, 'in-reply-to')),
    action: report === null ? (soundsDelayed(text) ? 'delayed' : 'failed') : report.action,
    reason: report?.reason ?? serverWords(text),
  };
}

/** RFC 8098 3.2: `Disposition: manual-action/MDN-sent-manually; displayed`, and whose Message-ID. Null without either. */
export function readReceipt(root: Part): ParsedMail['receipt'] {
  const part = find(root, ({ type }) => type === 'message/disposition-notification');
  if (part === null) return null;
  const content = contentOf(part);
  const { headers } = readHeaders(content, 0, content.length, content.length);
  const about = angle(first(headers, 'original-message-id')) ?? returnedId(root, '') ?? angle(first(root.headers, 'in-reply-to'));
  const what = /;\s*(displayed|deleted)/i.exec(first(headers, 'disposition') ?? '')?.[1]?.toLowerCase();
  // «dispatched», «processed», «denied» tell neither that somebody read it nor that nobody will
  return about === null || what === undefined ? null : { about, read: what === 'displayed' };
}

type Ours = (address: string) => boolean;

function find(part: Part, wanted: (part: Part) => boolean): Part | null {
  if (wanted(part)) return part;
  for (const each of part.parts) {
    const found = find(each, wanted);
    if (found !== null) return found;
  }
  return null;
}

/** Blocks by empty lines: the first speaks of the message, each next of one recipient. A failed one is told of first. */
function readStatus(content: Buffer) {
  const blocks: Headers[] = [];
  for (let at = 0; at < content.length; ) {
    const { headers, bodyAt } = readHeaders(content, at, content.length, content.length);
    if (headers.size > 0) blocks.push(headers);
    at = bodyAt > at ? bodyAt : content.length;
  }
  const recipients = blocks.filter((block) => block.has('original-recipient') || block.has('final-recipient'));
  const block = recipients.find((each) => /^failed/i.test(first(each, 'action') ?? '')) ?? recipients[0];
  if (block === undefined) return null;
  const words = first(block, 'diagnostic-code') ?? first(block, 'status');
  return {
    // Original-Recipient is what we wrote; Final-Recipient may be where it was forwarded to
    recipient: typed(first(block, 'original-recipient')) ?? typed(first(block, 'final-recipient')),
    action: /^[a-z]+/i.exec(first(block, 'action') ?? '')?.[0].toLowerCase() ?? null,
    reason: words === null ? null : cleanText(decodeWords(words.replace(/^(?:smtp|x-[\w-]+)\s*;\s*/i, '')), 1000),
  };
}

/** `rfc822; somebody@example.com` */
function typed(value: string | null): string | null {
  const address = (value ?? '').replace(/^[^;@]*;\s*/, '').trim();
  return parseAddresses(address)[0]?.address ?? null;
}

function byHeaders(headers: Headers): string | null {
  const value = first(headers, 'x-failed-recipients') ?? first(headers, 'x-mailer-daemon-recipients');
  return parseAddresses(value)[0]?.address ?? null;
}

/** Old servers write the address into the text, above the copy of our mail; one on a line of its own tells more than one in a sentence. */
function foreignAddress(text: string, ours: Ours): string | null {
  const above = aboveCopy(text).split('\n');
  const alone = above.filter((line) => /^\s*<?[^\s<>@]+@[^\s<>@]+>?[\s:.]*$/.test(line));
  for (const [address] of `${alone.join('\n')}\n${above.join('\n')}`.matchAll(ADDRESS)) {
    const clean = address.replace(/^[.'`=]+/, '');
    if (!ours(clean) && !/^(?:postmaster|mailer-daemon)@/i.test(clean)) return clean;
  }
  return null;
}

/** What the server says itself, without the copy of our mail below. */
export function aboveCopy(text: string): string {
  const lines = text.slice(0, 20_000).split('\n');
  const copy = lines.findIndex((line, at) => at > 0 && isAboveCopy(line));
  return lines.slice(0, copy < 0 ? lines.length : copy).join('\n');
}

/** The copy tells whom we wrote to, where the report does not: when it was one. */
function onlyRecipient(root: Part, text: string, ours: Ours): string | null {
  const copy = returnedHeaders(root);
  const lines = copy
    ? all(copy, 'to')
    : [...text.slice(0, 20_000).matchAll(/^[ \t]*to:[ \t]*(.{3,300})$/gim)].map(([, to]) => to ?? '');
  const boxes = lines
    .flatMap((each) => parseAddresses(each))
    .flatMap(({ address }) => (address?.includes('@') && !ours(address) ? address : []));
  return new Set(boxes).size === 1 ? (boxes[0] ?? null) : null;
}

const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\p{L}\d.-]{1,250}[\p{L}\d]/gu;

/** The line above the copy of our mail, or its first header. «The original message was received at …» is none. */
function isAboveCopy(line: string): boolean {
  const text = line.slice(0, 200);
  if (/^\s*(?:return-path|received|message-id|mime-version):/i.test(text)) return true;
  if (
    /^\s*(?:below (?:this line )?is a copy of|original message follows|this is a copy of|a copy of (?:the|your) message)/i.test(
      text,
    )
  )
    return true;
  return /^\s*[-_*=]{2,}.*(?:copy of|(?:original|returned|unsent|undelivered|your) message|message header|headers? follow|message follows|исходное сообщение|копия)/i.test(
    text,
  );
}

function returnedHeaders(root: Part): Headers | null {
  const copy = find(root, (part) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822(?:-headers)?|message\/global-headers)$/.test(part.type),
  );
  if (copy === null) return null;
  const content = contentOf(copy);
  return readHeaders(content, 0, content.length, content.length).headers;
}

/** Our Message-ID in the returned copy, whole or headers only; else in the copy that old servers put into the text. */
function returnedId(root: Part, text: string): string | null {
  const copy = returnedHeaders(root);
  const id = copy === null ? null : angle(first(copy, 'message-id'));
  if (id !== null) return id;
  const ids = [...text.matchAll(/^\s*message-id:\s*<([^<>\s]+)>/gim)];
  return ids[0]?.[1] ?? null;
}

function angle(value: string | null): string | null {
  return /<\s*([^<>\s]+)\s*>/.exec(value ?? '')?.[1] ?? null;
}

/** The first line that looks like an answer of a server: `550 5.1.1 …`. */
function serverWords(text: string): string | null {
  return /(?:^|[^\d.])([45]\d\d[ -](?:#?\d\.\d+\.\d+)?[^\n]{3,300})/.exec(text)?.[1]?.replace(/[)\s]+$/, '') ?? null;
}
