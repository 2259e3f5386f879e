/** The list of contents of a 7z (7zFormat.txt of the LZMA SDK): the list is unpacked, the files are not. */
import type { Buffer } from 'node:buffer';
import { type Entry, type Listing, MOST_ENTRIES } from './entry.ts';
import { unpackLzma } from './lzma.ts';
import { type Cursor, cursor, type Folder, sizeOf, streamsOf } from './seven-zip-streams.ts';

const NOTHING: Listing = { entries: [], hidden: false };
const LZMA = '030101';
const AES = '06f10701';
const HEADER_BYTES = 2 ** 24;

/** @throws RangeError when it is cut short or no 7z */
export function listSevenZip(content: Buffer): Listing {
  const at = 32 + Number(content.readBigUInt64LE(12));
  const size = Number(content.readBigUInt64LE(20));
  if (size === 0) return NOTHING;
  let header = content.subarray(at, at + size);
  // A packed list may be packed again
  for (let times = 0; header[0] === 0x17 && times < 4; times++) {
    const streams = streamsOf(cursor(header, 1));
    const [folder] = streams.folders;
    const [coder] = folder?.coders ?? [];
    if (!folder || !coder) return NOTHING;
    if (folder.coders.some(({ id }) => id === AES)) return { entries: [], hidden: true };
    const packed = content.subarray(32 + streams.packAt, 32 + streams.packAt + (streams.packSizes[0] ?? 0));
    const unpacked = sizeOf(folder);
    if (folder.coders.length > 1 || (coder.id !== LZMA && coder.id !== '00') || unpacked > HEADER_BYTES) return NOTHING;
    header = coder.id === '00' ? packed : unpackLzma(coder.properties, packed, unpacked);
  }
  return header[0] === 1 ? listed(cursor(header, 1)) : NOTHING;
}

function listed(read: Cursor): Listing {
  let folders: readonly Folder[] = [];
  let id = read.byte();
  if (id === 2) throw new RangeError('archive properties');
  if (id === 4) {
    folders = streamsOf(read).folders;
    id = read.byte();
  }
  if (id !== 5) return NOTHING;
  const count = read.many();
  let names: readonly string[] = [];
  let empty: readonly boolean[] = [];
  let emptyFiles: readonly boolean[] = [];
  for (id = read.byte(); id !== 0; id = read.byte()) {
    const property = read.take(read.number());
    if (id === 14) empty = cursor(property, 0).bits(count);
    else if (id === 15) emptyFiles = cursor(property, 0).bits(empty.filter(Boolean).length);
    else if (id === 17) names = property.toString('utf16le', 1).split('\0');
  }
  return { entries: entriesOf(names.slice(0, Math.min(count, MOST_ENTRIES)), folders, empty, emptyFiles), hidden: false };
}

/** Streams belong to the files that are not empty, in order; an empty one that is no empty file is a folder. */
function entriesOf(
  names: readonly string[],
  folders: readonly Folder[],
  empty: readonly boolean[],
  emptyFiles: readonly boolean[],
): readonly Entry[] {
  const streams = folders.flatMap((folder) => {
    const locked = folder.coders.some(({ id }) => id === AES);
    return (folder.files.length > 0 ? folder.files : [sizeOf(folder)]).map((size) => ({ size, locked }));
  });
  let stream = 0;
  let hollow = 0;
  return names.flatMap((name, index) => {
    if (empty[index]) return emptyFiles[hollow++] ? [{ name, size: 0, locked: false }] : [];
    return [{ name, ...(streams[stream++] ?? { size: null, locked: false }) }];
  });
}
