/** Log-in and sessions: throttled, audited, tokens kept as hashes only. */
import { Invalid } from '../domain/errors.ts';
import type { Office } from './office.ts';
import type { Audit, Clock, People, Sessions } from './ports/people.ts';

const WINDOW_MS = 15 * 60_000;

export function signingIn(needs: {
  readonly people: People;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Failed tries per login and address within 15 minutes. */
  readonly attempts: number;
}): Pick<Office, 'logIn' | 'session' | 'logOut' | 'people' | 'person'> {
  const { people, sessions, audit, clock, attempts } = needs;
  const failures = failureCounter(attempts, clock);
  return {
    people: () => people.all(),
    person: (id) => people.get(id),
    async logIn(login, password, address) {
      const key = `${login.toLowerCase()} ${address}`;
      if (failures.tooMany(key))
        throw new Invalid('Слишком много попыток входа. Подождите 15 минут или позвоните администратору.');
      const person = await people.authenticate(login, password);
      const at = clock.now().toISOString();
      const what = person ? 'logged_in' : 'login_failed';
      await audit.record({ at, by: person?.id ?? `login:${login.slice(0, 64)}`, what, letterId: null, basis: null, address });
      if (!person) {
        failures.add(key);
        return null;
      }
      failures.forget(key);
      return { person, token: await sessions.open(person.id, clock.now()) };
    },
    async session(token) {
      const id = await sessions.person(token, clock.now());
      return id ? ((await people.all()).find((each) => each.id === id) ?? null) : null;
    },
    logOut: (token) => sessions.close(token),
  };
}

function failureCounter(attempts: number, clock: Clock) {
  const failed = new Map<string, readonly number[]>();
  const recent = (key: string) => (failed.get(key) ?? []).filter((at) => at > clock.now().getTime() - WINDOW_MS);
  return {
    tooMany: (key: string) => recent(key).length >= attempts,
    add(key: string) {
      if (failed.size > 10_000) failed.clear();
      failed.set(key, [...recent(key), clock.now().getTime()]);
    },
    forget: (key: string) => failed.delete(key),
  };
}
