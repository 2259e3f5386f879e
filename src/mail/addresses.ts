/** Mailboxes of the address headers (RFC 5322 3.4, RFC 6532). */
import { domainToUnicode } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { cleanLine } from './plain.ts';
import { decodeWords } from './words.ts';

export interface Mailbox {
  readonly name: string | null;
  /** Null when the header names somebody without an address. A mail daemon's may lack its domain. */
  readonly address: string | null;
}

/** `header` is latin1, one character a byte; `hint` the charset of raw eight-bit names. Groups are opened. At most 1000 mailboxes. */
export function parseAddresses(header: string | null, hint: string | null = null): Mailbox[] {
  if (header === null) return [];
  const simple = SIMPLE.exec(header);
  if (simple) return [mailbox(simple[1] ?? simple[2] ?? '', simple[3] ?? simple[4] ?? '', hint)];
  const found = addressparser(closed(header.slice(0, LONGEST)), { flatten: true }).slice(0, MOST);
  const boxes = found.map(({ name, address }) => mailbox(name, address, hint));
  if (boxes.some(({ address }) => address !== null)) return boxes;
  // The whole mailbox, address and all, inside one encoded word (against RFC 2047 5)
  const decoded = decodeWords(header, hint);
  const inside = addressparser(decoded, { flatten: true }).slice(0, MOST);
  if (decoded !== header && inside.some(({ address }) => address.includes('@'))) {
    return inside.map(({ name, address }) => ({ name: cleanLine(name) || null, address: cleanAddress(address) }));
  }
  return boxes;
}

/** Everything after the last @, in lower case, in Unicode; an empty string when there is none. */
export function domainOf(address: string | null): string {
  const domain = (address ?? '').slice((address ?? '').lastIndexOf('@') + 1).toLowerCase();
  return (address ?? '').includes('@') ? domainToUnicode(domain) || domain : '';
}

/** `Name <address>`, `"Name" <address>` or the bare address: nearly all headers, and the parser takes its time. */
const SIMPLE =
  /^(?:(?:"([^"\\]*)"|([^"<>(),:;@\\]*))\s*<([^\s<>@,:;"()]+@[^\s<>@,:;"()]+)>|([^\s<>@,:;"()=]+@[^\s<>@,:;"()=]+))$/;

const LONGEST = 200_000;
const MOST = 1000;

function mailbox(name: string, address: string, hint: string | null): Mailbox {
  return { name: cleanLine(decodeWords(name, hint)) || null, address: cleanAddress(decodeWords(address, hint)) };
}

/** A quote that nobody closes would swallow the address. */
function closed(header: string): string {
  const quotes = header.replace(/\\./g, '').split('"').length - 1;
  return quotes % 2 === 0 ? header : header.replace(/\\?"/g, ' ');
}

function cleanAddress(address: string): string | null {
  const clean = cleanLine(address)
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .replace(/\.$/, ''); // the root of all domains, written out
  return clean !== '' && (!/\s/.test(clean) || clean.startsWith('"')) ? clean : null;
}
