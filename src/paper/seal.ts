/** The place that the canvas left for a signature is filled: byte range, digest, CMS (ISO 32000-1 12.8, ETSI EN 319 142-1). */
import { createHash } from 'node:crypto';
import type { SignatureCheck } from '../office/ports/signing.ts';
import { checkSignedData, signedData } from './cms.ts';
import { described, type Key } from './key.ts';
import { RANGE_PLACE, SIGNATURE_BYTES } from './pdfkit-inside.ts';

/** @throws Error when the PDF has no empty place, or the signature does not fit */
export function seal(pdf: Buffer, { key, chain }: Key): Buffer {
  const place = Buffer.from(`[0 ${RANGE_PLACE} ${RANGE_PLACE} ${RANGE_PLACE}]`);
  const at = pdf.indexOf(place);
  const open = pdf.indexOf(`<${'0'.repeat(SIGNATURE_BYTES * 2)}>`);
  if (at < 0 || open < 0) throw new Error('the PDF has no place for a signature');
  const close = open + SIGNATURE_BYTES * 2 + 2;
  const out = Buffer.from(pdf);
  out.write(`[0 ${open} ${close} ${pdf.length - close}]`.padEnd(place.length), at, 'latin1');
  const cms = signedData(digestOf(out, open, close), key, chain);
  if (cms.length > SIGNATURE_BYTES)
    throw new Error(`the signature takes ${cms.length} bytes, there is room for ${SIGNATURE_BYTES}`);
  out.write(cms.toString('hex'), open + 1, 'latin1');
  return out;
}

/** All signatures, oldest first. */
export function checkSeals(pdf: Buffer): readonly SignatureCheck[] {
  const text = pdf.toString('latin1');
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].map((found) =>
    found.slice(1).map(Number),
  );
  return ranges.map(([from = 0, open = 0, close = 0, rest = 0], index) => {
    const cms = Buffer.from(text.slice(open + 1, close - 1).replace(/[^0-9a-f]/gi, ''), 'hex');
    const whole = from === 0 && text[open] === '<' && text[close - 1] === '>';
    const last = index === ranges.length - 1;
    const { certificate, fault } = checkSignedData(cms, digestOf(pdf.subarray(0, close + rest), open, close));
    const reason = !whole || fault ? SENTENCES[fault ?? 'unreadable'] : last && close + rest !== pdf.length ? ADDED : null;
    return {
      intact: reason === null,
      reason,
      certificate: certificate && described(certificate),
      signedAt: signedAt(text.slice(close, close + 2000)) ?? signedAt(text.slice(Math.max(0, open - 2000), open)),
    };
  });
}

const SENTENCES = {
  content: 'Документ изменён после подписания: содержание не то, под которым стоит подпись.',
  signature: 'Подпись не соответствует сертификату: её подменили или повредили.',
  certificate: 'В подписи указан другой сертификат: его подменили.',
  unreadable: 'Подпись повреждена и не читается.',
} as const;
const ADDED = 'К подписанному документу что-то добавлено после подписания.';

function digestOf(pdf: Buffer, open: number, close: number): Buffer {
  return createHash('sha256').update(pdf.subarray(0, open)).update(pdf.subarray(close)).digest();
}

function signedAt(near: string): Date | null {
  const [, year, month, date, hour, minute, second] =
    near.match(/\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/)?.map(Number) ?? [];
  if (!year || !month || !date) return null;
  return new Date(Date.UTC(year, month - 1, date, hour ?? 0, minute ?? 0, second ?? 0));
}
