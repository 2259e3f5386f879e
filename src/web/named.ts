/** A person of the house as texts name one. */
import { type Person, shortName } from '../domain/person.ts';

/** «Тестов Т. Т.»; the id of one who is no longer known. */
export function named(people: readonly Person[], id: string): string {
  const person = people.find((each) => each.id === id);
  return person ? shortName(person) : id;
}
