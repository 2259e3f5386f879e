/** What a letter's text says for the fields of its card, and where: proposals that a clerk sees beside their place (3.2, 8.2.3). */
import type { Card } from '../domain/card.ts';
import { contactsOf, type Own } from '../language/contacts.ts';
import { taxNumbers } from '../language/identifiers.ts';

/** Fields of the card's form. */
export type SuggestedField =
  | 'organisation'
  | 'person'
  | 'email'
  | 'phone'
  | 'address'
  | 'inn'
  | 'contract'
  | 'refNumber'
  | 'refOn';

/** `value` as it goes into the field; offsets count UTF-16 units of the text. */
export interface Suggestion {
  readonly field: SuggestedField;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** In order of the fields; the first of a field is the best. */
export function suggestionsIn(text: string, own: Own): readonly Suggestion[] {
  const { contacts, favours } = contactsOf(text, own);
  const placed = (field: SuggestedField, values: readonly string[]) =>
    values.flatMap((value) => {
      const place = favours.find((each) => same(field, each.text, value));
      return place ? [{ field, value, start: place.start, end: place.end }] : [];
    });
  return [
    ...organisations(text),
    ...persons(text),
    ...placed('email', contacts.emails),
    ...placed('phone', contacts.phones),
    ...placed('address', contacts.addresses),
    ...taxNumbers(text)
      .filter(({ value }) => value.length === 10 || value.length === 12)
      .map((place) => ({ field: 'inn' as const, ...place })),
    ...placed('contract', contacts.contracts),
    ...customerRefs(text),
  ];
}

export const ORGANISATION =
  /(?:[Оо]бщество\s+с\s+ограниченной\s+ответственностью|(?:[Пп]убличное |[Зз]акрытое |[Оо]ткрытое )?[Аа]кционерное общество|[Сс]адоводческое (?:некоммерческое )?товарищество|[Тт]оварищество собственников (?:жилья|недвижимости)|(?:[Мм]униципальное|[Гг]осударственное)(?: [а-я]+){0,2} (?:учреждение|предприятие)|ООО|АО|ПАО|ЗАО|ОАО|МКУ|МБУ|МУП|ГУП|ТСЖ|ТСН|СНТ|ГБУ|ФГУП|ГСК|КФХ)\s+[«"“][^»"”\n]{2,80}[»"”]|ИП\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|(?:\s+[А-ЯЁ][а-яё]+){1,2})/gu;
const PERSON = /^[ \t]*([А-ЯЁ][а-яё-]+(?:\s+[А-ЯЁ][а-яё-]+){1,2}|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+)[ \t]*$/gmu;
/** Scans make «Исх. №» of many things: № comes out as Ne, Мо, No, N, and «от» as or, ot, om. */
const CUSTOMER_REF =
  /исх(?:одящий|\.)?\s*(?:№|N[eoо°]?\.?|Мо|Nº)\s*([^\s,;]{1,30})(?:\s+[oо][тtrm]\s+((\d{1,2})\.(\d{1,2})\.(\d{4})))?/giu;

export function normalQuotes(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/["“]([^"”»]*)["”»]/u, '«$1»');
}

export function customerRefIn(text: string): Card['customerRef'] {
  const all = customerRefs(text);
  const number = all.find(({ field }) => field === 'refNumber')?.value;
  return number ? { number, on: all.find(({ field }) => field === 'refOn')?.value ?? null } : null;
}

/** «Кому: АО «ТБЭК»» is us, not the sender: after the word «канцелярию» or «директору» comes the addressee. */
function organisations(text: string): readonly Suggestion[] {
  const found = [...text.matchAll(ORGANISATION)].map(({ 0: name, index }) => ({
    field: 'organisation' as const,
    value: normalQuotes(name),
    start: index,
    end: index + name.length,
  }));
  return found.filter(({ start }) => !ADDRESSEE.test(text.slice(Math.max(0, start - 60), start)));
}

const ADDRESSEE = /(?:канцелярию|директору|начальнику|руководителю|кому:?)\s{0,3}$/iu;

function persons(text: string): readonly Suggestion[] {
  return [...text.matchAll(PERSON)].map(({ 0: whole, 1: name = '', index }) => {
    const start = index + whole.indexOf(name);
    return { field: 'person' as const, value: name.replace(/\s+/g, ' '), start, end: start + name.length };
  });
}

function customerRefs(text: string): readonly Suggestion[] {
  return [...text.matchAll(CUSTOMER_REF)]
    .slice(0, 1)
    .flatMap(({ 0: whole, 1: number = '', 2: written, 3: d, 4: m, 5: y, index }) => {
      const at = index + whole.indexOf(number, 3);
      const ref = { field: 'refNumber' as const, value: number, start: at, end: at + number.length };
      if (!written || !d || !m || !y) return [ref];
      const on = index + whole.lastIndexOf(written);
      const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
      return [ref, { field: 'refOn' as const, value: day, start: on, end: on + written.length }];
    });
}

/** Places are as written, values normalised. */
function same(field: SuggestedField, written: string, value: string): boolean {
  if (field === 'phone') return written.replace(/\D/g, '').slice(-10) === value.replace(/\D/g, '').slice(-10);
  const bare = (text: string) => text.toLowerCase().replace(/[\s,]+/g, '');
  return bare(written).includes(bare(value));
}
