/** Compressed RTF of Outlook (MS-OXRTFCP). */
import { Buffer } from 'node:buffer';

/** Null when it is none, or says that it is longer than `most` bytes. What is cut off ends where it is cut. */
export function unpackRtf(bytes: Buffer, most: number): Buffer | null {
  if (bytes.length < 16) return null;
  const size = bytes.readUInt32LE(4);
  const kind = bytes.toString('latin1', 8, 12);
  if (size > most) return null;
  if (kind === 'MELA') return bytes.subarray(16, 16 + size);
  return kind === 'LZFu' ? unpacked(bytes.subarray(16), size) : null;
}

/** Eight tokens behind a byte of flags: a letter as it stands, or twelve bits of where and four of how much to repeat. */
function unpacked(content: Buffer, size: number): Buffer {
  const ring = Buffer.alloc(RING, 0x20);
  ring.write(BEGINNING, 'latin1');
  const out = Buffer.alloc(size);
  let write = BEGINNING.length;
  let done = 0;
  const put = (byte: number) => {
    ring[write] = byte;
    write = (write + 1) % RING;
    if (done < size) out[done++] = byte;
  };
  for (let at = 0; at < content.length && done < size; ) {
    const flags = content[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < content.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(content[at++] ?? 0);
        continue;
      }
      const token = ((content[at] ?? 0) << 8) | (content[at + 1] ?? 0);
      at += 2;
      const from = token >> 4;
      if (from === write) return out.subarray(0, done); // the mark of the end
      for (let n = 0; n < (token & 15) + 2; n++) put(ring[(from + n) % RING] ?? 0);
    }
  }
  return out.subarray(0, done);
}

const RING = 4096;

/** What the ring holds before the first byte: the commonest words of RTF (MS-OXRTFCP 2.1.2.1). */
const BEGINNING =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
