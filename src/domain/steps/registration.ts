/** Arrive and register (8.2.3, 8.4.2): every letter gets a number, a registration day and a due day. */
import { addWorkingDays, type Calendar, type Day, dayIn, isShortDay, timeIn, workingDayFrom } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { Letter, Registration } from '../letter.ts';
import { isNobody } from '../likeness.ts';
import { officeOf } from '../organisation.ts';
import type { OfficePlace, Standard } from '../standard.ts';
import { filled, type Outcome, type Step } from '../step.ts';

/** Effects of registration whose condition only the step knows. */
export const REGISTER_EFFECTS: readonly Effect['type'][] = ['acknowledge', 'recognise', 'examine'];

export function registerOutcome({ registration, quiet }: CommandOf<'register'>): Outcome {
  const effects: Effect[] = [];
  if (
    registration.card.correspondent.email &&
    isMailed(registration) &&
    !quiet &&
    !isNobody(registration.card.correspondent.email)
  ) {
    effects.push({ type: 'acknowledge' });
  }
  effects.push({ type: needsReading(registration) ? 'recognise' : 'examine' });
  return { events: [{ type: 'registered', registration }], effects };
}

export function* registerObjections(
  standard: Standard,
  letter: Letter | null,
  { registration }: CommandOf<'register'>,
): Generator<string> {
  if (letter) yield `Обращение уже зарегистрировано под № ${letter.number} (п. 8.2.3). Откройте эту карточку.`;
  yield* filled(registration.number, 'Обращению ещё не присвоен номер (п. 8.2.3). Повторите регистрацию.');
  if (!officeOf(standard, registration.office)) {
    yield `Офис ${registration.office} не описан в структуре компании (п. 5.2). Выберите офис из списка.`;
  }
}

/** The registration day and the due day of a letter that is numbered at `at` in an office (A1–A3). */
export function termOf(
  standard: Standard,
  officeCode: string,
  at: Date,
): { readonly registeredOn: Day; readonly dueOn: Day; readonly provisional: boolean } {
  const { zone } = standard.organisation.company;
  const registeredOn = registrationDay(standard.calendar, officeOf(standard, officeCode), dayIn(zone, at), timeIn(zone, at));
  const due = addWorkingDays(standard.calendar, registeredOn, standard.terms.days);
  return { registeredOn, dueOn: due.on, provisional: due.provisional };
}

/**
 * A2: what comes on a day off or from the closing hour on is dated the next working day; short days close earlier.
 * `day` and `time` ('HH:MM') are local.
 */
export function registrationDay(
  calendar: Calendar,
  office: Pick<OfficePlace, 'closesAt' | 'closesAtShort'> | undefined,
  day: Day,
  time: string,
): Day {
  const worked = workingDayFrom(calendar, day);
  if (worked !== day || !office) return worked;
  const closing = isShortDay(calendar, day) ? office.closesAtShort : office.closesAt;
  return time < closing ? day : addWorkingDays(calendar, day, 1).on;
}

/** A copy in a second mailbox: the same letter, one more arrival on its card. */
export const arriveAgain: Step<'arrive_again'> = {
  take: ({ letter }, { arrival }) => {
    const known = letter.arrivals.some(({ key }) => key === arrival.key);
    return { events: known ? [] : [{ type: 'arrived_again', arrival }] };
  },
};

/** Scans, and mails whose letter is in the attachment. */
function needsReading({ textSource, originals, parts, mail }: Registration): boolean {
  if (textSource !== 'none') return false;
  const files = mail ? parts : originals;
  return files.some(({ type }) => type === 'application/pdf' || type.startsWith('image/'));
}

function isMailed({ channel }: Registration): boolean {
  return channel === 'email' || channel === 'web-form';
}
