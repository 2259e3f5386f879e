import type { Place } from './place.ts';

const ID = '([\\p{L}\\d][\\p{L}\\d/\\\\.-]{1,30})';
const CONTRACT = new RegExp(
  `(?:договор|контракт|дог\\.|лицев\\p{L}{1,4}\\s+сч[её]т|лиц\\.?\\s?сч(?:[её]т|\\.)|(?<![\\p{L}\\d])л\\s?/\\s?с(?:ч(?:[её]т)?)?|(?<![\\p{L}\\d])лс(?=[\\s№:])|абонентск\\p{L}{2,3}\\s+номер|номер\\p{L}?\\s+абонент\\p{L}?|код\\p{L}?\\s+(?:абонент|потребител)\\p{L}?|абонент(?=\\s*№)|потребител\\p{L}(?=\\s*№))\\p{L}{0,6}\\.?(?:\\s+(?!от\\s)\\p{L}{1,20}){0,3}\\s{0,3}[:№#Nn]?\\s{0,2}(?:№|[Nn]o?\\.?)?\\s{0,2}${ID}`,
  'giu',
);
const TAX = /(?<!\p{L})(инн|огрн(?:ип)?)(?:\s?\/\s?кпп)?[\s:.№-]{0,6}(\d{10,15})(?!\d)/giu;
const MESSENGER =
  /(?<!\p{L})(?:t\.me\/|telegram|телеграмм?|тг|вк|vk\.com\/|whatsapp|ватсап|skype|скайп)[\s:@/-]{0,4}@?[a-z][a-z0-9_.]{3,32}|(?<!\p{L})(?:а\s?\/\s?я|абонентск\p{L}{2,3}\s+ящик\p{L}{0,2})\s*№?\s*\d{1,6}/giu;

/** «ЭС-4410/22 договор»: the number before the word. */
const BEFORE = /(?<![\p{L}\d/-])((?:\p{L}{1,4}-)?\d{3,8}[/-]\d{1,6})\s+(?:договор|контракт)(?!\p{L})/giu;

/** Numbers of contracts and personal accounts, as written; their form is the supplier's, so a digit and a cue are enough. */
export function contracts(text: string): Place[] {
  const found: Place[] = [];
  for (const match of text.matchAll(CONTRACT)) {
    const id = (match[1] ?? '').replace(/[.\-/\\]+$/, '');
    const digits = id.replace(/\D/g, '');
    const hasSign = /[№#:]|\b[Nn]o?\b/.test(match[0].slice(0, -(match[1] ?? '').length));
    if (digits.length < (hasSign ? 1 : 4) || isDay(id) || (!hasSign && /^\d{5,}[а-яё]/iu.test(id))) continue;
    if (/^(?:19|20)\d\d$/.test(id) && !hasSign) continue;
    const end = match.index + match[0].length - ((match[1] ?? '').length - id.length);
    found.push({ value: id, start: end - id.length, end });
  }
  for (const { index, 1: id = '' } of /\d\s+(?:договор|контракт)/i.test(text) ? text.matchAll(BEFORE) : []) {
    if (!isDay(id) && !found.some(({ start }) => start === index))
      found.push({ value: id, start: index, end: index + id.length });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** ИНН and ОГРН with the right check digits: by them the consumer is found (cl. 8.2.10 is then no ground). */
export function taxNumbers(text: string): Place[] {
  return [...text.matchAll(TAX)].flatMap(({ index, 0: whole, 1: name = '', 2: digits = '' }) => {
    const good = name.toLowerCase() === 'инн' ? isInn(digits) : isOgrn(digits);
    return good ? [{ value: digits, start: index + whole.length - digits.length, end: index + whole.length }] : [];
  });
}

/** Messengers and postboxes: a way to answer. */
export function otherWays(text: string): Place[] {
  if (!/t\.me|telegr|телегр|vk\.com|whats|ватс|skype|скайп|а\s?\/\s?я|ящик|(?:тг|вк)[\s:@/-]{1,4}@?[a-z]/i.test(text)) return [];
  return [...text.matchAll(MESSENGER)].map(({ index, 0: value }) => ({ value, start: index, end: index + value.length }));
}

const TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** ИНН of an organisation (10 digits) or a person (12). */
export function isInn(digits: string): boolean {
  const check = (weights: readonly number[]): number =>
    (weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11) % 10;
  if (/^\d{10}$/.test(digits)) return check(TEN) === Number(digits[9]);
  return /^\d{12}$/.test(digits) && check([7, ...TEN]) === Number(digits[10]) && check([3, 7, ...TEN]) === Number(digits[11]);
}

/** ОГРН (13 digits) or ОГРНИП (15). */
export function isOgrn(digits: string): boolean {
  if (!/^(?:\d{13}|\d{15})$/.test(digits)) return false;
  const body = digits.slice(0, -1);
  return (Number(body) % (digits.length === 13 ? 11 : 13)) % 10 === Number(digits.at(-1));
}

function isDay(id: string): boolean {
  return /^\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?$/.test(id);
}
