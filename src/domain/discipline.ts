/** How terms are kept (cl. 8.2.5, 11.1): in figures that a head can answer for. */
import { type Calendar, type Day, workingDaysBetween } from './calendar.ts';
import type { PersonId } from './person.ts';

/** Letters that agree in all that a report on terms asks. */
export interface TermGroup {
  readonly executor: PersonId | null;
  readonly state: string;
  readonly registeredOn: Day;
  readonly dueOn: Day;
  readonly sentOn: Day | null;
  /** Working days (8.2.5). */
  readonly extendedBy: number;
  readonly count: number;
}

export interface Discipline {
  /** Letters whose term has ended: by an answer, or by its day. Whoever was owed no answer is not among them. */
  readonly ended: number;
  /** Answered on the due day or before. */
  readonly kept: number;
  /** Working days from registration to the answer, the mean; null while nothing is answered. */
  readonly meanDays: number | null;
  /** Letters whose term was extended, ended or not. */
  readonly extended: number;
}

/** `isOpen`: the term runs in this state. A4: the due day itself is in time. */
export function disciplineOf(
  groups: readonly TermGroup[],
  { calendar, today, isOpen }: { readonly calendar: Calendar; readonly today: Day; readonly isOpen: (state: string) => boolean },
): Discipline {
  let [ended, kept, answered, days, extended] = [0, 0, 0, 0, 0];
  for (const { state, registeredOn, dueOn, sentOn, extendedBy, count } of groups) {
    if (extendedBy > 0) extended += count;
    if (sentOn !== null) {
      answered += count;
      days += count * workingDaysBetween(calendar, registeredOn, sentOn);
    }
    const late = sentOn === null ? isOpen(state) && dueOn < today : sentOn > dueOn;
    if (sentOn === null && !late) continue;
    ended += count;
    if (!late) kept += count;
  }
  return { ended, kept, meanDays: answered > 0 ? days / answered : null, extended };
}

/** Days from the first to the last of a month: '2026-11' gives 2026-11-01 and 2026-11-30. */
export function daysOf(month: string): readonly [Day, Day] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return [`${month}-01`, new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)];
}

/** The month of a day and those before it, the oldest first, as '2026-11'. */
export function monthsUntil(day: Day, count: number): readonly string[] {
  const [year = 0, number = 0] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, number - count + index, 1)).toISOString().slice(0, 7),
  );
}
