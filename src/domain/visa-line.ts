/** The way of a draft through the house (8.4.5, signing.yaml): who has to see it, who stands in, and where it is now. */
import type { Instant } from './card.ts';
import type { Facts } from './decision.ts';
import type { Letter } from './letter.ts';
import { defaultUnit, isWithin, unitOf } from './organisation.ts';
import { isAbsent, type Person, type Role } from './person.ts';
import { proposedSignatory, signingRule } from './signing.ts';
import type { Standard } from './standard.ts';

export interface VisaStep {
  readonly role: Role;
  /** Null where any of a role may do it (a lawyer), until one has. */
  readonly person: Person | null;
  /** Who does it in the place of `person`, who is away. */
  readonly standsIn: Person | null;
  readonly state: 'given' | 'now' | 'ahead';
  readonly at: Instant | null;
}

type Known = Pick<Facts, 'people' | 'today'>;

/** The head, the visas that the row asks for, the signatory: in the order of the way. */
export function visaLine(standard: Standard, letter: Letter, facts: Known): readonly VisaStep[] {
  const { reply } = letter;
  const roles: readonly Role[] = ['head', ...(signingRule(standard, letter)?.visas ?? [])];
  const onTheWay = reply !== null && reply.submittedAt !== null;
  const visas = roles.map((role): VisaStep => {
    const given = reply?.visas.find((visa) => visa.role === role);
    if (given) {
      const person = facts.people.find(({ id }) => id === given.by) ?? null;
      return { role, person, standsIn: null, state: 'given', at: given.at };
    }
    return { ...waiting(role, role === 'head' ? headFor(standard, letter, facts) : only(role, facts), facts), at: null };
  });
  const signer = facts.people.find(({ id }) => id === (reply?.signedBy ?? reply?.signatory));
  const signatory: VisaStep = reply?.signedBy
    ? { role: 'signatory', person: signer ?? null, standsIn: null, state: 'given', at: reply.signedOn }
    : { ...waiting('signatory', signer ?? proposedSignatory(standard, letter, { ...facts }), facts), at: null };
  const steps = [...visas, signatory];
  const now = onTheWay || letter.state === 'signing' ? steps.findIndex(({ state }) => state !== 'given') : -1;
  return steps.map((step, index) => (index === now ? { ...step, state: 'now' } : step));
}

function waiting(role: Role, person: Person | null, { people, today }: Known): Omit<VisaStep, 'at'> {
  const away = person !== null && isAbsent(person, today);
  const substitute = away ? people.find(({ id }) => id === person.substitute) : undefined;
  return { role, person, standsIn: substitute && !isAbsent(substitute, today) ? substitute : null, state: 'ahead' };
}

/** The nearest head over the unit who is neither the author nor complained of (4.2, four eyes). */
function headFor(standard: Standard, letter: Letter, { people }: Known): Person | null {
  const unit = letter.route?.unit ?? defaultUnit(standard);
  const heads = people.filter(
    ({ id, roles, unit: of }) =>
      roles.includes('head') && isWithin(standard, unit, of) && id !== letter.reply?.author && !letter.complainedOf.includes(id),
  );
  return heads.sort((a, b) => depth(standard, b.unit) - depth(standard, a.unit))[0] ?? null;
}

function only(role: Role, { people }: Known): Person | null {
  const [first, second] = people.filter(({ roles }) => roles.includes(role));
  return first && !second ? first : null;
}

function depth(standard: Standard, unit: string): number {
  let steps = 0;
  for (let at = unitOf(standard, unit); at; at = at.parent === null ? undefined : unitOf(standard, at.parent)) steps += 1;
  return steps;
}
