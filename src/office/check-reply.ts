/** Whether a letter that somebody holds is ours (mark 31): number and day, nothing of the text, nobody's name. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Day } from '../domain/calendar.ts';
import type { Letter } from '../domain/letter.ts';
import type { Reply } from '../domain/reply.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters } from './ports/letters.ts';
import type { LetterSheet } from './ports/paper.ts';
import type { Register } from './ports/register.ts';
import type { Signer } from './ports/signing.ts';

export interface CheckedReply {
  readonly number: string;
  readonly signedOn: Day;
  readonly sentOn: Day | null;
  /** Of an electronic signature: whether it still fits the document we keep, and the certificate's number; null: signed by hand. */
  readonly electronic: { readonly intact: boolean; readonly serial: string | null } | null;
}

/** Null: no such reply, or the code is another's. The two are not told apart. */
export type CheckReply = (number: string, code: string) => Promise<CheckedReply | null>;

export interface CheckNeeds {
  readonly register: Pick<Register, 'page'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly vault: Pick<Vault, 'read'>;
  readonly signer: Pick<Signer, 'verify'>;
}

export function replyChecker(needs: CheckNeeds): CheckReply {
  return async (number, code) => {
    const found = await replyOf(needs, number, code);
    if (!found?.reply.signedOn || !found.reply.outgoingNumber) return null;
    const { outgoingNumber, signedOn, sentOn, document } = found.reply;
    const check = document && needs.signer.verify(await needs.vault.read(document.hash)).at(-1);
    return {
      number: outgoingNumber,
      signedOn,
      sentOn,
      electronic: check ? { intact: check.intact, serial: check.certificate?.serial ?? null } : null,
    };
  };
}

/** The reply with this outgoing number and code, with its letter; also one of before a letter was reopened. */
export async function replyOf(
  needs: Pick<CheckNeeds, 'register' | 'letters'>,
  number: string,
  code: string,
): Promise<{ readonly letter: Letter; readonly id: string; readonly reply: Reply } | null> {
  if (!/\d/.test(number) || number.length > 60) return null;
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await needs.register.page({ scope: EVERYTHING, q: number, limit: 50, ...(after && { after }) });
    for (const { id } of page.items) {
      const { value } = await needs.letters.load(id);
      const reply = [value.reply, ...value.earlierReplies].find((each) => each?.outgoingNumber === number);
      if (reply) return same(checkCode(value, reply), plain(code)) ? { letter: value, id, reply } : null;
    }
    if (!page.next) return null;
    after = page.next;
  }
  return null;
}

/** Sixty bits out of what only this letter has; nobody can reckon it from the number. */
function checkCode({ fingerprint, statusCode }: Pick<Letter, 'fingerprint' | 'statusCode'>, { id }: Pick<Reply, 'id'>): string {
  const digest = createHmac('sha256', `${fingerprint} ${statusCode}`).update(id).digest();
  return Array.from(digest.subarray(0, 12), (byte) => SIGNS.charAt(byte & 31)).join('');
}

/** What the sheet carries: the address for the QR, the code in fours for people. */
export function checkMark(publicUrl: string, letter: Letter, reply: Reply): NonNullable<LetterSheet['check']> {
  const code = checkCode(letter, reply).replace(/(.{4})(?=.)/g, '$1-');
  return { url: `${publicUrl}/check/${encodeURIComponent(reply.outgoingNumber ?? '')}?code=${code}`, code };
}

/** Number and code out of the QR of a sheet; null when it is no check of ours. */
export function readCheckMark(text: string): { readonly number: string; readonly code: string } | null {
  if (text.length > 500 || !URL.canParse(text)) return null;
  const { pathname, searchParams } = new URL(text);
  const [, encoded] = pathname.match(/\/check\/([^/]+)$/) ?? [];
  const code = searchParams.get('code');
  try {
    return encoded && code ? { number: decodeURIComponent(encoded), code } : null;
  } catch {
    return null;
  }
}

/** Crockford's: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MOST_PAGES = 4;
const EVERYTHING = { all: true, offices: [], units: [], person: '', standsFor: [] } as const;

/** As people type it: Cyrillic look-alikes, O for 0, I and L for 1, any case, any dashes. */
function plain(code: string): string {
  const latin = [...code.toUpperCase()].map((each) => LOOK_ALIKE[each] ?? each).join('');
  return latin
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

const LOOK_ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АВЕКМНОРСТХ'].map((each, at) => [each, 'ABEKMHOPCTX'.charAt(at)]),
);

function same(kept: string, given: string): boolean {
  const [left, right] = [Buffer.from(kept), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
