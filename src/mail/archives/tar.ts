/** The list of contents of a tar (POSIX.1 ustar): its headers are read, nothing is unpacked. */
import type { Buffer } from 'node:buffer';
import { type Entry, type Listing, MOST_ENTRIES } from './entry.ts';

const BLOCK = 512;

export function listTar(content: Buffer): Listing {
  const entries: Entry[] = [];
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= content.length && entries.length < MOST_ENTRIES; ) {
    const header = content.subarray(at, at + BLOCK);
    if (header[0] === 0) break;
    const size = Number.parseInt(field(header, 124, 12), 8) || 0;
    const type = String.fromCharCode(header[156] ?? 0);
    const prefix = field(header, 345, 155);
    const name: string =
      longName ?? (prefix && header.toString('latin1', 257, 262) === 'ustar' ? `${prefix}/` : '') + field(header, 0, 100);
    longName = type === 'L' ? field(content, at + BLOCK, Math.min(size, 4096)) : null;
    if (type === '0' || type === '\0') entries.push({ name, size, locked: false });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return { entries, hidden: false };
}

function field(bytes: Buffer, from: number, length: number): string {
  const text = bytes.toString('utf8', from, from + length);
  const zero = text.indexOf('\0');
  return (zero < 0 ? text : text.slice(0, zero)).trim();
}
