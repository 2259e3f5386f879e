/** The letter in a winmail.dat: Outlook keeps it as text, as HTML or as RTF, and seldom as more than one. */
import { Buffer } from 'node:buffer';
import { decodeText } from './charset.ts';
import { htmlToText } from './html-text.ts';
import { unpackRtf } from './lzfu.ts';
import { headOf, type Part } from './mime.ts';
import { readRtf } from './rtf.ts';
import { readTnef } from './tnef.ts';

/** By its type, by its name, or by its first bytes: gateways rename it. */
export function isOutlook(part: Part): boolean {
  if (/^application\/(?:vnd\.)?ms-tnef$/.test(part.type)) return true;
  return part.type === 'application/octet-stream' && headOf(part, 4).equals(SIGNATURE);
}

const SIGNATURE = Buffer.from([0x78, 0x9f, 0x3e, 0x22]);

/** Null when it holds no letter. */
export function outlookText(bytes: Buffer, maxHtml: number): string | null {
  const { text, html, rtf } = readTnef(bytes);
  if (text?.trim()) return text;
  if (html !== null) return htmlToText(decodeText(html, null).text, maxHtml);
  const plain = rtf === null ? null : unpackRtf(rtf, MOST_RTF);
  return plain === null ? null : rtfText(plain, maxHtml);
}

/** RTF grows with pictures; letters do not. */
const MOST_RTF = 5 * 2 ** 20;

export function rtfText(rtf: Buffer, maxHtml: number): string {
  const { kind, content } = readRtf(rtf.subarray(0, MOST_RTF));
  return kind === 'html' ? htmlToText(content, maxHtml) : content;
}
