/** Whether a mail is signed or locked by its sender (S/MIME, PGP/MIME RFC 3156, PGP in the text itself), and by whom. */
import { Buffer } from 'node:buffer';
import type { Seal } from '../domain/seal.ts';
import { contentOf, type Part } from './mime.ts';
import { isEnveloped, signerOf } from './signed-content.ts';

/** `text` is the readable text. What is locked is told before what is signed. Never throws. */
export function sealOf(root: Part, text: string): Seal | null {
  const parts = everyPart(root).slice(0, MOST);
  const signed: Seal[] = [];
  for (const part of parts) {
    const seal = sealOfPart(part);
    if (seal?.what === 'encrypted') return seal;
    if (seal) signed.push(seal);
  }
  if (ENCRYPTED.test(text)) return { kind: 'pgp', what: 'encrypted', by: null };
  const inline = text.includes(SIGNATURE_END) ? CLEAR_SIGNED.exec(text) : null;
  if (inline) return { kind: 'pgp', what: 'signed', by: keyOf(inline[2] ?? '') };
  return signed[0] ?? null;
}

/** The words without the armour around them; of a locked text nothing is left. */
export function withoutArmour(text: string): string {
  if (!text.includes('-----BEGIN PGP ')) return text;
  const clear = text.includes(SIGNATURE_END)
    ? text.replace(new RegExp(CLEAR_SIGNED, 'gm'), (_, words: string) => words.replace(/^- /gm, ''))
    : text;
  return clear.replace(new RegExp(ENCRYPTED, 'gm'), '');
}

const MOST = 50;
const SIGNATURE_END = '\n-----END PGP SIGNATURE-----';
const CLEAR_SIGNED =
  /^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: [^\n]*\n)*\n?([\s\S]*?)\n?^-----BEGIN PGP SIGNATURE-----\n([\s\S]*?)^-----END PGP SIGNATURE-----[ \t]*$/m;
const ENCRYPTED = /^-----BEGIN PGP MESSAGE-----\n[\s\S]*?(?:^-----END PGP MESSAGE-----[ \t]*$|$(?![\s\S]))/m;

function everyPart(part: Part): Part[] {
  return [part, ...part.parts.flatMap(everyPart)];
}

function sealOfPart(part: Part): Seal | null {
  const { type, params } = part;
  const smimeType = params.get('smime-type')?.toLowerCase() ?? '';
  if (/^application\/(?:x-)?pkcs7-mime$/.test(type)) {
    const cms = contentOf(part);
    if (/envelop/.test(smimeType) || isEnveloped(cms)) return { kind: 'smime', what: 'encrypted', by: null };
    return smimeType === 'certs-only' ? null : { kind: 'smime', what: 'signed', by: signerOf(cms) };
  }
  if (/^application\/(?:x-)?pkcs7-signature$/.test(type)) return { kind: 'smime', what: 'signed', by: signerOf(contentOf(part)) };
  if (type === 'application/pgp-encrypted' || params.get('protocol')?.toLowerCase() === 'application/pgp-encrypted')
    return { kind: 'pgp', what: 'encrypted', by: null };
  if (type === 'application/pgp-signature') return { kind: 'pgp', what: 'signed', by: keyOf(contentOf(part).toString('latin1')) };
  return null;
}

const ISSUER_KEY = 16;
const ISSUER_FINGERPRINT = 33;

/** The number of the key, from the signature packet (RFC 9580 5.2.3), as programs show it. */
function keyOf(armour: string): string | null {
  const base64 = armour.replace(/-----[^\n]*-----|^[A-Za-z]+: [^\n]*$|^=[A-Za-z0-9+/]{4}\s*$/gm, '');
  const packet = Buffer.from(base64, 'base64');
  const body = packetBody(packet);
  if (body === null || body[0] !== 4) return null;
  const hashedBytes = body.length > 6 ? body.readUInt16BE(4) : 0;
  const unhashedAt = 6 + hashedBytes;
  const unhashedBytes = unhashedAt + 2 <= body.length ? body.readUInt16BE(unhashedAt) : 0;
  for (const area of [body.subarray(6, 6 + hashedBytes), body.subarray(unhashedAt + 2, unhashedAt + 2 + unhashedBytes)]) {
    for (let at = 0; at + 2 < area.length; ) {
      const length = area[at] ?? 0;
      // Longer subpackets hold no number of a key
      if (length >= 192 || length === 0) break;
      const type = (area[at + 1] ?? 0) & 127;
      const data = area.subarray(at + 2, at + 1 + length);
      if (type === ISSUER_KEY || type === ISSUER_FINGERPRINT) return `ключ ${data.subarray(-8).toString('hex').toUpperCase()}`;
      at += 1 + length;
    }
  }
  return null;
}

/** The first packet when it is a signature, with a length of the old or the new format. */
function packetBody(packet: Buffer): Buffer | null {
  const head = packet[0] ?? 0;
  const isNew = (head & 0x40) !== 0;
  if (!(head & 0x80) || (isNew ? head & 63 : (head >> 2) & 15) !== 2) return null;
  if (!isNew) return packet.subarray(1 + ([1, 2, 4, 0][head & 3] ?? 0));
  const first = packet[1] ?? 0;
  return packet.subarray(first < 192 ? 2 : first < 224 ? 3 : 6);
}
