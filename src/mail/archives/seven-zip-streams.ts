/** How the files of a 7z lie in its packed streams: the properties of its header, read in order. */
import type { Buffer } from 'node:buffer';
import { MOST_ENTRIES } from './entry.ts';

export interface Coder {
  readonly id: string;
  readonly properties: Buffer;
}

export interface Folder {
  readonly coders: readonly Coder[];
  readonly outs: number;
  /** Whose output is the files': nothing else takes it in. */
  readonly main: number;
  sizes: number[];
  /** Of the files in it, when there are several. */
  files: number[];
  hasCrc: boolean;
}

export interface Streams {
  packAt: number;
  packSizes: number[];
  folders: Folder[];
}

export function sizeOf({ sizes, main }: Folder): number {
  return sizes[main] ?? 0;
}

export function cursor(bytes: Buffer, from: number) {
  let at = from;
  const byte = () => bytes.readUInt8(at++);
  /** As many ones lead the first byte as bytes follow. */
  const number = () => {
    const first = byte();
    let value = 0;
    for (let each = 0, mask = 0x80; each < 8; each++, mask >>= 1) {
      if ((first & mask) === 0) return value + (first & (mask - 1)) * 256 ** each;
      value += byte() * 256 ** each;
    }
    return value;
  };
  const many = () => {
    const value = number();
    if (value > MOST_ENTRIES * 10) throw new RangeError('too many');
    return value;
  };
  return {
    byte,
    number,
    many,
    take: (length: number) => {
      if (at + length > bytes.length) throw new RangeError('cut short');
      at += length;
      return bytes.subarray(at - length, at);
    },
    bits: (count: number) => {
      const found: boolean[] = [];
      for (let each = 0, value = 0; each < count; each++) {
        if (each % 8 === 0) value = byte();
        found.push((value & (0x80 >> (each % 8))) !== 0);
      }
      return found;
    },
    numbers: (count: number) => Array.from({ length: count }, number),
  };
}

export type Cursor = ReturnType<typeof cursor>;

function digests(read: Cursor, count: number): readonly boolean[] {
  const defined = read.byte() === 1 ? Array<boolean>(count).fill(true) : read.bits(count);
  read.take(4 * defined.filter(Boolean).length);
  return defined;
}

export function streamsOf(read: Cursor): Streams {
  const streams: Streams = { packAt: 0, packSizes: [], folders: [] };
  for (let id = read.byte(); id !== 0; id = read.byte()) {
    if (id === 6) packInfo(read, streams);
    else if (id === 7) streams.folders = unpackInfo(read);
    else if (id === 8) subStreams(read, streams.folders);
    else throw new RangeError('unknown property');
  }
  return streams;
}

function packInfo(read: Cursor, streams: Streams): void {
  streams.packAt = read.number();
  const count = read.many();
  for (let id = read.byte(); id !== 0; id = read.byte()) {
    if (id === 9) streams.packSizes = read.numbers(count);
    else if (id === 10) digests(read, count);
  }
}

function unpackInfo(read: Cursor): Folder[] {
  read.byte(); // kFolder
  const count = read.many();
  if (read.byte() !== 0) throw new RangeError('external folders');
  const folders = Array.from({ length: count }, () => folderOf(read));
  for (let id = read.byte(); id !== 0; id = read.byte()) {
    if (id === 12) for (const folder of folders) folder.sizes = read.numbers(folder.outs);
    else if (id === 10)
      for (const [index, has] of digests(read, count).entries()) Object.assign(folders[index] ?? {}, { hasCrc: has });
  }
  return folders;
}

function folderOf(read: Cursor): Folder {
  const coders: Coder[] = [];
  let ins = 0;
  let outs = 0;
  for (let left = read.many(); left > 0; left--) {
    const flags = read.byte();
    const id = read.take(flags & 15).toString('hex');
    const [inputs, outputs] = flags & 16 ? [read.many(), read.many()] : [1, 1];
    coders.push({ id, properties: read.take(flags & 32 ? read.many() : 0) });
    ins += inputs;
    outs += outputs;
  }
  const bound = Array.from({ length: outs - 1 }, () => read.numbers(2)[1]);
  const packed = ins - (outs - 1);
  if (packed > 1) read.numbers(packed);
  const main = Array.from({ length: outs }, (_, index) => index).find((index) => !bound.includes(index)) ?? 0;
  return { coders, outs, main, sizes: [], files: [], hasCrc: false };
}

function subStreams(read: Cursor, folders: Folder[]): void {
  let counts = folders.map(() => 1);
  let id = read.byte();
  if (id === 13) {
    counts = folders.map(() => read.many());
    id = read.byte();
  }
  for (const [index, folder] of folders.entries()) {
    const count = counts[index] ?? 0;
    const sizes = id === 9 && count > 1 ? read.numbers(count - 1) : [];
    const rest = sizeOf(folder) - sizes.reduce((sum, each) => sum + each, 0);
    folder.files = count === 0 ? [] : [...sizes, rest];
  }
  if (id === 9) id = read.byte();
  if (id === 10)
    digests(
      read,
      folders.reduce((sum, { hasCrc }, index) => sum + (counts[index] === 1 && hasCrc ? 0 : (counts[index] ?? 0)), 0),
    );
  while (id !== 0) id = read.byte();
}
