/** winmail.dat: what Outlook wraps letter and files in (MS-OXTNEF). Read as far as it goes; the .dat itself is kept. */
import type { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';

export interface Tnef {
  /** Null when it holds none. */
  readonly text: string | null;
  /** Beside the text or in place of it: compressed RTF, and HTML as bytes. */
  readonly rtf: Buffer | null;
  readonly html: Buffer | null;
  readonly files: readonly { readonly name: string; readonly size: number; readonly content: Buffer }[];
}

const SIGNATURE = 0x223e9f78;
const CODE_PAGE = 0x00069007;
const BODY = 0x0002800c;
const MESSAGE_PROPERTIES = 0x00069003;
const RENDERING = 0x00069002;
const TITLE = 0x00018010;
const DATA = 0x0006800f;
const FILE_PROPERTIES = 0x00069005;

const PR_BODY = 0x1000;
const PR_RTF_COMPRESSED = 0x1009;
const PR_HTML = 0x1013;
const PR_ATTACH_LONG_FILENAME = 0x3707;

const MOST_FILES = 1000;

export function readTnef(bytes: Buffer): Tnef {
  const files: { name: string; content: Buffer }[] = [];
  let text: string | null = null;
  let rtf: Buffer | null = null;
  let html: Buffer | null = null;
  let page = 'windows-1252';
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return { text, rtf, html, files: [] };
  for (let at = 6; at + 9 <= bytes.length && files.length < MOST_FILES; ) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const value = bytes.subarray(at + 9, at + 9 + length);
    const file = files.at(-1);
    if (id === CODE_PAGE && value.length >= 4) page = pageOf(value.readUInt32LE(0));
    else if (id === BODY) text = string(value, page);
    else if (id === MESSAGE_PROPERTIES) {
      text ??= asText(property(value, PR_BODY), page);
      rtf ??= asBytes(property(value, PR_RTF_COMPRESSED));
      html ??= asBytes(property(value, PR_HTML));
    } else if (id === RENDERING) files.push({ name: '', content: bytes.subarray(0, 0) });
    else if (id === TITLE && file) file.name ||= string(value, page);
    else if (id === DATA && file) file.content = value;
    else if (id === FILE_PROPERTIES && file) file.name = asText(property(value, PR_ATTACH_LONG_FILENAME), page) ?? file.name;
    at += 9 + length + 2;
  }
  return {
    text,
    rtf,
    html,
    files: files.map(({ name, content }, index) => ({ name: name || `вложение-${index + 1}`, size: content.length, content })),
  };
}

function pageOf(number: number): string {
  const page = number === 65_001 ? 'utf8' : `cp${number}`;
  return iconv.encodingExists(page) ? page : 'windows-1252';
}

function string(value: Buffer, page: string): string {
  return iconv.decode(value, page).replace(/\0.*$/s, '');
}

/** Bytes of the value types of fixed length (MS-OXCDATA 2.11.1); strings and binaries tell theirs. */
const FIXED: Readonly<Record<number, number>> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 };

interface Property {
  readonly type: number;
  readonly bytes: Buffer;
}

function asText(found: Property | null, page: string): string | null {
  if (found === null || (found.type !== 0x1e && found.type !== 0x1f)) return null;
  return string(found.bytes, found.type === 0x1f ? 'utf16le' : page);
}

function asBytes(found: Property | null): Buffer | null {
  return found?.type === 0x102 ? found.bytes : null;
}

/** The first of this id in a list of MAPI properties; null when it is not there, or behind something unknown. */
function property(value: Buffer, wanted: number): Property | null {
  if (value.length < 4) return null;
  let at = 4;
  for (let left = Math.min(value.readUInt32LE(0), 1000); left > 0 && at + 4 <= value.length; left--) {
    const type = value.readUInt16LE(at) & 0xfff;
    const id = value.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      if (at + 24 > value.length) return null;
      // A name of its own: GUID, kind, then a number or a string
      const named = value.readUInt32LE(at + 16) === 1;
      at += 24 + (named ? padded(value.readUInt32LE(at + 20)) : 0);
    }
    const fixed = FIXED[type];
    if (fixed !== undefined) {
      at += fixed;
      continue;
    }
    if (at + 4 > value.length) return null;
    const values = value.readUInt32LE(at);
    at += 4;
    for (let n = 0; n < values && n < 1000; n++) {
      if (at + 4 > value.length) return null;
      const length = value.readUInt32LE(at);
      const bytes = value.subarray(at + 4, at + 4 + length);
      if (id === wanted) return { type, bytes };
      at += 4 + padded(length);
    }
  }
  return null;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
