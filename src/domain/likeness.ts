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
}

export function correspondentKeys({ correspondent: { email, contract, inn } }: Pick<Card, 'correspondent'>): CorrespondentKeys {
  return {
    email: email?.trim().toLowerCase() || null,
    contract: contract?.replace(/[\s№]+/g, '').toUpperCase() || null,
    inn: inn?.replace(/\D/g, '') || null,
  };
}

/** One key in common is enough: people write from several addresses about one contract. */
export function sameCorrespondent(a: Pick<Card, 'correspondent'>, b: Pick<Card, 'correspondent'>): boolean {
  const [left, right] = [correspondentKeys(a), correspondentKeys(b)];
  return (['email', 'contract', 'inn'] as const).some((key) => left[key] !== null && left[key] === right[key]);
}

/** A sender that nobody reads: never answered by a machine (RFC 3834), and no contact data (8.2.10, A16). */
export function isNobody(address: string): boolean {
  return /^(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)\b/i.test(address);
}
