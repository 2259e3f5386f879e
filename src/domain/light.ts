/** The traffic light of a letter: a tone and the working days left, never colour alone (domain report §5). */
import { type Day, workingDaysBetween } from './calendar.ts';
import type { Standard } from './standard.ts';

export type Tone = 'calm' | 'soon' | 'hot' | 'late' | 'held' | 'done';

export interface Light {
  readonly tone: Tone;
  /** Working days left: 0 on the due day, negative when overdue. */
  readonly days: number;
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
