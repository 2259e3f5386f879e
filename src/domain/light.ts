/** The traffic light of a letter: a tone and the working days left, never colour alone (domain report §5). */
import { addWorkingDays, type Day, dayAfter, dayBefore, workingDaysBetween } from './calendar.ts';
import type { Standard } from './standard.ts';

export type Tone = 'calm' | 'soon' | 'hot' | 'late' | 'held' | 'done';

export interface Light {
  readonly tone: Tone;
  /** Working days left: 0 on the due day, negative when overdue. */
  readonly days: number;
}

/** The tones of open letters, the most urgent first. */
export const OPEN_TONES = ['late', 'hot', 'soon', 'calm', 'held'] as const satisfies readonly Tone[];
export type OpenTone = (typeof OPEN_TONES)[number];

export interface DueRange {
  readonly dueFrom?: Day;
  readonly dueTo?: Day;
  readonly extended?: boolean;
}

/** The open letters of a tone as due days, both included, so that an index finds them; the same as `light` says of each. */
export function dueOf({ calendar, terms }: Pick<Standard, 'calendar' | 'terms'>, tone: OpenTone, today: Day): DueRange {
  const last = (days: number) => dayBefore(addWorkingDays(calendar, today, days + 1).on);
  switch (tone) {
    case 'late':
      return { dueTo: dayBefore(today) };
    case 'hot':
      return { dueFrom: today, dueTo: last(terms.hot) };
    case 'soon':
      return { dueFrom: dayAfter(last(terms.hot)), dueTo: last(terms.soon) };
    case 'calm':
      return { dueFrom: dayAfter(last(terms.soon)), extended: false };
    case 'held':
      return { dueFrom: dayAfter(last(terms.soon)), extended: true };
  }
}

/** Urgency goes before `held`: an extended letter that burns is shown burning. A4: only sending puts the light out. */
export function light(
  standard: Standard,
  letter: { readonly state: string; readonly dueOn: Day; readonly extendedBy: number },
  today: Day,
): Light {
  const days = workingDaysBetween(standard.calendar, today, letter.dueOn);
  const open = standard.workflow.states.find(({ id }) => id === letter.state)?.open ?? false;
  if (!open) return { tone: 'done', days };
  // A weekend after the due day has no working day in it, and is late all the same
  if (today > letter.dueOn) return { tone: 'late', days: Math.min(days, -1) };
  if (days <= standard.terms.hot) return { tone: 'hot', days };
  if (days <= standard.terms.soon) return { tone: 'soon', days };
  return { tone: letter.extendedBy > 0 ? 'held' : 'calm', days };
}
