/** The signature itself: CMS SignedData, detached, with signing-certificate-v2 (RFC 5652, RFC 5035, ETSI EN 319 122-1). */
import { createHash, createPublicKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { inside, integer, NULL, octets, oid, sequence, setOf, tagged, type Value, value, valuesIn } from './der.ts';

const OID = {
  data: oid('1.2.840.113549.1.7.1'),
  signedData: oid('1.2.840.113549.1.7.2'),
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  signingCertificateV2: oid('1.2.840.113549.1.9.16.2.47'),
  sha256: oid('2.16.840.1.101.3.4.2.1'),
  rsaSha256: oid('1.2.840.113549.1.1.11'),
  ecdsaSha256: oid('1.2.840.10045.4.3.2'),
} as const;

/** @param digest SHA-256 of what is signed. @param chain the signer's certificate first */
export function signedData(digest: Buffer, key: KeyObject, chain: readonly X509Certificate[]): Buffer {
  const [own] = chain;
  if (!own) throw new Error('a signature needs a certificate');
  const { issuer, serial } = issuerAndSerial(own.raw);
  const sha256 = sequence(OID.sha256);
  // ESSCertIDv2: SHA-256 is the default and stays unsaid
  const certificateId = sequence(octets(sha256Of(own.raw)), sequence(sequence(tagged(4, issuer)), serial));
  const attributes = setOf(
    attribute(OID.contentType, OID.data),
    attribute(OID.messageDigest, octets(digest)),
    attribute(OID.signingCertificateV2, sequence(sequence(certificateId))),
  );
  const algorithm = key.asymmetricKeyType === 'ec' ? sequence(OID.ecdsaSha256) : sequence(OID.rsaSha256, NULL);
  // Signed as a SET, stored as [0]: RFC 5652 5.4
  const signature = sign('sha256', attributes, key);
  const stored = Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]);
  const signer = sequence(integer(1), sequence(issuer, serial), sha256, stored, algorithm, octets(signature));
  const certificates = tagged(0, ...chain.map(({ raw }) => raw));
  return sequence(
    OID.signedData,
    tagged(0, sequence(integer(1), setOf(sha256), sequence(OID.data), certificates, setOf(signer))),
  );
}

export type CmsCheck =
  | { readonly certificate: X509Certificate; readonly fault: null | 'content' | 'signature' | 'certificate' }
  | { readonly certificate: null; readonly fault: 'unreadable' };

/** Whether this CMS signs this digest. */
export function checkSignedData(cms: Buffer, digest: Buffer): CmsCheck {
  try {
    return check(cms, digest);
  } catch {
    return { certificate: null, fault: 'unreadable' };
  }
}

function check(cms: Buffer, digest: Buffer): CmsCheck {
  const [type, wrapped] = inside(cms);
  if (!type?.whole.equals(OID.signedData) || !wrapped) return { certificate: null, fault: 'unreadable' };
  const parts = inside(wrapped.content);
  const signer = valuesIn(valuesIn(parts.at(-1)?.content ?? Buffer.alloc(0))[0]?.content ?? Buffer.alloc(0));
  const [, who, , attributes, , signature] = signer;
  const certificates = valuesIn(parts.find(({ tag }) => tag === 0xa0)?.content ?? Buffer.alloc(0)).map(({ whole }) => whole);
  const raw = certificates.find((each) => isOf(each, who));
  if (!raw || !attributes || !signature) return { certificate: null, fault: 'unreadable' };
  const certificate = new X509Certificate(raw);
  const said = attributesOf(attributes);
  if (!said(OID.messageDigest)?.equals(octets(digest))) return { certificate, fault: 'content' };
  const id = said(OID.signingCertificateV2);
  if (id && !id.includes(octets(sha256Of(raw)))) return { certificate, fault: 'certificate' };
  const signed = value(0x31, attributes.content);
  const sound = verify(
    'sha256',
    signed,
    createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })),
    signature.content,
  );
  return { certificate, fault: sound ? null : 'signature' };
}

function attributesOf(attributes: Value): (type: Buffer) => Buffer | undefined {
  const pairs = valuesIn(attributes.content).map(({ content }) => valuesIn(content));
  return (type) => pairs.find(([name]) => name?.whole.equals(type))?.[1]?.content;
}

function isOf(certificate: Buffer, who: Value | undefined): boolean {
  const { issuer, serial } = issuerAndSerial(certificate);
  return who?.content.equals(Buffer.concat([issuer, serial])) ?? false;
}

/** Trap: taken as they stand. Read and written anew, Cyrillic names change their encoding and nobody finds the certificate. */
function issuerAndSerial(certificate: Buffer): { readonly issuer: Buffer; readonly serial: Buffer } {
  const fields = inside(inside(certificate)[0]?.whole ?? Buffer.alloc(0));
  const from = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer] = fields.slice(from, from + 3);
  if (!serial || !issuer) throw new RangeError('not a certificate');
  return { issuer: issuer.whole, serial: serial.whole };
}

function attribute(type: Buffer, content: Buffer): Buffer {
  return sequence(type, setOf(content));
}

function sha256Of(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
