/** The Date header. A date that is none gives null, never «now»; without a zone it is UTC, whatever the zone of this process. */
import type { Instant } from '../domain/card.ts';

/** ISO in UTC, or null. RFC 5322 3.3 with the obsolete forms of 4.3, ISO 8601, ctime, and «January 15, 2026 6:03 PM». */
export function sentAt(header: string | null): Instant | null {
  if (header === null) return null;
  const text = header
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (const form of FORMS) {
    const found = form.exec(text)?.groups;
    if (found) return instant(found);
  }
  return null;
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`;
const ZONE = String.raw`(?<zone>(?:GMT|UTC?)? ?[+-] ?\d{1,2}(?::?\d{2})?|[a-z]+)?`;
const FORMS = [
  String.raw`^(?:[^\d\s,]+,? ?)?(?<day>\d{1,2})[ -](?<month>[a-z]{3})[a-z]*\.?[ ,-]+(?<year>\d{2,4})(?: ${TIME} ?(?<half>[ap]m)? ?${ZONE}|$)`,
  String.raw`^(?:[a-z]{3,9},? )?(?<month>[a-z]{3})[a-z]* (?<day>\d{1,2}),? ${TIME}(?: ${ZONE})? (?<year>\d{4})`,
  String.raw`^(?:[a-z]{3,9}, )?(?<month>[a-z]{3})[a-z]* (?<day>\d{1,2}), (?<year>\d{4})(?: ${TIME} ?(?<half>[ap]m)? ?${ZONE}|$)`,
  String.raw`^(?<year>\d{4})[-/](?<month>\d{2})[-/](?<day>\d{2})(?:[T ]${TIME} ?(?<zone>Z|[+-]\d{2}:?\d{2})?|$)`,
].map((form) => new RegExp(form, 'i'));

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours from UTC. RFC 5322 4.3 names the American ones; the rest is what our senders write. */
// biome-ignore format: a table
const ZONES: Readonly<Record<string, number>> = {
  est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7,
  bst: 1, cet: 1, cest: 2, eet: 2, eest: 3, msk: 3, msd: 4, yekt: 5, omst: 6, krat: 7, irkt: 8, jst: 9, kst: 9,
};

function instant(found: Readonly<Record<string, string | undefined>>): Instant | null {
  const month = MONTHS.indexOf((found.month ?? '').toLowerCase());
  const [year, day, minute] = [fullYear(found.year), Number(found.day), Number(found.minute ?? 0)];
  const hour = hourOf(Number(found.hour ?? 0), found.half?.toLowerCase());
  const monthIndex = month < 0 ? Number(found.month) - 1 : month;
  const at = new Date(Date.UTC(year, monthIndex, day, hour, minute, Math.min(Number(found.second ?? 0), 59)));
  // 31 February is no date, though JavaScript would make it March
  if (at.getUTCMonth() !== monthIndex || at.getUTCDate() !== day || hour > 23 || minute > 59) return null;
  return new Date(at.getTime() - minutesFromUtc(found.zone) * 60_000).toISOString();
}

/** RFC 5322 4.3: two digits below 50 are 20xx, others and three digits count from 1900. */
function fullYear(digits: string | undefined): number {
  const year = Number(digits);
  if (digits?.length === 4) return year;
  return digits?.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function hourOf(hour: number, half: string | undefined): number {
  return half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
}

function minutesFromUtc(zone: string | undefined): number {
  const numeric = /([+-]) ?(\d{1,2}):?(\d{2})?$/.exec(zone ?? '');
  if (!numeric) return (ZONES[(zone ?? '').toLowerCase()] ?? 0) * 60;
  return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3] ?? 0));
}
