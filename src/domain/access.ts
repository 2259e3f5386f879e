/** Who may see which letter: one predicate for the card, the register and the files (cl. 4.2, 7.3.1). */
import type { Letter } from './letter.ts';
import { type Hands, officeOf, officesBelow, unitOf } from './organisation.ts';
import type { Person, PersonId } from './person.ts';
import type { Standard } from './standard.ts';

/** A letter is visible when any line matches: received in an office, sent to a unit, or in the person's hands. */
export interface Sight {
  readonly all: boolean;
  readonly offices: readonly string[];
  readonly units: readonly string[];
  readonly person: PersonId;
  /** Absent people the person stands in for (7.3.3): their letters and trays are the person's too. */
  readonly standsFor: readonly PersonId[];
}

/** What a person sees, and those whose hands the person lends (`handsOf`): whoever acts for somebody has to see the letter. */
export function sightOf(standard: Standard, [person, ...others]: Hands): Sight {
  const sights = [person, ...others].map((each) => ownSight(each, standard));
  const all = sights.some((each) => each.all);
  return {
    all,
    offices: all ? [] : [...new Set(sights.flatMap(({ offices }) => offices))],
    units: all ? [] : [...new Set(sights.flatMap(({ units }) => units))],
    person: person.id,
    standsFor: others.map(({ id }) => id),
  };
}

/** Administrators set the house up and see no letters. */
function ownSight(person: Person, standard: Standard): Pick<Sight, 'all' | 'offices' | 'units'> {
  const { roles } = person;
  const central = officeOf(standard, person.office)?.parent === null;
  const everything = roles.some((role) => WHOLE_HOUSE.includes(role) || (central && CENTRAL.includes(role)));
  if (everything) return { all: true, offices: [], units: [] };
  const offices = roles.some((role) => CENTRAL.includes(role)) ? officesBelow(standard, person.office) : [];
  const own = standard.organisation.units.filter((unit) => offices.includes(unit.office)).map((unit) => unit.id);
  const led = roles.includes('head') ? unitsBelow(standard, person.unit) : [];
  return { all: false, offices, units: [...own, ...led] };
}

export function maySee(
  { all, offices, units, person, standsFor }: Sight,
  letter: Pick<Letter, 'office' | 'route' | 'executor' | 'coExecutors'>,
): boolean {
  const own = [person, ...standsFor];
  return (
    all ||
    offices.includes(letter.office) ||
    (letter.route !== null && units.includes(letter.route.unit)) ||
    [letter.executor ?? '', ...letter.coExecutors].some((each) => own.includes(each))
  );
}

const WHOLE_HOUSE: readonly string[] = ['system', 'quality', 'security', 'lawyer'];
/** All of it in the central office, their own office and those below elsewhere. */
const CENTRAL: readonly string[] = ['clerk', 'signatory'];

function unitsBelow(standard: Standard, top: string): readonly string[] {
  const below = standard.organisation.units.filter(({ parent }) => parent === top);
  return unitOf(standard, top) ? [top, ...below.flatMap(({ id }) => unitsBelow(standard, id))] : [];
}
