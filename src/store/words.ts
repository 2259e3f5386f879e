/**
 * What a letter is found by, as tokens of one indexed array, the same on every server: stems of words; `#` a number or a part
 * of it; `@` an e-mail address; `+` the last ten digits of a telephone; `m:` a Message-ID. What a question asks is made here
 * too, so that both sides always fit.
 */
import type { Letter } from '../domain/letter.ts';
import { stems } from '../language/stems.ts';

/** Tokens of one letter: fifty sheets of text have some 3,000 different stems. The first words of a text tell most. */
const MOST = 2000;
/** Characters of a token. */
const LONGEST = 200;
const NUMBERS_IN_TEXT = 300;

/** Stems that occur nearly everywhere and tell nothing; left out of both letters and questions. */
const EMPTY = new Set(
  'на по не за от до из что как это для или при мы вы он она они то но так же бы ли со об во нам вам нас вас наш ваш ко'.split(
    ' ',
  ),
);

export function wordsOf(letter: Letter): readonly string[] {
  return tokensOf(letter, letter.text);
}

/** Without the words of the text, which are nine in ten: numbers, names, addresses, Message-IDs, the subject. */
export function headWordsOf(letter: Letter): readonly string[] {
  return tokensOf(letter, '');
}

function tokensOf(letter: Letter, text: string): readonly string[] {
  const tokens = new Set<string>();
  const add = (each: string) => {
    if (tokens.size < MOST) tokens.add(each.slice(0, LONGEST));
  };
  for (const each of namesOf(letter, text)) add(each);
  const { card, reply } = letter;
  const { organisation, person, address } = card.correspondent;
  for (const part of [card.subject, organisation, person, address, reply?.title, text]) {
    if (part) for (const stem of stems(part)) if (!EMPTY.has(stem)) add(stem);
  }
  return [...tokens];
}

/** All of the lists must be met, each by one of its tokens; null when the question says nothing that could be looked for. */
export function questionOf(q: string): readonly (readonly string[])[] | null {
  const asked = q.trim();
  if (asked === '') return [];
  const telephone = /^[+\d\s()-]+$/.test(asked) ? telephoneToken(asked) : null;
  // ten digits may as well be an ИНН or an account
  if (telephone) return [[telephone, `#${spelled(asked)}`, asked].map(cut)];
  const demands = asked.split(/\s+/).flatMap(demandsOf);
  return demands.length > 0 ? demands : null;
}

/** Without angle brackets and what mail programs put around them. */
export function bareId(messageId: string): string {
  return messageId.trim().replace(/^<|>$/g, '');
}

function demandsOf(term: string): readonly (readonly string[])[] {
  const bare = term.replace(/^[«"'(<№#]+|[»"'),;.>:!?]+$/g, '');
  if (bare.includes('@')) return [[`@${bare.toLowerCase()}`, `m:${bareId(bare)}`].map(cut)];
  const words = stems(bare).filter((each) => !EMPTY.has(each));
  if (isNumber(bare)) return [[`#${spelled(bare)}`, ...(words.length === 1 ? words : [])].map(cut)];
  return words.map((each) => [cut(each)]);
}

function namesOf(letter: Letter, text: string): readonly string[] {
  const { number, mail, reply, earlierReplies, card, contacts } = letter;
  const { email, phone, contract, inn } = card.correspondent;
  const outgoing = [...earlierReplies, ...(reply ? [reply] : [])];
  const numbers = [number, ...outgoing.flatMap((each) => each.outgoingNumber ?? [])];
  const foreign = [card.customerRef?.number, contract, inn, ...(contacts?.contracts ?? [])];
  const ids = [mail?.messageId, ...outgoing.map(({ dispatch }) => dispatch?.messageId)];
  return [
    ...numbers.flatMap(partsOf).map((each) => `#${each}`),
    ...foreign.flatMap((each) => (each ? [`#${spelled(each)}`] : [])),
    ...ids.flatMap((each) => (each ? [`m:${bareId(each)}`] : [])),
    ...[email, ...(contacts?.emails ?? [])].flatMap((each) => (each ? [`@${each.trim().toLowerCase()}`] : [])),
    ...[phone, ...(contacts?.phones ?? [])].flatMap((each) => (each && telephoneToken(each)) || []),
    ...numbersIn(text),
  ];
}

/** `цо-2026/4401`, `2026/4401`, `4401`: what people remember of a number. */
function partsOf(number: string): readonly string[] {
  const whole = spelled(number);
  const borders = [...whole.matchAll(/[-/]/g)].map(({ index }) => index + 1);
  return [whole, ...borders.map((from) => whole.slice(from))];
}

/** One spelling: lower case, ё as е, no leading zeros, no spaces and №. */
function spelled(number: string): string {
  return number
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s№#]+/g, '')
    .replace(/(?<![\p{L}\d])0+(?=\d)/gu, '');
}

/** Letters and digits with hyphens or strokes between, at least one digit: `ЭС-1023/17`, `4401`. */
function isNumber(term: string): boolean {
  return /\d/.test(term) && /^[\p{L}\d]+(?:[-/][\p{L}\d]+)*$/u.test(term);
}

/** Runs of letters, digits, hyphens and strokes around a digit. Looks from digit to digit: time linear in the text. */
function* numbersIn(text: string): Generator<string> {
  const digit = /\d/g;
  for (let left = NUMBERS_IN_TEXT; left > 0 && digit.exec(text); left -= 1) {
    let start = digit.lastIndex - 1;
    let end = digit.lastIndex;
    while (start > 0 && end - start < LONGEST && PART.test(text.charAt(start - 1))) start -= 1;
    while (end < text.length && end - start < LONGEST && PART.test(text.charAt(end))) end += 1;
    digit.lastIndex = end;
    const term = text.slice(start, end).replace(/^[-/]+|[-/]+$/g, '');
    if (/[-/]/.test(term) && isNumber(term)) yield `#${spelled(term)}`;
  }
}

const PART = /[\p{L}\d/-]/u;

function telephoneToken(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  return digits.length >= 10 && digits.length <= 12 ? `+${digits.slice(-10)}` : null;
}

function cut(token: string): string {
  return token.slice(0, LONGEST);
}
