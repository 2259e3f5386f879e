/** The list of contents of a RAR, of format 5 and of the older one: its block headers are read, nothing is unpacked. */
import type { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { type Entry, type Listing, MOST_ENTRIES } from './entry.ts';

const SIGNATURE = 'Rar!\x1a\x07';

/** @throws RangeError when it is cut short */
export function listRar(content: Buffer): Listing {
  // A self-extracting one has a program before it; those come under the type of a program
  if (content.toString('latin1', 0, 6) !== SIGNATURE) return { entries: [], hidden: false };
  return content[6] === 1 ? listRar5(content) : listRar4(content);
}

const FILE5 = 2;
const ENCRYPTION5 = 4;
const END5 = 5;
const HAS_EXTRA = 1;
const HAS_DATA = 2;
const DIRECTORY = 1;
const HAS_TIME = 2;
const HAS_CRC = 4;
const EXTRA_ENCRYPTION = 1;

function listRar5(content: Buffer): Listing {
  const entries: Entry[] = [];
  for (let at = 8; at + 6 < content.length && entries.length < MOST_ENTRIES; ) {
    const read = reader(content, at + 4);
    const headerBytes = read.vint();
    const end = read.at() + headerBytes;
    const type = read.vint();
    const flags = read.vint();
    const extraBytes = flags & HAS_EXTRA ? read.vint() : 0;
    const dataBytes = flags & HAS_DATA ? read.vint() : 0;
    if (type === ENCRYPTION5) return { entries, hidden: true };
    if (type === END5 || end > content.length || headerBytes === 0) break;
    if (type === FILE5) {
      const fileFlags = read.vint();
      const size = read.vint();
      read.vint(); // attributes
      read.skip((fileFlags & HAS_TIME ? 4 : 0) + (fileFlags & HAS_CRC ? 4 : 0));
      read.vint(); // compression
      read.vint(); // operating system
      const name = read.text(read.vint());
      const locked = extraTypes(content, end - extraBytes, end).includes(EXTRA_ENCRYPTION);
      if (!(fileFlags & DIRECTORY)) entries.push({ name, size: fileFlags & 8 ? null : size, locked });
    }
    at = end + dataBytes;
  }
  return { entries, hidden: false };
}

/** Records of size, type, data. */
function extraTypes(content: Buffer, from: number, until: number): readonly number[] {
  const types: number[] = [];
  for (let at = from; at < until; ) {
    const read = reader(content, at);
    const size = read.vint();
    const start = read.at();
    types.push(read.vint());
    at = start + Math.max(1, size);
  }
  return types;
}

function reader(content: Buffer, from: number) {
  let at = from;
  return {
    at: () => at,
    skip: (bytes: number) => {
      at += bytes;
    },
    /** Seven bits a byte, the lowest first. */
    vint: () => {
      let value = 0;
      for (let shift = 0; shift < 10; shift++) {
        const byte = content.readUInt8(at++);
        value += (byte & 127) * 128 ** shift;
        if (byte < 128) return value;
      }
      throw new RangeError('a number without an end');
    },
    text: (bytes: number) => {
      at += bytes;
      return content.toString('utf8', at - bytes, at);
    },
  };
}

const MAIN4 = 0x73;
const FILE4 = 0x74;
const END4 = 0x7b;

function listRar4(content: Buffer): Listing {
  const entries: Entry[] = [];
  for (let at = 7; at + 7 <= content.length && entries.length < MOST_ENTRIES; ) {
    const type = content.readUInt8(at + 2);
    const flags = content.readUInt16LE(at + 3);
    const headerBytes = content.readUInt16LE(at + 5);
    if (type === MAIN4 && flags & 0x80) return { entries, hidden: true };
    if (type === END4 || headerBytes < 7) break;
    const dataBytes = type === FILE4 || flags & 0x8000 ? content.readUInt32LE(at + 7) : 0;
    if (type === FILE4) {
      const high = flags & 0x100;
      const size = content.readUInt32LE(at + 11) + (high ? content.readUInt32LE(at + 36) * 2 ** 32 : 0);
      const nameAt = at + (high ? 40 : 32);
      const name = nameOf4(content.subarray(nameAt, nameAt + content.readUInt16LE(at + 26)), (flags & 0x200) !== 0);
      if ((flags & 0xe0) !== 0xe0) entries.push({ name: name.replaceAll('\\', '/'), size, locked: (flags & 4) !== 0 });
    }
    at += headerBytes + dataBytes;
  }
  return { entries, hidden: false };
}

/** The name in the code page of DOS, a zero, and the same in UTF-16 by a packing of its own. */
function nameOf4(bytes: Buffer, isUnicode: boolean): string {
  const zero = bytes.indexOf(0);
  if (!isUnicode) return iconv.decode(bytes, 'cp866');
  if (zero < 0) return bytes.toString('utf8');
  return unpackedName(bytes.subarray(0, zero), bytes.subarray(zero + 1));
}

function unpackedName(plain: Buffer, packed: Buffer): string {
  const codes: number[] = [];
  const high = (packed[0] ?? 0) << 8;
  let flags = 0;
  let bits = 0;
  for (let at = 1; at < packed.length && codes.length < 2048; ) {
    if (bits === 0) {
      flags = packed[at++] ?? 0;
      bits = 8;
    }
    bits -= 2;
    const kind = (flags >> bits) & 3;
    const byte = packed[at++] ?? 0;
    if (kind === 0) codes.push(byte);
    else if (kind === 1) codes.push(byte + high);
    else if (kind === 2) codes.push(byte + ((packed[at++] ?? 0) << 8));
    else {
      const correction = byte & 128 ? (packed[at++] ?? 0) : 0;
      for (let left = (byte & 127) + 2; left > 0; left--) {
        const code = plain[codes.length] ?? 0;
        codes.push(byte & 128 ? ((code + correction) & 255) + high : code);
      }
    }
  }
  return String.fromCharCode(...codes);
}
