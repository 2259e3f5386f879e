/** The few helpers of the templates. */

/** Each throws on a value that it cannot print. */
export const helpers = { date, longDate, plural, nbsp };

const NB = '\u00a0';
const months = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];

/** `2026-11-23` → «23.11.2026»; a date that is printed already stays. */
export function date(day: unknown): string {
  if (typeof day === 'string' && /^\d{2}\.\d{2}\.\d{4}/.test(day)) return day;
  const [year, month, dayOfMonth] = parts(day);
  return `${dayOfMonth}.${month}.${year}`;
}

/** `2026-11-23` → «23 ноября 2026 г.» */
export function longDate(day: unknown): string {
  const [year, month, dayOfMonth] = parts(day);
  return `${Number(dayOfMonth)}${NB}${months[Number(month) - 1]}${NB}${year}${NB}г.`;
}

/** `{{plural 5 'день' 'дня' 'дней'}}` → «5 дней». */
export function plural(count: unknown, one: string, few: string, many: string): string {
  if (typeof count !== 'number' || !Number.isFinite(count)) throw new Error(`plural: ${String(count)} is not a number`);
  const rest = Math.abs(count) % 100;
  const last = rest % 10;
  if (!Number.isInteger(count)) return `${count}${NB}${few}`;
  const word = rest > 10 && rest < 20 ? many : last === 1 ? one : last > 1 && last < 5 ? few : many;
  return `${count}${NB}${word}`;
}

/** Spaces that do not break. */
export function nbsp(text: unknown): string {
  if (typeof text !== 'string' && typeof text !== 'number') throw new Error(`nbsp: ${String(text)} is no text`);
  return String(text).replaceAll(' ', NB);
}

function parts(day: unknown): [string, string, string] {
  const match = typeof day === 'string' ? day.match(/^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) : null;
  // An instant is refused too: its calendar day depends on the zone of the office.
  if (!match) throw new Error(`"${String(day)}" is not a day YYYY-MM-DD`);
  return [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
}
