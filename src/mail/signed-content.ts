/** What is in a CMS message (RFC 5652): the letter in an opaque signature (smime.p7m), and whose certificate signed. Nothing is verified. */
import { Buffer } from 'node:buffer';
import { children, type Element, element, octets } from './ber.ts';
import { cleanLine } from './plain.ts';

/** The signed MIME entity, or null: encrypted, detached or broken. Never throws. */
export function signedContent(cms: Buffer): Buffer | null {
  // version, digestAlgorithms, encapContentInfo { eContentType, [0] { eContent } }
  const encapsulated = children(signedData(cms)[2]);
  const content = children(encapsulated[1])[0];
  return content === undefined ? null : octets(content);
}

/** EnvelopedData or AuthEnvelopedData: only the owner of the key reads it. */
export function isEnveloped(cms: Buffer): boolean {
  const type = children(element(cms, 0))[0]?.content.toString('hex') ?? '';
  return type === ENVELOPED || type === AUTH_ENVELOPED;
}

/** «Иванов Иван Иванович, ООО «Ромашка», i@romashka.example», as the certificate has it; null when there is none. */
export function signerOf(cms: Buffer): string | null {
  const parts = signedData(cms);
  const certificates = children(parts.find(({ tag }) => tag === CERTIFICATES)).map(({ content, tag }) =>
    children(children({ tag, content, end: 0 })[0]),
  );
  const signer = children(children(parts.at(-1))[0]);
  const serial = children(signer[1])[1]?.content;
  const own = serial && certificates.find((fields) => serialOf(fields)?.content.equals(serial));
  return subjectOf(own ?? certificates[0] ?? []);
}

/** 1.2.840.113549.1.7.2, 1.2.840.113549.1.7.3, 1.2.840.113549.1.9.16.1.23 */
const SIGNED = '2a864886f70d010702';
const ENVELOPED = '2a864886f70d010703';
const AUTH_ENVELOPED = '2a864886f70d0109100117';
const CERTIFICATES = 0xa0;
const VERSION = 0xa0;

function signedData(cms: Buffer): Element[] {
  const contentInfo = children(element(cms, 0));
  return contentInfo[0]?.content.toString('hex') === SIGNED ? children(children(contentInfo[1])[0]) : [];
}

/** Of the fields of a TBSCertificate: [0] version, serial, algorithm, issuer, validity, subject. */
function serialOf(fields: readonly Element[]): Element | undefined {
  return fields[fields[0]?.tag === VERSION ? 1 : 0];
}

const NAMES: Readonly<Record<string, string>> = {
  '550403': 'common',
  '550404': 'surname',
  '55042a': 'given',
  '55040a': 'firm',
  '2a864886f70d010901': 'email',
};

function subjectOf(fields: readonly Element[]): string | null {
  const subject = fields[fields[0]?.tag === VERSION ? 5 : 4];
  const found: Record<string, string> = {};
  for (const set of children(subject)) {
    for (const pair of children(set)) {
      const [oid, value] = children(pair);
      const name = NAMES[oid?.content.toString('hex') ?? ''];
      if (name && value) found[name] ??= cleanLine(stringOf(value)).slice(0, 200);
    }
  }
  // A qualified certificate of a firm has the firm for its common name, and the person besides
  const person = [found.surname, found.given].filter(Boolean).join(' ') || found.common;
  const parts = [person, found.firm !== person ? found.firm : undefined, found.email].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

const BMP_STRING = 0x1e;

function stringOf({ tag, content }: Element): string {
  if (tag !== BMP_STRING) return content.toString('utf8');
  return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : '';
}
