/** What somebody may see today: their own letters, and those of absent people they stand in for (4.2, 7.3.1, 7.3.3). */
import { type Sight, sightOf } from '../domain/access.ts';
import { dayIn } from '../domain/calendar.ts';
import { handsOf } from '../domain/organisation.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { Clock, People } from './ports/people.ts';

export type See = (actor: Person) => Promise<Sight>;

export function seeing({
  standard,
  people,
  clock,
}: {
  readonly standard: Standard;
  readonly people: Pick<People, 'all'>;
  readonly clock: Clock;
}): See {
  return async (actor) => {
    const today = dayIn(standard.organisation.company.zone, clock.now());
    const staff = actor.roles.includes('system') ? [] : await people.all();
    return sightOf(standard, handsOf({ actor, people: staff, today }));
  };
}
