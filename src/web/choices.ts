/** What the lists of forms offer: units by office, people with their loads, dossiers, grounds, codes with their words. */
import { isWithin } from '../domain/organisation.ts';
import { fullName, isAbsent, type Person, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly on: boolean;
  readonly note: string;
  /** 1–9: the key that chooses it. */
  readonly digit: number | null;
  readonly off: boolean;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export function choice(value: string, label: string, on: boolean, more: Partial<Choice> = {}): Choice {
  return { value, label, on, note: '', digit: null, off: false, ...more };
}

export function coded(dictionary: Readonly<Record<string, string>>, on: string | null): readonly Choice[] {
  return Object.entries(dictionary).map(([value, label]) => choice(value, label, value === on));
}

export function unitChoices({ organisation }: Standard, on: string | null): readonly ChoiceGroup[] {
  return organisation.offices.map(({ code, name }) => ({
    label: `${code} · ${name}`,
    choices: organisation.units.filter(({ office }) => office === code).map((unit) => choice(unit.id, unit.name, unit.id === on)),
  }));
}

/** Executors of a unit and of those below it, with what lies on each; the first nine have digits. */
export function executorChoices(
  standard: Standard,
  people: readonly Person[],
  unit: string,
  today: string,
  loads: Readonly<Record<string, number>>,
  on: string | null,
): readonly Choice[] {
  return people
    .filter((person) => person.roles.includes('executor') && isWithin(standard, person.unit, unit))
    .map((person, index) => {
      const absent = isAbsent(person, today);
      const load = loads[person.id] ?? 0;
      const substitute = people.find(({ id }) => id === person.substitute);
      const away = `отсутствует${substitute ? `, замещает ${shortName(substitute)}` : ''}`;
      return choice(person.id, shortName(person), person.id === on, {
        note: absent ? away : `${person.position} · в работе ${load}`,
        digit: index < 9 ? index + 1 : null,
        off: absent,
      });
    });
}

export function peopleChoices(people: readonly Person[], on: readonly string[]): readonly Choice[] {
  return [...people]
    .sort((a, b) => a.surname.localeCompare(b.surname, 'ru'))
    .map((person) => choice(person.id, fullName(person), on.includes(person.id), { note: person.position }));
}

export function dossierChoices({ dossiers }: Standard, on: string | null): readonly Choice[] {
  return dossiers.map(({ index, title, years, article }) =>
    choice(index, `${index} · ${title}`, index === on, { note: `${years} лет, ${article}` }),
  );
}
