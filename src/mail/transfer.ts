/** Content-Transfer-Encoding (RFC 2045 6), forgiving: what cannot be decoded is kept as it stands. */
import { Buffer } from 'node:buffer';

export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return isProse(body) ? body : decodeBase64(withoutFooter(body));
  if (/quoted-printable/i.test(encoding)) return decodeQuotedPrintable(body);
  if (/^x?-?uu(?:e|encode)$/i.test(encoding.trim())) return decodeUuencode(body);
  return body;
}

/** Characters outside the alphabet are skipped (RFC 2045 6.8); lines that are padded one by one are joined. */
function decodeBase64(body: Buffer): Buffer {
  if (body.length > PIECE) return Buffer.concat([...base64Pieces(body)]);
  let text = body.toString('latin1');
  // Node would read «-» and «_» as data
  if (/[^A-Za-z0-9+/=\r\n]/.test(text)) text = text.replace(/[^A-Za-z0-9+/=]+/g, '');
  // Node stops at the first padding
  const padding = text.indexOf('=');
  if (padding < 0 || !/[A-Za-z0-9+/]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return Buffer.concat(
    text
      .replace(/[\r\n]+/g, '')
      .split(/=+/)
      .map((piece) => Buffer.from(piece, 'base64')),
  );
}

/** The same bytes piece by piece, for what needs not have them all at once: a large part costs its size in memory. */
export function* transferPieces(body: Buffer, encoding: string): Generator<Buffer> {
  if (/base64/i.test(encoding) && body.length > PIECE) yield* base64Pieces(withoutFooter(body));
  else yield decodeTransfer(body, encoding);
}

const PIECE = 64 * 1024;

/** Text that is called base64 and is none: words with blanks between them, or mostly characters that base64 has not. */
function isProse(body: Buffer): boolean {
  const text = body.toString('latin1', 0, 400);
  const strange = text.match(/[^A-Za-z0-9+/=\s]/g)?.length ?? 0;
  return strange * 4 > text.length || (!/[A-Za-z0-9+/=]{40}/.test(text) && /^[^\n]*[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(text));
}

const FOOTER_BYTES = 2000;

/** Virus scanners and mailing lists write words below the last line: they are no data. */
function withoutFooter(body: Buffer): Buffer {
  const from = Math.max(0, body.length - FOOTER_BYTES);
  const tail = body.toString('latin1', from);
  const gap = /\n[ \t]*\r?\n(?=[\s\S]*[a-z\x80-\xff]{2,} [a-z\x80-\xff]{2,})/i.exec(tail);
  const footer = gap ? tail.slice(gap.index) : '';
  return gap && !/[A-Za-z0-9+/=]{40}/.test(footer.replace(/_{5,}|={5,}/g, '')) ? body.subarray(0, from + gap.index) : body;
}

function* base64Pieces(body: Buffer): Generator<Buffer> {
  let carry = '';
  for (let at = 0; at < body.length; at += PIECE) {
    const text = carry + body.toString('latin1', at, at + PIECE).replace(/[^A-Za-z0-9+/=]+/g, '');
    const runs = text.split(/=+/);
    const last = runs.pop() ?? '';
    const whole = last.length - (last.length % 4);
    for (const run of [...runs, last.slice(0, whole)]) yield Buffer.from(run, 'base64');
    carry = last.slice(whole);
  }
  yield Buffer.from(carry, 'base64');
}

/** An equals sign without two hexadecimal digits stays as it is. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  if (body.indexOf(61) < 0) return body;
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === 61) {
      const skip = softBreak(body, at + 1);
      if (skip > 0) {
        at = skip - 1;
        continue;
      }
      const high = HEX[body[at + 1] ?? 0] ?? -1;
      const low = HEX[body[at + 2] ?? 0] ?? -1;
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        continue;
      }
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

const HEX = Int8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});

/** The position after `=`, blanks and the line end; 0 when it is no soft break. At the very end a lone `=` is one too. */
function softBreak(body: Buffer, start: number): number {
  let at = start;
  while (body[at] === 32 || body[at] === 9) at++;
  if (at >= body.length) return at;
  if (body[at] === 13) return body[at + 1] === 10 ? at + 2 : at + 1;
  return body[at] === 10 ? at + 1 : 0;
}

function decodeUuencode(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (const line of body.toString('latin1').split(/\r?\n/)) {
    if (/^(?:begin \d{3} |end\s*$)/.test(line) || line === '') continue;
    const length = (line.charCodeAt(0) - 32) & 63;
    const bytes = Buffer.alloc(Math.ceil((line.length - 1) / 4) * 3);
    for (let group = 0; 1 + group * 4 < line.length; group++) {
      const [a, b, c, d] = [0, 1, 2, 3].map((place) => ((line.charCodeAt(1 + group * 4 + place) || 32) - 32) & 63) as Four;
      bytes.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, group * 3, 3);
    }
    pieces.push(bytes.subarray(0, length));
  }
  return Buffer.concat(pieces);
}

type Four = [number, number, number, number];
