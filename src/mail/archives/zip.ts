/** The list of contents of a zip (APPNOTE 4.3.12): only its directory is read, nothing is unpacked. */
import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { type Entry, type Listing, MOST_ENTRIES } from './entry.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const COMMENT_BYTES = 65_535;
const ENCRYPTED = 0x1;
const UTF8 = 0x800;

/** Files only, in order. @throws RangeError on offsets that lead nowhere */
export function listZip(content: Buffer): Listing {
  const end = endOf(content);
  if (end < 0) return { entries: [], hidden: false };
  const count = Math.min(content.readUInt16LE(end + 10), MOST_ENTRIES);
  const entries: Entry[] = [];
  for (let at = content.readUInt32LE(end + 16), n = 0; n < count && content.readUInt32LE(at) === ENTRY; n++) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => content.readUInt16LE(at + place)) as Three;
    const flags = content.readUInt16LE(at + 8);
    const name = nameOf(content.subarray(at + 46, at + 46 + nameBytes), (flags & UTF8) !== 0);
    const extra = content.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const size = sizeOf(content.readUInt32LE(at + 24), extra);
    if (!name.endsWith('/')) entries.push({ name, size, locked: (flags & ENCRYPTED) !== 0 });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return { entries, hidden: false };
}

type Three = [number, number, number];

function endOf(content: Buffer): number {
  for (let at = content.length - END_BYTES; at >= Math.max(0, content.length - END_BYTES - COMMENT_BYTES); at--) {
    if (content.readUInt32LE(at) === END) return at;
  }
  return -1;
}

/** Over four gigabytes the size stands in the extra field 1 (APPNOTE 4.5.3). */
function sizeOf(size: number, extra: Buffer): number {
  if (size !== 0xffffffff) return size;
  for (let at = 0; at + 12 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return Number(extra.readBigUInt64LE(at + 4));
  }
  return size;
}

/** Without the mark of UTF-8 Russian archivers write the code page of DOS, others UTF-8 all the same. */
function nameOf(bytes: Buffer, utf8: boolean): string {
  if (utf8) return bytes.toString('utf8');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : iconv.decode(bytes, 'cp866');
}
