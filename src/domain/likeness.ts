/** The same letter twice, and letters of the same consumer (8.2.8). */
import type { Card } from './card.ts';

/** The content key of scanned pages: their hashes in page order. The same pages in another order are another letter. */
export function scanFingerprint(hashes: readonly string[]): string {
  return `scan:${hashes.join('+')}`;
}

/** The same letter by two ways: equal content. Numbers, mailboxes and times do not count. */
export function sameLetter(a: { readonly fingerprint: string }, b: { readonly fingerprint: string }): boolean {
  return a.fingerprint !== '' && a.fingerprint === b.fingerprint;
}

/** What tells a consumer from another; null where it is not known. Spelling does not count. */
export interface CorrespondentKeys {
  readonly email: string | null;
  readonly contract: string | null;
  readonly inn: string | null;
  /** The last ten digits; local numbers of many places are equal, so shorter ones do not count. */
  readonly phone: string | null;
  /** Of the organisation, letters and digits only: people of one name are many. */
  readonly name: string | null;
}

/** What a search for earlier letters may know of a consumer. */
export type SoughtKeys = Pick<CorrespondentKeys, 'email' | 'contract' | 'inn'> & Partial<CorrespondentKeys>;

export function correspondentKeys({ correspondent }: Pick<Card, 'correspondent'>): CorrespondentKeys {
  const { email, contract, inn, phone, organisation } = correspondent;
  const digits = phone?.replace(/\D/g, '') ?? '';
  const name =
    organisation
      ?.toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/[^\p{L}\p{N}]+/gu, '') ?? '';
  return {
    email: email?.trim().toLowerCase() || null,
    contract: contract?.replace(/[\s№]+/g, '').toUpperCase() || null,
    inn: inn?.replace(/\D/g, '') || null,
    phone: isOwn(digits) ? digits.slice(-10) : null,
    name: name.length >= 6 ? name : null,
  };
}

/** A number that could be somebody's: whole, and no row of noughts put in to fill the field. */
function isOwn(digits: string): boolean {
  return digits.length >= 10 && new Set(digits.slice(-10)).size > 2;
}

/** One key in common is enough: people write from several addresses about one contract. */
export function sameCorrespondent(a: Pick<Card, 'correspondent'>, b: Pick<Card, 'correspondent'>): boolean {
  const [left, right] = [correspondentKeys(a), correspondentKeys(b)];
  return (['email', 'contract', 'inn', 'phone', 'name'] as const).some((key) => left[key] !== null && left[key] === right[key]);
}

/**
 * 8.2.8: an answer on the merits, by the template it was written from. Not: an interim answer, a request for papers, a
 * forwarding, a message of cl. 10.6, and refusals that answered nothing (8.2.6, 8.2.7, 8.2.10).
 */
export function isOnMerits(template: string): boolean {
  return !/^(?:interim|request-info|redirect|extended|info-|refusal-(?:abuse|illegible|no-contact))/.test(template);
}

/** 8.2.5, A8: what is sent on the way, after which the answer itself is still owed and the term runs on. */
export function isOnTheWay(template: string): boolean {
  return /^(?:interim|request-info)/.test(template);
}

/** A sender that nobody reads: never answered by a machine (RFC 3834), and no contact data (8.2.10, A16). */
export function isNobody(address: string): boolean {
  return /^(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)\b/i.test(address);
}
