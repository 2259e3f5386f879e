/** When things of the set happen, counted from now: in working days of the calendar, in local time of the office's zone. */
import { addWorkingDays, type Calendar, type Day, dayIn, isWorkingDay, timeIn, workingDayFrom } from '../domain/calendar.ts';
import type { DemoStep, Story, When } from './story.ts';

export interface Moments {
  of(when: When): Date;
  /** One instant for each step, rising, none after now. @throws Error naming the letter and the step */
  ofSteps(story: Story): readonly Date[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const OPENS = '09:00';
const CLOSES = '17:00';
/** Nothing of a December letter is later than this many days after the month. */
const DECEMBER_TAIL = 70;

export function moments(calendar: Calendar, zone: string, now: Date): Moments {
  const today = dayIn(zone, now);
  const desk = lastAtWork(calendar, zone, now);
  const of = (when: When): Date => {
    if ('minutes' in when) return new Date(desk.getTime() - when.minutes * MINUTE);
    const day = 'ago' in when ? workingDaysBefore(calendar, today, when.ago) : decemberDay(calendar, zone, now, when.december);
    return instant(zone, day, when.at);
  };
  return {
    of,
    ofSteps(story) {
      let last = of(story.received);
      const first = workingDayFrom(calendar, dayIn(zone, last));
      return story.steps.map((step, index) => {
        last = after(last, step.minutes === null ? null : of({ minutes: step.minutes }), () =>
          momentOf(zone, addWorkingDays(calendar, first, step.day ?? 0).on, step, last, seed(story.id, index)),
        );
        if (last > now) throw new Error(`${story.id}: step ${index + 1} (${step.verb}) would be after now`);
        return last;
      });
    },
  };
}

/** People do one thing after the other: a moment that is not later than the last step follows it by a minute. */
function after(last: Date, fixed: Date | null, otherwise: () => Date): Date {
  const wanted = fixed ?? otherwise();
  return wanted > last ? wanted : new Date(last.getTime() + MINUTE);
}

function momentOf(zone: string, day: Day, { day: asked, at }: DemoStep, last: Date, chance: number): Date {
  if (at) return instant(zone, asked === null ? dayIn(zone, last) : day, at);
  const soon = new Date(last.getTime() + (12 + (chance % 30)) * MINUTE);
  if (asked === null || dayIn(zone, last) === day)
    return timeIn(zone, soon) < CLOSES ? soon : new Date(last.getTime() + 2 * MINUTE);
  return new Date(instant(zone, day, OPENS).getTime() + (15 + (chance % 330)) * MINUTE);
}

/** The present hour while people work, else the last closing hour. */
function lastAtWork(calendar: Calendar, zone: string, now: Date): Date {
  const today = dayIn(zone, now);
  const time = timeIn(zone, now);
  if (isWorkingDay(calendar, today) && time >= OPENS) return time < CLOSES ? now : instant(zone, today, CLOSES);
  return instant(zone, workingDaysBefore(calendar, today, 1), CLOSES);
}

function workingDaysBefore(calendar: Calendar, from: Day, days: number): Day {
  let day = from;
  for (let left = days; left > 0; ) {
    day = shifted(day, -1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** Of the last December whose letters are all answered by now. */
function decemberDay(calendar: Calendar, zone: string, now: Date, date: number): Day {
  const year = Number(dayIn(zone, new Date(now.getTime() - DECEMBER_TAIL * DAY)).slice(0, 4)) - 1;
  const wanted = `${year}-12-${String(date).padStart(2, '0')}`;
  // Between Christmas and the New Year the next working day is in January: step back instead
  return isWorkingDay(calendar, wanted) ? wanted : workingDaysBefore(calendar, wanted, 1);
}

/** The instant of a local time: the offset of the zone is found by looking. */
export function instant(zone: string, day: Day, time: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const seen = Date.parse(`${dayIn(zone, new Date(asUtc))}T${timeIn(zone, new Date(asUtc))}:00Z`);
  return new Date(asUtc - (seen - asUtc));
}

export function shifted(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Even spread that is the same at each load. */
function seed(id: string, index: number): number {
  let hash = 7 + index * 97;
  for (const letter of id) hash = (hash * 31 + letter.charCodeAt(0)) % 100_003;
  return hash;
}
