/** Who does a step: the person whose work it is by unit and role, unless the set names another. */
import type { Letter } from '../domain/letter.ts';
import { defaultUnit, officeOf, unitOf } from '../domain/organisation.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';

export interface Cast {
  /** @throws Error when nobody has this login */
  named(login: string): Person;
  /** Of the office, or of the next above that has one; `turn` spreads the work. */
  clerk(office: string, turn: number): Person;
  /** Of the unit the letter was sent to, or of the next above; not one complained of, nor the author of the draft. */
  head(letter: Letter): Person;
  executor(letter: Letter): Person;
  signatory(letter: Letter): Person;
}

export function cast(standard: Standard, people: readonly Person[]): Cast {
  const byId = (id: string | null | undefined): Person => {
    const found = people.find((each) => each.id === id);
    if (!found) throw new Error(`nobody has the id "${String(id)}"`);
    return found;
  };
  return {
    named(login) {
      const found = people.find((each) => each.login === login);
      if (!found) throw new Error(`nobody is called "${login}"`);
      return found;
    },
    clerk(office, turn) {
      for (let at: string | null | undefined = office; at; at = officeOf(standard, at)?.parent) {
        const clerks = people.filter(
          (each) => each.office === at && each.roles.includes('clerk') && !each.roles.includes('head'),
        );
        const clerk = clerks[turn % clerks.length];
        if (clerk) return clerk;
      }
      throw new Error(`no clerk for the office "${office}"`);
    },
    head(letter) {
      const unit = letter.route?.unit ?? defaultUnit(standard);
      for (let at: string | null | undefined = unit; at; at = unitOf(standard, at)?.parent) {
        const head = people.find((each) => each.unit === at && each.roles.includes('head') && mayDecide(each, letter));
        if (head) return head;
      }
      throw new Error(`no head over the unit "${unit}"`);
    },
    executor: (letter) => byId(letter.executor),
    signatory: (letter) => byId(letter.reply?.signatory),
  };
}

function mayDecide({ id }: Person, { complainedOf, reply }: Letter): boolean {
  return !complainedOf.includes(id) && reply?.author !== id;
}
