/** The letter inside an opaque S/MIME signature (smime.p7m): CMS SignedData, RFC 5652 5. Nothing is verified here. */
import { Buffer } from 'node:buffer';

/** The signed MIME entity, or null: encrypted, detached or broken. Never throws. */
export function signedContent(cms: Buffer): Buffer | null {
  const contentInfo = children(tlv(cms, 0));
  if (!contentInfo[0]?.content.equals(SIGNED_DATA)) return null;
  const signedData = children(children(contentInfo[1])[0]);
  // version, digestAlgorithms, encapContentInfo { eContentType, [0] { eContent } }
  const encapsulated = children(signedData[2]);
  const content = children(encapsulated[1])[0];
  return content === undefined ? null : octets(content, 0);
}

/** OID 1.2.840.113549.1.7.2 */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
const CONSTRUCTED = 0x20;
const DEEPEST = 8;

interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** Behind the element, in bytes of the buffer it was read from. */
  readonly end: number;
}

/** One element of BER. Without a length (0x80) it ends with two zero bytes, which are looked for element by element. */
function tlv(bytes: Buffer, at: number, depth = 0): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || depth > DEEPEST) return undefined;
  if (first === 0x80) {
    let next = at + 2;
    while (bytes[next] !== 0 || bytes[next + 1] !== 0) {
      const inner = tlv(bytes, next, depth + 1);
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

function children(element: Element | undefined): Element[] {
  const found: Element[] = [];
  if (element === undefined || !(element.tag & CONSTRUCTED)) return found;
  for (let at = 0; at < element.content.length; ) {
    const inner = tlv(element.content, at);
    if (inner === undefined) return found;
    found.push(inner);
    at = inner.end;
  }
  return found;
}

/** Long content comes in pieces (a constructed OCTET STRING). */
function octets(element: Element, depth: number): Buffer {
  if (!(element.tag & CONSTRUCTED) || depth > DEEPEST) return element.content;
  return Buffer.concat(children(element).map((inner) => octets(inner, depth + 1)));
}
