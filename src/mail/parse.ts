/** A raw message as what people read. Never throws; what could not be understood is said in `remarks`. */

import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ParseAsked, ParsedMail } from '../office/ports/mail.ts';
import { type Mailbox, parseAddresses } from './addresses.ts';
import { classify, proofOf } from './automatic.ts';
import { readBody } from './body.ts';
import { readBounce, readReceipt } from './bounce.ts';
import { decodeText } from './charset.ts';
import { fingerprint } from './fingerprint.ts';
import { all, first, type Headers } from './headers.ts';
import { readMime } from './mime.ts';
import { cleanLine, cleanText } from './plain.ts';
import { readFiles } from './read-files.ts';
import { sealOf, withoutArmour } from './seal.ts';
import { sentAt } from './sent-at.ts';
import { decodeWords } from './words.ts';

export interface ParseSettings {
  /** As in config.ts. */
  readonly limits: Readonly<
    Record<'mailHeaderBytes' | 'mailParts' | 'mailDepth' | 'htmlChars' | 'textChars' | 'nameChars', number>
  >;
  /** Our own mail domains in lower case: loops, bounces. */
  readonly ownDomains: readonly string[];
}

export async function parseMail(raw: Buffer, settings: ParseSettings, asked: ParseAsked = {}): Promise<ParsedMail> {
  try {
    return await read(raw, settings, asked);
  } catch (error) {
    return unreadable(raw, settings, `Письмо не удалось разобрать (${(error as Error).message}). Откройте исходный файл.`);
  }
}

/** What can be said of a message that could not be parsed: its bytes as text. */
export function unreadable(raw: Buffer, { limits }: ParseSettings, remark: string): ParsedMail {
  const text = cleanText(decodeText(raw.subarray(0, limits.textChars), null).text, limits.textChars);
  const nothing = { messageId: null, inReplyTo: null, references: [], sentAt: null, to: [], subject: null, replyTo: null };
  return {
    ...nothing,
    from: { name: null, address: null },
    text,
    seal: null,
    html: null,
    attachments: [],
    automatic: null,
    proof: [],
    bounce: null,
    receipt: null,
    fingerprint: createHash('sha256').update(raw).digest('hex'),
    remarks: [remark],
  };
}

async function read(raw: Buffer, { limits, ownDomains }: ParseSettings, asked: ParseAsked): Promise<ParsedMail> {
  const { root, cut } = readMime(raw, limits);
  const { headers } = root;
  const body = readBody(root, limits);
  const whole = cleanText(body.text, limits.textChars);
  const seal = sealOf(root, whole);
  const text = withoutArmour(whole);
  const hint = body.charset;
  const attachments = await readFiles(body.files, hint, limits.nameChars, asked.contents !== false);

  const from = authorOf(headers, hint);
  const to = recipients(headers, hint);
  const known = {
    messageId: messageIds(first(headers, 'message-id'))[0] ?? null,
    inReplyTo: messageIds(first(headers, 'in-reply-to'))[0] ?? null,
    references: all(headers, 'references').flatMap(messageIds),
    sentAt: sentAt(first(headers, 'date')),
    to,
    subject: cleanLine(decodeWords(first(headers, 'subject') ?? '', hint)) || null,
    from,
  };
  const reportType = root.params.get('report-type')?.toLowerCase() ?? null;
  const automatic = classify({ ...known, text, headers, type: root.type, reportType }, ownDomains);
  const hollow = !automatic && !known.subject && !text.trim() && attachments.length === 0;
  return {
    ...known,
    replyTo: parseAddresses(first(headers, 'reply-to'), hint).find(({ address }) => address?.includes('@'))?.address ?? null,
    text,
    seal,
    html: body.html?.slice(0, limits.htmlChars) ?? null,
    attachments,
    automatic,
    proof: automatic === null ? [] : proofOf(automatic, headers),
    bounce: automatic === 'bounce' ? readBounce(root, { to, from: from.address, ownDomains, text }) : null,
    receipt: reportType === 'disposition-notification' ? readReceipt(root) : null,
    fingerprint: fingerprint({ ...known, from: from.address, text: whole, files: attachments.filter(({ within }) => !within) }),
    remarks: [...(cut ? [CUT] : []), ...(hollow ? [HOLLOW] : [])],
  };
}

/** Without a From whoever sent it or wants the answer is the author. */
function authorOf(headers: Headers, hint: string | null): Mailbox {
  const named = ['from', 'sender', 'reply-to'].map((name) => parseAddresses(first(headers, name), hint)[0]);
  return named.find((box) => box?.address || box?.name) ?? { name: null, address: null };
}

const CUT = 'В письме слишком много частей: показаны не все. Откройте исходный файл.';
const HOLLOW = 'В письме нет ни темы, ни текста, ни вложений. Откройте исходный файл.';

/** To, Cc and the mailbox of delivery, each address once. */
function recipients(headers: Headers, hint: string | null): string[] {
  const boxes = ['to', 'cc', 'delivered-to', 'x-original-to'].flatMap((name) =>
    all(headers, name).flatMap((each) => parseAddresses(each, hint)),
  );
  return [...new Set(boxes.flatMap(({ address }) => (address?.includes('@') ? address : [])))];
}

/** Without the angle brackets. An empty `<>` is no identifier. */
function messageIds(value: string | null): string[] {
  const text = (value ?? '').slice(0, 65_536);
  const bracketed = [...text.matchAll(/<\s*([^<>\s]+)\s*>/g)].map((match) => match[1] ?? '');
  if (bracketed.length > 0) return bracketed;
  const words = text.split(/[\s<>]+/).filter((word) => word !== '');
  return words.length === 1 ? words : words.filter((word) => word.includes('@'));
}
