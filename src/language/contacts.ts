import { addresses } from './addresses.ts';
import { emails, isUnanswerable } from './emails.ts';
import type { Contacts, Favour } from './finding.ts';
import { contracts, otherWays, taxNumbers } from './identifiers.ts';
import { type Layer, layersOf } from './layers.ts';
import { phoneKey, phones } from './phones.ts';
import type { Place } from './place.ts';
import { spanOf } from './reading.ts';

/** What is the company's own and so no way to the consumer. Domains in small letters, telephones in any form. */
export interface Own {
  readonly domains: readonly string[];
  readonly phones: readonly string[];
}

export interface FoundContacts {
  readonly contacts: Contacts;
  /** Every place, in order; contracts and tax numbers as 'contract'. */
  readonly favours: readonly Favour[];
  /** Cl. 8.2.10: there is a way to the consumer; a name alone is none. */
  readonly reachable: boolean;
}

/** Of the same length, so that places stay where they are. */
function blanked(text: string, layers: readonly Layer[]): string {
  if (!layers.some(({ kind }) => kind === 'quoted')) return text;
  return layers.map(({ kind, start, end }) => (kind === 'quoted' ? ' '.repeat(end - start) : text.slice(start, end))).join('');
}

/** More are a list of other people's, not the sender's. */
const MOST = 100;

/**
 * Contact data of the sender in a text (cl. 8.2.10), our own left out; and so is what a mail quotes: there stand the telephones of
 * whoever answered. A contract is the consumer's own wherever it is named.
 */
export function contactsOf(text: string, own: Own, layers: readonly Layer[] = layersOf(text)): FoundContacts {
  const said = blanked(text, layers);
  const mails = emails(said)
    .slice(0, MOST)
    .filter(({ value }) => !isOwnMail(value, own) && !isUnanswerable(value));
  const ids = contracts(text).slice(0, MOST);
  const taxes = taxNumbers(text).slice(0, MOST);
  const numbers = phones(said)
    .slice(0, MOST)
    .filter(
      (phone) => !isOwnPhone(phone.value, own) && !overlaps(phone, ids) && !overlaps(phone, taxes) && !overlaps(phone, mails),
    );
  const places = addresses(said).slice(0, MOST);
  const others = otherWays(said).slice(0, MOST);
  const contacts: Contacts = {
    emails: values(mails),
    phones: values(numbers),
    addresses: values(places),
    contracts: values(ids),
  };
  const favour =
    (what: Favour['what']) =>
    (place: Place): Favour => ({ ...spanOf(text, place.start, place.end), what });
  const favours = [
    ...[...mails, ...numbers, ...places, ...others].map(favour('contact')),
    ...[...ids, ...taxes].map(favour('contract')),
  ].sort((a, b) => a.start - b.start);
  return { contacts, favours, reachable: favours.length > 0 };
}

/** A sender's address is contact data unless nobody reads there or it is ours (A16). */
export function isUsableSender(from: string | null, own: Own): boolean {
  return from?.includes('@') === true && !isUnanswerable(from) && !isOwnMail(from.toLowerCase(), own);
}

function isOwnMail(address: string, own: Own): boolean {
  const host = address.slice(address.lastIndexOf('@') + 1);
  return own.domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

function isOwnPhone(value: string, own: Own): boolean {
  const key = phoneKey(value);
  return own.phones.some((phone) => (key.length < 10 ? phoneKey(phone).endsWith(key) : phoneKey(phone) === key));
}

function overlaps(place: Place, others: readonly Place[]): boolean {
  return others.some(({ start, end }) => start < place.end && place.start < end);
}

function values(places: readonly Place[]): string[] {
  return [...new Set(places.map(({ value }) => value))];
}
