/** Who signs what (signing.yaml, cl. 8.4.5): the first row that fits, its officials and the visas it asks for. */
import type { Facts } from './decision.ts';
import type { Letter } from './letter.ts';
import { handsOf, unitOf } from './organisation.ts';
import { isAbsent, type Person, type Role } from './person.ts';
import type { SigningRule, Standard } from './standard.ts';

/** Kind, ground and executing office decide; an empty list means any. */
export function signingRule(standard: Standard, letter: Letter): SigningRule | undefined {
  const office = (letter.route && unitOf(standard, letter.route.unit)?.office) ?? letter.office;
  const ground = letter.refusal?.ground;
  return standard.signing.find(
    ({ kinds, grounds, offices }) =>
      (kinds.length === 0 || kinds.includes(letter.card.kind)) &&
      (grounds.length === 0 || (ground !== undefined && grounds.includes(ground))) &&
      (offices.length === 0 || offices.includes(office)),
  );
}

export function maySign(standard: Standard, letter: Letter, person: Person): boolean {
  return person.roles.includes('signatory') && (signingRule(standard, letter)?.signatories.includes(person.login) ?? false);
}

/** The first official of the row who is here and not complained of; without one, the first of the row. */
export function proposedSignatory(standard: Standard, letter: Letter, facts: Pick<Facts, 'people' | 'today'>): Person | null {
  const logins = signingRule(standard, letter)?.signatories ?? [];
  const officials = logins.flatMap((login) => facts.people.filter((each) => each.login === login && each.active));
  const free = officials.filter(({ id }) => !letter.complainedOf.includes(id) && !decidedAlone(standard, letter, id));
  return free.find((each) => !isAbsent(each, facts.today)) ?? free[0] ?? null;
}

/** 8.2.8, 8.2.9: the ground asks for two people, and this one decided. */
export function decidedAlone({ grounds }: Standard, { refusal }: Pick<Letter, 'refusal'>, person: string): boolean {
  return refusal?.by === person && grounds.some(({ id, twoPeople }) => id === refusal.ground && twoPeople === true);
}

/** The signatory of the reply, or the one who stands in for him while he is away. */
export function signsFor(facts: Facts, signatory: string): Person | undefined {
  return handsOf(facts).find(({ id }) => id === signatory);
}

/** The head's visa is always needed, the others where the row says so. */
export function missingVisas(standard: Standard, letter: Letter): readonly Role[] {
  const given = letter.reply?.visas.map(({ role }) => role) ?? [];
  const needed: readonly Role[] = ['head', ...(signingRule(standard, letter)?.visas ?? [])];
  return needed.filter((role) => !given.includes(role));
}
