/** The parts of a message (RFC 2045, 2046) as slices of its bytes: nothing is copied, nothing is decoded, nothing throws. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { first, type Headers, readHeaders } from './headers.ts';
import { parseStructured, type Structured } from './parameters.ts';
import { decodeTransfer, transferPieces } from './transfer.ts';

export interface Part {
  readonly headers: Headers;
  /** Lower case, e.g. `text/plain`. */
  readonly type: string;
  readonly params: Structured['params'];
  /** Lower case; null when the header is absent. */
  readonly disposition: string | null;
  readonly dispositionParams: Structured['params'];
  /** As sent, still in its transfer encoding. */
  readonly body: Buffer;
  readonly parts: readonly Part[];
}

export interface MimeLimits {
  readonly mailHeaderBytes: number;
  readonly mailParts: number;
  readonly mailDepth: number;
}

export interface Tree {
  readonly root: Part;
  /** More parts or levels than allowed: the rest is left in one piece. */
  readonly cut: boolean;
}

export function readMime(raw: Buffer, limits: MimeLimits): Tree {
  const budget = { parts: limits.mailParts, headerBytes: limits.mailHeaderBytes, depth: limits.mailDepth, cut: false };
  // Old Macintosh line ends: no line feed anywhere
  const bytes =
    raw.indexOf(10) < 0 && raw.indexOf(13) >= 0 ? Buffer.from(raw.toString('latin1').replaceAll('\r', '\n'), 'latin1') : raw;
  const root = readPart(bytes, beginningOf(bytes), bytes.length, 'text/plain', 0, budget);
  return { root, cut: budget.cut };
}

/** Behind a byte order mark and blank lines, where a header follows them: some programs save mails so. */
function beginningOf(bytes: Buffer): number {
  const blank = /^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*(?=[!-9;-~]+[ \t]*:)/.exec(bytes.toString('latin1', 0, 200));
  return blank?.[0].length ?? 0;
}

/** The bytes of a part, out of their transfer encoding. */
export function contentOf(part: Part): Buffer {
  return decodeTransfer(part.body, first(part.headers, 'content-transfer-encoding') ?? '');
}

/** Of the same bytes: size, SHA-256 (hex), and the beginning; they are never all in memory. */
export function digestOf(part: Part, beginning: number): { size: number; hash: string; head: Buffer } {
  const hash = createHash('sha256');
  const heads: Buffer[] = [];
  let size = 0;
  for (const piece of transferPieces(part.body, first(part.headers, 'content-transfer-encoding') ?? '')) {
    hash.update(piece);
    if (size < beginning) heads.push(piece.subarray(0, beginning - size));
    size += piece.length;
  }
  return { size, hash: hash.digest('hex'), head: Buffer.concat(heads) };
}

/** The first bytes of its content; the rest is not decoded. */
export function headOf(part: Part, bytes: number): Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  for (const piece of transferPieces(part.body, first(part.headers, 'content-transfer-encoding') ?? '')) {
    pieces.push(piece);
    size += piece.length;
    if (size >= bytes) break;
  }
  return Buffer.concat(pieces).subarray(0, bytes);
}

interface Budget {
  parts: number;
  headerBytes: number;
  readonly depth: number;
  cut: boolean;
}

function readPart(bytes: Buffer, start: number, end: number, fallback: string, depth: number, budget: Budget): Part {
  const { headers, bodyAt } = readHeaders(bytes, start, end, budget.headerBytes);
  budget.headerBytes -= bodyAt - start;
  const content = parseStructured(first(headers, 'content-type'));
  const disposition = parseStructured(first(headers, 'content-disposition'));
  const type = typeOf(content, fallback);
  const body = bytes.subarray(bodyAt, end);
  return {
    headers,
    type,
    params: content.params,
    disposition: disposition.value || null,
    dispositionParams: disposition.params,
    body,
    parts: type.startsWith('multipart/') ? readParts(body, type, content.params.get('boundary') ?? null, depth, budget) : [],
  };
}

/** A broken type is text (RFC 2045 5.2): better shown than lost. */
function typeOf({ value, params }: Structured, fallback: string): string {
  const match = /^([\w.+-]+)\s*\/\s*([\w.+-]+)/.exec(value);
  if (match) return `${match[1]}/${match[2]}`;
  if (value === 'html') return 'text/html';
  if (value === 'multipart') return 'multipart/mixed';
  if (value === '') return fallback;
  // «X-ZIP; name="a.zip"» is a file all the same
  return params.has('name') ? 'application/octet-stream' : 'text/plain';
}

function readParts(body: Buffer, type: string, boundary: string | null, depth: number, budget: Budget): Part[] {
  if (depth >= budget.depth) {
    budget.cut = true;
    return [];
  }
  const fallback = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  let spans = boundary === null ? [] : split(body, boundary);
  if (spans.length === 0) {
    // The boundary is missing or never occurs: many senders' gateways rewrite one and forget the other
    const used = boundaryInUse(body);
    if (used !== null) spans = split(body, used);
  }
  const parts: Part[] = [];
  for (const [start, end] of spans) {
    if (budget.parts <= 0) {
      budget.cut = true;
      break;
    }
    budget.parts--;
    parts.push(readPart(body, start, end, fallback, depth + 1, budget));
  }
  return parts;
}

/** Spans between the delimiter lines; the line end before a delimiter belongs to it. A missing last delimiter is forgiven. */
function split(body: Buffer, boundary: string): [number, number][] {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const spans: [number, number][] = [];
  let open = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== 10) continue;
    const after = at + delimiter.length;
    const closing = body[after] === 45 && body[after + 1] === 45;
    const lineEnd = endOfLine(body, closing ? after + 2 : after);
    if (lineEnd < 0) continue;
    if (open >= 0) spans.push([open, beforeLineEnd(body, open, at)]);
    open = closing ? -1 : lineEnd;
    if (closing) break;
  }
  if (open >= 0 && open < body.length) spans.push([open, body.length]);
  return spans;
}

/** The position behind blanks and the line end; -1 when something else follows: then it is another, longer boundary. */
function endOfLine(body: Buffer, start: number): number {
  let at = start;
  while (body[at] === 32 || body[at] === 9 || body[at] === 13) at++;
  if (at >= body.length) return at;
  return body[at] === 10 ? at + 1 : -1;
}

function beforeLineEnd(body: Buffer, start: number, at: number): number {
  if (at - 1 < start) return start;
  return body[at - 2] === 13 && at - 2 >= start ? at - 2 : at - 1;
}

/** `--something` that is followed by a Content- header is a delimiter, whatever the header says. */
function boundaryInUse(body: Buffer): string | null {
  const match = /^--([^\r\n]{1,200}?)[ \t]*\r?\ncontent-[a-z-]+[ \t]*:/im.exec(body.toString('latin1', 0, 65_536));
  return match?.[1] ?? null;
}
