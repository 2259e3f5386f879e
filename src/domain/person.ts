/** People of the house and how their names are written. */
export const ROLES = ['clerk', 'executor', 'head', 'signatory', 'lawyer', 'security', 'quality', 'admin', 'system'] as const;
export type Role = (typeof ROLES)[number];
export type PersonId = string;

/** Calendar days, both ends inclusive. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export interface Person {
  readonly id: PersonId;
  readonly login: string;
  readonly surname: string;
  readonly name: string;
  readonly patronymic: string;
  readonly position: string;
  /** Unit id of the Standard's organisation. */
  readonly unit: string;
  /** Office code: ЦО, МРО-1, Ф02 … */
  readonly office: string;
  readonly roles: readonly Role[];
  readonly phone: string;
  readonly email: string;
  readonly absences: readonly DayRange[];
  readonly substitute: PersonId | null;
  readonly active: boolean;
}

/** The engine itself, as the actor of automatic steps. */
export const SYSTEM: Person = {
  id: 'system',
  login: 'system',
  surname: 'Система',
  name: '',
  patronymic: '',
  position: 'автоматически',
  unit: '',
  office: '',
  roles: ['system'],
  phone: '',
  email: '',
  absences: [],
  substitute: null,
  active: true,
};

/** «Тестов Тимофей Тимофеевич» (cl. 8.4.5 asks for the full name). */
export function fullName(person: Person): string {
  return [person.surname, person.name, person.patronymic].filter(Boolean).join(' ');
}

/** «Тестов Т. Т.»: initials after the surname, as in lists and addressees. */
export function shortName(person: Person): string {
  return [person.surname, initials(person)].filter(Boolean).join('\u00a0');
}

/** «Т. Т. Тестов»: initials before the surname, as under a letter. */
export function signatureName(person: Person): string {
  return [initials(person), person.surname].filter(Boolean).join('\u00a0');
}

export function isAbsent(person: Person, day: string): boolean {
  return person.absences.some(({ from, to }) => from <= day && day <= to);
}

function initials({ name, patronymic }: Person): string {
  return [name, patronymic]
    .filter(Boolean)
    .map((each) => `${each.charAt(0)}.`)
    .join('\u00a0');
}
