/** The list of contents of a zip (APPNOTE 4.3.12): only its directory is read, nothing is unpacked. */
import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const COMMENT_BYTES = 65_535;
/** A directory of more is made to annoy. */
const MOST = 10_000;

/** Files only, in order. @throws RangeError on offsets that lead nowhere */
export function zipNames(content: Buffer): readonly string[] {
  const end = endOf(content);
  if (end < 0) return [];
  const count = Math.min(content.readUInt16LE(end + 10), MOST);
  const names: string[] = [];
  for (let at = content.readUInt32LE(end + 16), n = 0; n < count && content.readUInt32LE(at) === ENTRY; n++) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => content.readUInt16LE(at + place)) as Three;
    const name = nameOf(content.subarray(at + 46, at + 46 + nameBytes), (content.readUInt16LE(at + 8) & 0x800) !== 0);
    if (!name.endsWith('/')) names.push(name);
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return names;
}

type Three = [number, number, number];

function endOf(content: Buffer): number {
  for (let at = content.length - END_BYTES; at >= Math.max(0, content.length - END_BYTES - COMMENT_BYTES); at--) {
    if (content.readUInt32LE(at) === END) return at;
  }
  return -1;
}

/** Without the mark of UTF-8 Russian archivers write the code page of DOS, others UTF-8 all the same. */
function nameOf(bytes: Buffer, utf8: boolean): string {
  if (utf8) return bytes.toString('utf8');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : iconv.decode(bytes, 'cp866');
}
