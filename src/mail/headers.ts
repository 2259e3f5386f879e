/** The header block of a message or part. Values stay as bytes (one character a byte) until their charset is known. */
import type { Buffer } from 'node:buffer';

/** Lower-case name → unfolded values in order, latin1. */
export type Headers = ReadonlyMap<string, readonly string[]>;

export interface HeaderBlock {
  readonly headers: Headers;
  /** Where the body begins, in bytes. */
  readonly bodyAt: number;
}

/**
 * Reads from `start` up to the empty line. Without a single header everything is body. Never looks further than `limit` bytes
 * for headers: what lies beyond is body.
 */
export function readHeaders(bytes: Buffer, start: number, end: number, limit: number): HeaderBlock {
  const blank = endOfBlock(bytes, start, end, limit);
  const fields = new Map<string, string[][]>();
  let lines: string[] | null = null;
  let lastField: number | null = null;
  let at = start;
  for (; at < blank.end; at = endOfLine(bytes, at, blank.end)) {
    const line = bytes.toString('latin1', at, endOfLine(bytes, at, blank.end));
    if (/^[ \t]/.test(line)) {
      lines?.push(line.trim());
      continue;
    }
    const field = FIELD.exec(line);
    if (field) {
      const name = (field[1] ?? '').toLowerCase();
      lines = [(field[2] ?? '').trim()];
      const values = fields.get(name);
      if (values) values.push(lines);
      else fields.set(name, [lines]);
    } else if (!(at === start && /^>?From /.test(line))) {
      lastField ??= lastKnownField(bytes, at, blank.end);
      // Nothing but text follows: the empty line is missing. A broken line among headers is passed over.
      if (at > lastField) break;
    }
  }
  const headers = new Map([...fields].map(([name, values]) => [name, values.map((each) => each.join(' ').trim())]));
  return { headers, bodyAt: at < blank.end ? at : blank.bodyAt };
}

/** The first value counts: it is the one that mail programs show. */
export function first(headers: Headers, name: string): string | null {
  return headers.get(name)?.[0] || null;
}

export function all(headers: Headers, name: string): readonly string[] {
  return headers.get(name) ?? [];
}

const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s;

const KNOWN =
  /(?<=\n)(?:content-[a-z]+|mime-version|subject|from|to|cc|date|message-id|received|return-path|reply-to|references|in-reply-to|x-[a-z-]+)[ \t]*:/gi;

function endOfBlock(bytes: Buffer, start: number, end: number, limit: number): { end: number; bodyAt: number } {
  if (bytes[start] === 10) return { end: start, bodyAt: start + 1 };
  if (bytes[start] === 13 && bytes[start + 1] === 10) return { end: start, bodyAt: start + 2 };
  const furthest = Math.min(end, start + limit);
  for (let at = bytes.indexOf(10, start); at >= 0 && at < furthest; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at + 1] === 10 && at + 1 < end) return { end: at + 1, bodyAt: at + 2 };
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10 && at + 2 < end) return { end: at + 1, bodyAt: at + 3 };
  }
  return { end: furthest, bodyAt: furthest };
}

function endOfLine(bytes: Buffer, at: number, end: number): number {
  const newline = bytes.indexOf(10, at);
  return newline < 0 || newline >= end ? end : newline + 1;
}

function lastKnownField(bytes: Buffer, start: number, end: number): number {
  let last = start - 1;
  for (const match of bytes.toString('latin1', start, end).matchAll(KNOWN)) last = start + match.index;
  return last;
}
