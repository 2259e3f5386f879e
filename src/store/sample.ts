/** The first start: the sample office, each with a password that is shown once. */
import type { Person } from '../domain/person.ts';
import type { People } from '../office/ports/people.ts';

export interface FirstLogIn {
  readonly login: string;
  readonly password: string;
}

/** Keeps the staff when nobody is there yet; empty afterwards. `makePassword`: a new one for each. */
export async function seedPeople(
  people: People,
  staff: readonly Person[],
  makePassword: (person: Person) => string,
): Promise<readonly FirstLogIn[]> {
  if ((await people.all()).length > 0) return [];
  return Promise.all(
    staff.map(async (person) => {
      const password = makePassword(person);
      await people.save(person, password);
      return { login: person.login, password };
    }),
  );
}
