/** Files that old programs write into the text itself: uuencode and yEnc. They become parts, and the text is rid of them. */
import { Buffer } from 'node:buffer';
import type { Part } from './mime.ts';
import { contentOf } from './mime.ts';

export interface Separated {
  readonly text: string;
  readonly embedded: readonly Part[];
}

/** `text` is that of `part`, decoded. What only begins like a file stays text. */
export function takeEmbedded(text: string, part: Part): Separated {
  if (UU_BEGIN.test(text)) return takeUuencoded(text);
  if (text.includes('\n=yend') && /^=ybegin [^\n]*name=/m.test(text)) return takeYenc(text, contentOf(part));
  return { text, embedded: [] };
}

const UU_BEGIN = /^begin [0-7]{3,4} \S/m;

function takeUuencoded(text: string): Separated {
  const kept: string[] = [];
  const embedded: Part[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const name = /^begin [0-7]{3,4} (\S[^\r\n]{0,250}?)\s*$/.exec(line)?.[1];
    const block = name === undefined ? null : uuBlock(lines, at + 1);
    if (name === undefined || block === null) kept.push(line);
    else {
      embedded.push(fileOf(name, block.content));
      at = block.end;
    }
  }
  return { text: kept.join('\n'), embedded };
}

/** Every line tells its length and has it; `end` closes. Null for anything else. */
function uuBlock(lines: readonly string[], from: number): { readonly content: Buffer; readonly end: number } | null {
  const pieces: Buffer[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\s+$/, '');
    if (line === 'end') return pieces.length > 0 ? { content: Buffer.concat(pieces), end: at } : null;
    if (line === '' || line === '`') continue;
    const length = (line.charCodeAt(0) - 32) & 63;
    const wanted = Math.ceil(length / 3) * 4;
    if (!/^[ -`]+$/.test(line) || length === 0 || line.length - 1 > wanted + 1) return null;
    pieces.push(uuLine(line.slice(1).padEnd(wanted, ' ')).subarray(0, length));
  }
  return null;
}

function uuLine(text: string): Buffer {
  const bytes = Buffer.alloc((text.length / 4) * 3 + 3);
  for (let at = 0; at + 4 <= text.length; at += 4) {
    const value = [0, 1, 2, 3].reduce((sum, each) => sum * 64 + ((text.charCodeAt(at + each) - 32) & 63), 0);
    bytes.writeUIntBE(value, (at / 4) * 3, 3);
  }
  return bytes;
}

/** Its data are bytes, not characters: they are taken from the part as it came. */
function takeYenc(text: string, raw: Buffer): Separated {
  const embedded: Part[] = [];
  for (const { 0: whole, 1: head = '', 2: data = '' } of raw.toString('latin1').matchAll(YENC)) {
    const name = / name=([^\r\n]{1,250})/.exec(head)?.[1];
    if (name !== undefined && whole !== '') embedded.push(fileOf(name.trim(), yencData(data)));
  }
  return embedded.length === 0 ? { text, embedded } : { text: text.replace(YENC, ''), embedded };
}

const YENC = /^=ybegin ([^\n]*)\n(?:=ypart [^\n]*\n)?([\s\S]*?)^=yend[^\n]*(?:\n|$)/gm;

function yencData(data: string): Buffer {
  const plain = data
    .replace(/[\r\n]/g, '')
    .replace(/=([\s\S])/g, (_, escaped: string) => String.fromCharCode((escaped.charCodeAt(0) - 64) & 255));
  return Buffer.from(
    plain.replace(/[\s\S]/g, (each) => String.fromCharCode((each.charCodeAt(0) - 42) & 255)),
    'latin1',
  );
}

function fileOf(name: string, body: Buffer): Part {
  const disposition = `attachment; filename="${name.replace(/["\\]/g, '')}"`;
  return {
    headers: new Map([['content-disposition', [Buffer.from(disposition).toString('latin1')]]]),
    type: 'application/octet-stream',
    params: new Map(),
    disposition: 'attachment',
    dispositionParams: new Map([['filename', name]]),
    body,
    parts: [],
  };
}
