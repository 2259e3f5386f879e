/** The Date header. A date that is none gives null, never «now»; without a zone it is UTC, whatever the zone of this process. */
import type { Instant } from '../domain/card.ts';

/** ISO in UTC, or null. RFC 5322 3.3 with the obsolete forms of 4.3, ISO 8601, and ctime. */
export function sentAt(header: string | null): Instant | null {
  if (header === null) return null;
  const text = header
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const mail = MAIL.exec(text);
  if (mail) {
    const [, day, month, year, hour, minute, second, zone] = mail;
    return instant(fullYear(year), monthOf(month), Number(day), Number(hour), Number(minute), Number(second ?? 0), zone);
  }
  const ctime = CTIME.exec(text);
  if (ctime) {
    const [, month, day, hour, minute, second, zone, year] = ctime;
    return instant(Number(year), monthOf(month), Number(day), Number(hour), Number(minute), Number(second ?? 0), zone);
  }
  const iso = ISO.exec(text);
  if (!iso) return null;
  const [, year, month, day, hour, minute, second, zone] = iso;
  return instant(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), zone);
}

const MAIL =
  /^(?:[^\d\s,]+,?\s*)?(\d{1,2})[\s-]([a-z]{3})[a-z]*\.?[\s-,]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([+-]\s?\d{1,2}:?\d{2}|[a-z]+)?/i;
const CTIME = /^(?:[a-z]{3,9},? )?([a-z]{3})[a-z]* (\d{1,2}),? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([a-z]+|[+-]\d{4}))? (\d{4})/i;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours from UTC. RFC 5322 4.3 names the American ones; the rest is what our senders write. */
const ZONES: Readonly<Record<string, number>> = {
  est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7,
  bst: 1, cet: 1, cest: 2, eet: 2, eest: 3, msk: 3, msd: 4, yekt: 5, omst: 6, krat: 7, irkt: 8, jst: 9, kst: 9,
}; // biome-ignore format: a table

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').toLowerCase());
}

/** RFC 5322 4.3: two digits below 50 are 20xx, others and three digits count from 1900. */
function fullYear(digits: string | undefined): number {
  const year = Number(digits);
  if (digits?.length === 4) return year;
  return digits?.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: string | undefined,
): Instant | null {
  const at = new Date(Date.UTC(year, month, day, hour, minute, Math.min(second, 59)));
  // 31 February is no date, though JavaScript would make it March
  if (month < 0 || at.getUTCMonth() !== month || at.getUTCDate() !== day || hour > 24 || minute > 59 || year < 1970) return null;
  return new Date(at.getTime() - minutesFromUtc(zone) * 60_000).toISOString();
}

function minutesFromUtc(zone: string | undefined): number {
  const numeric = /^([+-])\s?(\d{1,2}):?(\d{2})$/.exec(zone ?? '');
  if (!numeric) return (ZONES[(zone ?? '').toLowerCase()] ?? 0) * 60;
  return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]));
}
