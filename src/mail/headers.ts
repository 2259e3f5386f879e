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
  const headers = new Map<string, string[]>();
  const blank = endOfBlock(bytes, start, end, limit);
  let values: string[] | null = null;
  let at = start;
  while (at < blank.end) {
    const newline = bytes.indexOf(10, at);
    const lineEnd = newline < 0 || newline > blank.end ? blank.end : newline;
    const line = bytes.toString('latin1', at, lineEnd).replace(/\r+$/, '');
    const next = newline < 0 ? blank.end : Math.min(newline + 1, blank.end);
    const folded = /^[ \t]/.test(line);
    const field = folded ? null : FIELD.exec(line);
    if (field) {
      const name = (field[1] ?? '').toLowerCase();
      values = headers.get(name) ?? [];
      headers.set(name, values);
      values.push((field[2] ?? '').trim());
    } else if (folded && values) {
      values.push(`${values.pop()} ${line.trim()}`.trim());
    } else if (!(at === start && /^>?From /.test(line)) && !looksLikeHeaders(bytes, next, blank.end)) {
      // The empty line is missing: what follows is text, and people wrote it.
      return { headers, bodyAt: at };
    }
    at = next;
  }
  return { headers, bodyAt: blank.bodyAt };
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
  /^(?:content-|mime-version|subject|from|to|cc|date|message-id|received|return-path|reply-to|references|in-reply-to|x-)/i;

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

/** A line that is no header, followed by real ones, is a broken header; followed by none, it is text. */
function looksLikeHeaders(bytes: Buffer, start: number, end: number): boolean {
  return bytes
    .toString('latin1', start, Math.min(end, start + 8192))
    .split(/\r?\n/)
    .some((line) => KNOWN.test(line) && FIELD.test(line));
}
