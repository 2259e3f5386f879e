/** Days, hours and counts as people read them; all in the company's zone, never UTC. */
import { type Day, dayIn, isWorkingDay, timeIn, workingDaysBetween } from '../domain/calendar.ts';
import type { Tone } from '../domain/light.ts';
import type { Standard } from '../domain/standard.ts';

export { fileSize } from '../domain/words.ts';

const NB = '\u00a0';

export interface Wait {
  readonly tone: Tone;
  readonly text: string;
}

/** How long a letter has waited for the clerk, in hours of work; from the registration day on (A2). `now` is an instant. */
export function waiting(standard: Standard, row: { readonly receivedAt: string; readonly registeredOn: Day }, now: Date): Wait {
  const { zone } = standard.organisation.company;
  const today = dayIn(zone, now);
  // Taken out of the quarantine after hours it has tomorrow's date, and has waited for days
  const since = row.registeredOn > today ? dayIn(zone, new Date(row.receivedAt)) : row.registeredOn;
  const days = workingDaysBetween(standard.calendar, since, today);
  if (days >= 1) return { tone: 'late', text: counted(days, 'день', 'дня', 'дней') };
  const minutes = Math.max(0, Math.floor((now.getTime() - startOf(standard, row, now)) / 60_000));
  const tone = minutes >= 180 ? 'hot' : minutes >= 60 ? 'soon' : 'calm';
  const hours = Math.floor(minutes / 60);
  return { tone, text: hours > 0 ? `${hours}${NB}ч ${minutes % 60}${NB}мин` : `${minutes}${NB}мин` };
}

/** «09:12» today, «пт 16:10» within a week, «06.11» before. */
export function came(zone: string, at: string, now: Date): string {
  const moment = new Date(at);
  const day = dayIn(zone, moment);
  const today = dayIn(zone, now);
  if (day === today) return timeIn(zone, moment);
  if (now.getTime() - moment.getTime() < 6 * 86_400_000) {
    return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''} ${timeIn(zone, moment)}`;
  }
  return shortDay(day, today);
}

/** «06.11, 09:12»; with the year when it is another one. */
export function moment(zone: string, at: string, now: Date): string {
  const when = new Date(at);
  return `${shortDay(dayIn(zone, when), dayIn(zone, now))}, ${timeIn(zone, when)}`;
}

/** «6 ноября 2026, 09:12» */
export function longMoment(zone: string, at: string): string {
  const day = dayIn(zone, new Date(at));
  return `${longDay(day)}, ${timeIn(zone, new Date(at))}`;
}

/** «12:10:24» */
export function clockTime(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('ru-RU', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

function longDay(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)}${NB}${MONTHS[Number(month) - 1] ?? ''}${NB}${year}`;
}

/** «14 декабря» */
export function dayAndMonth(day: Day): string {
  const [, month, date] = day.split('-');
  return `${Number(date)}${NB}${MONTHS[Number(month) - 1] ?? ''}`;
}

/** «27.11», and the year when it is not this one. */
export function shortDay(day: Day, today: Day): string {
  const [year = '', month, date] = day.split('-');
  return today.startsWith(year) ? `${date}.${month}` : `${date}.${month}.${year}`;
}

/** «5 дней»: a number and its noun, unbroken. */
export function counted(count: number, one: string, few: string, many: string): string {
  return `${count}${NB}${noun(count, one, few, many)}`;
}

export function noun(count: number, one: string, few: string, many: string): string {
  const rest = Math.abs(count) % 100;
  const last = rest % 10;
  if (rest > 10 && rest < 20) return many;
  return last === 1 ? one : last > 1 && last < 5 ? few : many;
}

/** What came in the night or at the weekend begins to wait at nine. */
function startOf(standard: Standard, { receivedAt, registeredOn }: { receivedAt: string; registeredOn: Day }, now: Date): number {
  const { zone } = standard.organisation.company;
  const received = new Date(receivedAt);
  const sameDay = dayIn(zone, received) === registeredOn;
  if (sameDay || dayIn(zone, now) < registeredOn || !isWorkingDay(standard.calendar, registeredOn)) return received.getTime();
  const [hours = 0, minutes = 0] = timeIn(zone, now).split(':').map(Number);
  return now.getTime() - (hours * 60 + minutes - 9 * 60) * 60_000;
}

const WEEKDAYS = ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'];
/** In the nominative. */
export const MONTH_NAMES = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');
const MONTHS = [
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
