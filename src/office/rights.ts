/** Who may change what belongs to the house rather than to a letter (7.1: roles). */
import { NotAllowed } from '../domain/errors.ts';
import { type Hands, isWithin } from '../domain/organisation.ts';
import type { Person, Role } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { either, ROLE_WORDS } from '../domain/words.ts';

/** Templates, snippets, the library of enclosures. */
export const EDITS_TEXTS: readonly Role[] = ['admin', 'quality', 'lawyer'];
export const ADMINISTERS: readonly Role[] = ['admin'];

export function has(person: Person, roles: readonly Role[]): boolean {
  return person.roles.some((role) => roles.includes(role));
}

/** @throws NotAllowed, naming those who may */
export function demand(person: Person, roles: readonly Role[]): void {
  if (!has(person, roles)) throw new NotAllowed([`Это делает ${either(roles.map((role) => ROLE_WORDS[role]))}.`]);
}

/** One's own absence, that of the people below a head, and for the administrator everybody's. */
export function maySetAbsence(standard: Standard, hands: Hands, person: Person): boolean {
  const [actor] = hands;
  return (
    actor.id === person.id ||
    has(actor, ADMINISTERS) ||
    hands.some((hand) => hand.roles.includes('head') && isWithin(standard, person.unit, hand.unit))
  );
}
