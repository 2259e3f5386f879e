/** Encoded words of RFC 2047, as they really come: without blanks between them, in quotes, with a character cut in two. */
import { Buffer } from 'node:buffer';
import { decodeText } from './charset.ts';
import { decodeQuotedPrintable } from './transfer.ts';

/** A header value as text; what a gateway has encoded once more is decoded once more. */
export function decodeWords(value: string, hint: string | null = null): string {
  const text = decodeOnce(value, hint);
  return text !== value && ENCODED.test(text) && PLAIN.test(text) ? decodeOnce(text, hint) : text;
}

const ENCODED = /^\s*=\?[\w.:*+-]{1,80}\?[bq]\?[^?\r\n]{0,2000}\?=/i;

/**
 * A header value (latin1, one character a byte) as text. Neighbouring words of one charset are joined as bytes before they are
 * decoded, because senders cut characters in two (against RFC 2047 5). `hint` is the charset for raw eight-bit pieces.
 */
function decodeOnce(value: string, hint: string | null): string {
  const header = value.length > LONGEST ? value.slice(0, LONGEST) : value;
  if (!header.includes('=?')) return PLAIN.test(header) ? header : decodeText(Buffer.from(header, 'latin1'), hint).text;
  const runs: Run[] = [];
  let at = 0;
  for (const match of header.matchAll(WORD)) {
    const between = header.slice(at, match.index);
    const last = runs.at(-1);
    // White space between two words belongs to the encoding, not to the text (RFC 2047 6.2)
    if (between && !(last?.charset && /^\s*$/.test(between)))
      runs.push({ charset: null, bytes: [Buffer.from(between, 'latin1')] });
    const charset = (match[1] ?? '').toLowerCase();
    const bytes = decodeWord(match[2] ?? '', match[3] ?? '');
    const open = runs.at(-1);
    if (open?.charset === charset) open.bytes.push(bytes);
    else runs.push({ charset, bytes: [bytes] });
    at = match.index + match[0].length;
  }
  if (at < header.length) runs.push({ charset: null, bytes: [Buffer.from(header.slice(at), 'latin1')] });
  return runs.map(({ charset, bytes }) => decodeText(Buffer.concat(bytes), charset ?? hint).text).join('');
}

interface Run {
  readonly charset: string | null;
  readonly bytes: Buffer[];
}

const PLAIN = /^[ -~]*$/;

/** The length of a word is bounded, else a header of «=?a?q?=?a?q?…» costs quadratic time. */
const WORD = /=\?([\w.:+()-]{1,60})(?:\*[\w-]{0,20})?\?([bq])\?([^\r\n]{0,2000}?)\?=/gi;
const LONGEST = 65_536;

function decodeWord(encoding: string, text: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
  return decodeQuotedPrintable(Buffer.from(text.replaceAll('_', ' '), 'latin1'));
}
