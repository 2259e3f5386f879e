/** Elements of ASN.1 in BER (X.690), as signatures of mails hold them. Nothing throws: what is broken has no children. */
import { Buffer } from 'node:buffer';

const CONSTRUCTED = 0x20;
const DEEPEST = 8;

export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** Behind the element, in bytes of the buffer it was read from. */
  readonly end: number;
}

/** One element. Without a length (0x80) it ends with two zero bytes, which are looked for element by element. */
export function element(bytes: Buffer, at: number, depth = 0): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || depth > DEEPEST) return undefined;
  if (first === 0x80) {
    let next = at + 2;
    while (bytes[next] !== 0 || bytes[next + 1] !== 0) {
      const inner = element(bytes, next, depth + 1);
      if (inner === undefined) return undefined;
      next = inner.end;
    }
    return { tag, content: bytes.subarray(at + 2, next), end: next + 2 };
  }
  const long = first & 0x80 ? first & 0x7f : 0;
  if (long > 4 || at + 2 + long > bytes.length) return undefined;
  const length = long === 0 ? first : bytes.readUIntBE(at + 2, long);
  const start = at + 2 + long;
  return start + length > bytes.length ? undefined : { tag, content: bytes.subarray(start, start + length), end: start + length };
}

export function children(parent: Element | undefined): Element[] {
  const found: Element[] = [];
  if (parent === undefined || !(parent.tag & CONSTRUCTED)) return found;
  for (let at = 0; at < parent.content.length; ) {
    const inner = element(parent.content, at);
    if (inner === undefined) return found;
    found.push(inner);
    at = inner.end;
  }
  return found;
}

/** Long content comes in pieces (a constructed OCTET STRING). */
export function octets(string: Element, depth = 0): Buffer {
  if (!(string.tag & CONSTRUCTED) || depth > DEEPEST) return string.content;
  return Buffer.concat(children(string).map((inner) => octets(inner, depth + 1)));
}
