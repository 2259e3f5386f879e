/** What people can do with a letter now: the lines that leave its state, each allowed or with the reasons why not. */
import type { CommandType } from './command.ts';
import { obstacles } from './decide.ts';
import type { Facts } from './decision.ts';
import type { Letter } from './letter.ts';
import type { Standard } from './standard.ts';

export interface Choice {
  readonly command: CommandType;
  readonly allowed: boolean;
  /** Russian sentences: what, why, when; empty when allowed. */
  readonly reasons: readonly string[];
  readonly clause: string | null;
  readonly asks: readonly string[];
}

/** In office order. Field values are not known yet: only what no field can change counts. */
export function options(standard: Standard, letter: Letter, facts: Facts): readonly Choice[] {
  return standard.workflow.transitions.flatMap(({ name, from, by, clause, asks }) => {
    if (name === 'register' || !from.includes(letter.state) || by.every((role) => role === 'system')) return [];
    const reasons = obstacles(standard, letter, name, facts);
    return [{ command: name, allowed: reasons.length === 0, reasons, clause, asks }];
  });
}
