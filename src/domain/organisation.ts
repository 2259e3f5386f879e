/** Questions to the tree of offices and units (cl. 5.2). */

import type { Facts } from './decision.ts';
import { isAbsent, type Person } from './person.ts';
import type { OfficePlace, Standard, Unit } from './standard.ts';

export function unitOf(standard: Standard, id: string): Unit | undefined {
  return standard.organisation.units.find((unit) => unit.id === id);
}

export function officeOf(standard: Standard, code: string): OfficePlace | undefined {
  return standard.organisation.offices.find((office) => office.code === code);
}

/** «Отдел расчётов»; the id itself when the unit is gone. */
export function unitName(standard: Standard, id: string): string {
  return unitOf(standard, id)?.name ?? id;
}

/** The unit itself or one below it. */
export function isWithin(standard: Standard, unit: string, top: string): boolean {
  for (let at: string | null | undefined = unit; at; at = unitOf(standard, at)?.parent) if (at === top) return true;
  return false;
}

/** The office itself and those that report to it, as codes. */
export function officesBelow(standard: Standard, code: string): readonly string[] {
  const direct = standard.organisation.offices.filter(({ parent }) => parent === code);
  return [code, ...direct.flatMap((office) => officesBelow(standard, office.code))];
}

/** Where everything goes that no rule takes: the last row of routing.yaml, the chancery. */
export function defaultUnit(standard: Standard): string {
  return standard.routing.rules.at(-1)?.unit ?? '';
}

/** The actor first. */
export type Hands = readonly [Person, ...Person[]];

/** The actor, and everybody absent whom the actor stands in for (7.3.3). */
export function handsOf({ actor, people, today }: Pick<Facts, 'actor' | 'people' | 'today'>): Hands {
  return [actor, ...people.filter((each) => each.substitute === actor.id && each.id !== actor.id && isAbsent(each, today))];
}

/** Head of the unit or of one above it, also as a substitute. */
export function headsOver(standard: Standard, facts: Facts, unit: string): boolean {
  return handsOf(facts).some((hand) => hand.roles.includes('head') && isWithin(standard, unit, hand.unit));
}
