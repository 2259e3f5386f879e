/**
 * Working days by the Russian production calendar (domain report §2, §3). A `Day` is 'YYYY-MM-DD', a calendar day in the
 * office's time zone, never a UTC date. Terms start the day after (ГК РФ ст. 191); a working Saturday counts (A20).
 */
export type Day = string;

export interface CalendarYear {
  readonly year: number;
  /** Weekdays that are not worked. */
  readonly holidays: readonly Day[];
  /** Saturdays and Sundays that are worked. */
  readonly workingWeekends: readonly Day[];
  readonly shortDays: readonly Day[];
  readonly decree: string;
}

export interface Calendar {
  readonly years: Readonly<Record<number, CalendarYear>>;
}

export interface Due {
  readonly on: Day;
  /** True when a year without a published calendar was counted by weekends alone (A18). */
  readonly provisional: boolean;
}

const DAY_MS = 86_400_000;

/** True for 'YYYY-MM-DD' that exists: 2026-02-30 does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const year = calendar.years[yearOf(day)];
  const weekend = isWeekend(day);
  if (!year) return !weekend;
  return weekend ? year.workingWeekends.includes(day) : !year.holidays.includes(day);
}

export function isShortDay(calendar: Calendar, day: Day): boolean {
  return calendar.years[yearOf(day)]?.shortDays.includes(day) ?? false;
}

/** The day `days` working days after `from`; day 1 is the next working day. @throws RangeError on negative days */
export function addWorkingDays(calendar: Calendar, from: Day, days: number): Due {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`working days must be a whole number ≥ 0, got ${days}`);
  let on = from;
  let provisional = false;
  for (let left = days; left > 0; ) {
    on = dayAfter(on);
    provisional ||= !calendar.years[yearOf(on)];
    if (isWorkingDay(calendar, on)) left -= 1;
  }
  return { on, provisional };
}

/** Working days from `from` (exclusive) to `to` (inclusive); negative when `to` lies before `from`. */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = from; day < to; ) {
    day = dayAfter(day);
    if (isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

/** The same day when it is worked, else the next one that is (A2). */
export function workingDayFrom(calendar: Calendar, day: Day): Day {
  return isWorkingDay(calendar, day) ? day : addWorkingDays(calendar, day, 1).on;
}

/** The next day of the calendar, worked or not. */
export function dayAfter(day: Day): Day {
  return shifted(day, 1);
}

export function dayBefore(day: Day): Day {
  return shifted(day, -1);
}

/** The calendar day of an instant in a zone. */
export function dayIn(zone: string, at: Date): Day {
  return formatterFor(zone, 'day').format(at);
}

/** 'HH:MM' of an instant in a zone. */
export function timeIn(zone: string, at: Date): string {
  return formatterFor(zone, 'time').format(at);
}

/** The instant when a zone's clocks show noon on a day: of a paper only the day is known. */
export function noonIn(zone: string, day: Day): Date {
  const guess = new Date(`${day}T12:00:00Z`);
  const ahead = Date.parse(`${dayIn(zone, guess)}T${timeIn(zone, guess)}:00Z`) - guess.getTime();
  return new Date(guess.getTime() - ahead);
}

const SHAPES = {
  day: ['en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }],
  time: ['en-GB', { hour: '2-digit', minute: '2-digit' }],
} as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one is slow, and every registration asks: kept. */
function formatterFor(zone: string, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const known = formatters.get(`${shape} ${zone}`);
  if (known) return known;
  const [locale, options] = SHAPES[shape];
  const formatter = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formatters.set(`${shape} ${zone}`, formatter);
  return formatter;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function shifted(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
