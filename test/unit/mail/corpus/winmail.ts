/** winmail.dat (MS-OXTNEF) and its compressed RTF (MS-OXRTFCP), as Outlook writes them. */
import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';

interface Winmail {
  readonly body?: string;
  readonly rtf?: string;
  readonly files?: readonly (readonly [name: string, content: Buffer])[];
}

const u16 = (value: number) => Buffer.from([value & 255, value >> 8]);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export function tnefOf({ body, rtf, files = [] }: Winmail): Buffer {
  const parts = [u32(0x223e9f78), u16(1), attribute(1, 0x00089006, u32(0x10000))];
  parts.push(attribute(1, 0x00069007, Buffer.concat([u32(1251), u32(0)])));
  parts.push(attribute(1, 0x00078008, Buffer.from('IPM.Microsoft Mail.Note\0')));
  if (body) parts.push(attribute(1, 0x0002800c, iconv.encode(`${body}\0`, 'cp1251')));
  if (rtf) parts.push(attribute(1, 0x00069003, Buffer.concat([u32(1), binary(0x10090102, compressed(rtf))])));
  for (const [name, content] of files) {
    parts.push(attribute(2, 0x00069002, Buffer.alloc(14, 1)), attribute(2, 0x0006800f, content));
    parts.push(attribute(2, 0x00018010, iconv.encode(`${name}\0`, 'cp1251')));
  }
  return Buffer.concat(parts);
}

/** RTF in windows-1251, or HTML carried by it (MS-OXRTFEX). */
export function rtfOf(text: string, asHtml = false): string {
  const said = [...iconv.encode(text, 'cp1251')]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\'${byte.toString(16)}`))
    .join('');
  return asHtml
    ? `{\\rtf1\\ansi\\ansicpg1251\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss\\fcharset204 Arial;}}\r\n{\\*\\htmltag64 <p>}\\htmlrtf \\par \\htmlrtf0 ${said}{\\*\\htmltag72 </p>}}`
    : `{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset204 Arial;}}{\\colortbl;\\red0\\green0\\blue0;}\r\n\\viewkind4\\uc1\\pard\\lang1049\\f0\\fs20 ${said}\\par\r\n}`;
}

function attribute(level: number, id: number, content: Buffer): Buffer {
  const sum = content.reduce((total, byte) => (total + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.from([level]), u32(id), u32(content.length), content, u16(sum)]);
}

function binary(tag: number, content: Buffer): Buffer {
  return Buffer.concat([u32(tag), u32(1), u32(content.length), content, Buffer.alloc((4 - (content.length % 4)) % 4)]);
}

/** LZFu of literals alone, and the mark of the end: a reference to where the next byte would be written. */
function compressed(text: string): Buffer {
  const raw = Buffer.from(text, 'latin1');
  const out: number[] = [];
  let position = 207; // the length of the dictionary that every stream begins with
  for (let at = 0; at <= raw.length; at += 8) {
    const run = raw.subarray(at, at + 8);
    const ends = at + 8 > raw.length;
    out.push(ends ? 1 << run.length : 0, ...run);
    position += run.length;
    if (ends) out.push((position >> 4) & 255, (position << 4) & 255);
  }
  const content = Buffer.from(out);
  return Buffer.concat([u32(content.length + 12), u32(raw.length), Buffer.from('LZFu'), u32(crc(content)), content]);
}

function crc(content: Buffer): number {
  let sum = 0;
  for (const byte of content) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return sum >>> 0;
}
