import { numeralsIn } from './numerals.ts';
import type { Place } from './place.ts';

interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** «тел.», «моб:», «звоните», «т.», «WhatsApp» up to 30 characters before the number, in the same sentence. */
const CUE =
  /(?:тел|моб|сот(?:ов|\.)|звон|факс|номер(?:у|а)? (?:телефона|мобильного)|контактн|whats|ватсап|вотсап|viber|вайбер|phone|tel|дозвон|связ)[\p{L}]{0,12}[^.;\n\d]{0,4}(?:\.?[^.;\n\d]{0,24})?$/iu;
const SHORT_CUE = /(?:^|[\s,;(])(?:т|ф|тф|т\/ф|м)\.?\s?:?\s*(?:\(\s*)?$/iu;
/** What is a number of something else. */
const OTHER =
  /(?:инн|кпп|огрн(?:ип)?|бик|окпо|октмо|снилс|р\s?\/\s?с[ч]?|к\s?\/\s?с[ч]?|л\s?\/\s?с[ч]?|расч[её]тн\p{L}* сч[её]т\p{L}*|сч[её]т\p{L}*(?:-фактур\p{L}*)?|договор\p{L}*|контракт\p{L}*|лицев\p{L}* сч[её]т\p{L}*|прибор\p{L}*(?: уч[её]та)?|заводск\p{L}* (?:номер|№)|сч[её]тчик\p{L}*|акт\p{L}*|сери\p{L}*|паспорт\p{L}*|код\p{L}*|исх|вх|входящ\p{L}*|исходящ\p{L}*|показани\p{L}*|абонент\p{L}*(?: номер)?|заявк\p{L}*|обращени\p{L}*|дел\p{L}|ваш\p{L}* (?:телефон|номер)\p{L}*|горяч\p{L}+ лини\p{L}+|№)[\s.:,№Nn°-]{0,6}$/iu;
/** Written as a telephone, whatever its code. */
const GROUPED = /^[78][ -]?\(?\d{3}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2}$|^[78][ -]?\(\d{3,5}\)/;
const MEASURE = /^\s*(?:руб|р\.|₽|коп|квт|ква|%|в\b|шт|тыс|млн|кв\.? ?м|м2|м²|км|л\.с)/iu;
const GROUPS = 4000;
const JOINT = /^[ \t\u00a0\u2009\u202f]?[()\-–—‑.·]?[ \t\u00a0]?[()\-–—‑]?[ \t\u00a0]?$/;

/** Telephone numbers of a text: `+7…` in full, local ones as their digits. Linear; numbers written in words too. */
export function phones(text: string): Place[] {
  const all = [...text.matchAll(/\d+/g)];
  // A table of readings has thousands of numbers; the telephone stands before or after it.
  const groups = (all.length > GROUPS ? [...all.slice(0, GROUPS / 2), ...all.slice(-GROUPS / 2)] : all).map(
    ({ index, 0: digits }) => ({ start: index, end: index + digits.length, digits }),
  );
  const found: Place[] = [];
  for (let at = 0; at < groups.length; ) {
    const taken = phoneAt(text, groups, at);
    if (taken) found.push(taken.place);
    at = taken ? taken.next : at + 1;
  }
  return [...found, ...spokenPhones(text)];
}

/** Digits only; the same number written in two ways is equal in its last ten digits. */
export function phoneKey(value: string): string {
  return value.replace(/\D/g, '').slice(-10);
}

function phoneAt(text: string, groups: readonly Group[], from: number): { place: Place; next: number } | null {
  const first = groups[from];
  if (!first || first.digits.length > 15 || !isLong(groups, from)) return null;
  const before = text.slice(Math.max(0, first.start - 44), first.start);
  if (/[\p{L}\d/]$/u.test(before) && !/[тф][.:]?$/i.test(before)) return null;
  const plus = /\+\s?\(?$/.test(before);
  const cued = CUE.test(before) || SHORT_CUE.test(before);
  if (!cued && !plus && OTHER.test(before)) return null;
  const bracket = /\(\s?$/.test(before);
  let digits = '';
  let best: { place: Place; next: number } | null = null;
  for (let at = from; at < groups.length && at - from < 12; at += 1) {
    const group = groups[at];
    if (
      !group ||
      (at > from && !JOINT.test(text.slice(groups[at - 1]?.end ?? 0, Math.min(group.start, (groups[at - 1]?.end ?? 0) + 7))))
    )
      break;
    digits += group.digits;
    if (digits.length > 15) break;
    const raw = text.slice(first.start, group.end);
    const after = text.slice(group.end, group.end + 12);
    if (/^[\p{L}\d]/u.test(after) || (MEASURE.test(after) && !plus)) continue;
    const value = numberOf(digits, raw, { plus, cued, bracket: bracket || raw.includes('(') });
    if (value)
      best = {
        place: { value, start: plus ? before.lastIndexOf('+') - before.length + first.start : first.start, end: group.end },
        next: at + 1,
      };
    if (digits.length >= 11 && value) break;
  }
  return best;
}

/** Five digits at least with the groups that follow; most numbers of a letter have fewer. */
function isLong(groups: readonly Group[], from: number): boolean {
  let count = 0;
  for (let at = from; at < groups.length && at - from < 8; at += 1) {
    const group = groups[at];
    const before = groups[at - 1];
    if (!group || (at > from && before && group.start - before.end > 5)) return false;
    count += group.digits.length;
    if (count >= 5) return true;
  }
  return false;
}

function numberOf(digits: string, raw: string, how: { plus: boolean; cued: boolean; bracket: boolean }): string | null {
  const parts = raw.split(/\D+/).filter(Boolean);
  if (/^\d{1,2}[./]\d{1,2}[./]\d{2,4}/.test(raw) || /^(?:19|20)\d\d$/.test(digits)) return null;
  if (how.plus && !digits.startsWith('7')) return digits.length >= 10 && digits.length <= 15 ? `+${digits}` : null;
  if (digits.length === 11 && (/^[78][3489]/.test(digits) || GROUPED.test(raw) || (how.cued && /^[78]/.test(digits)) || how.plus))
    return `+7${digits.slice(1)}`;
  if (digits.length === 10 && (/^9/.test(digits) || how.cued || (how.bracket && /^[348]/.test(digits)))) return `+7${digits}`;
  // A local number: two parts at least («2-34-56»), or whole after a cue.
  if (how.cued && digits.length >= 5 && digits.length <= 7 && (parts.length > 1 || digits.length > 4) && !raw.includes('.'))
    return digits;
  return null;
}

/** «восемь девятьсот двенадцать …»: eleven or ten digits, or five to seven after a cue. */
function spokenPhones(text: string): Place[] {
  return numeralsIn(text).flatMap(({ start, end, digits, words }) => {
    if (words < 4) return [];
    const cued = CUE.test(text.slice(Math.max(0, start - 44), start));
    if (digits.length === 11 && /^[78]/.test(digits)) return [{ value: `+7${digits.slice(1)}`, start, end }];
    if (digits.length === 10 && (cued || digits.startsWith('9'))) return [{ value: `+7${digits}`, start, end }];
    return cued && digits.length >= 5 && digits.length <= 7 ? [{ value: digits, start, end }] : [];
  });
}
