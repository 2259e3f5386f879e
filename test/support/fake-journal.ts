/** Journal, trays and counts of the fake office: the read model in memory over its letters, everything in everybody's sight. */
import type { Letter } from '../../src/domain/letter.ts';
import { correspondentKeys } from '../../src/domain/likeness.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Standard } from '../../src/domain/standard.ts';
import type { Office } from '../../src/office/office.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import type { EarlierLetter, Register, Scope } from '../../src/office/ports/register.ts';
import { fakeRegister } from './fakes/register.ts';

interface Needs {
  readonly standard: Standard;
  readonly letters: ReadonlyMap<string, Stored<Letter>>;
}

export function fakeJournal({ standard, letters }: Needs): Pick<Office, 'journal' | 'counts'> & {
  readonly register: Register;
  earlierOf(letter: Letter): Promise<readonly EarlierLetter[]>;
} {
  const register = fakeRegister(() => [...letters.values()], standard.workflow);
  return {
    register,
    journal: (query, actor) => register.page({ ...query, scope: everything(actor) }),
    counts: async (actor) => ({ ...(await register.counts(everything(actor))), quarantine: 3 }),
    earlierOf: async (letter) =>
      (await register.earlier(correspondentKeys(letter.card), letter.receivedAt, 20)).filter(({ id }) => id !== letter.id),
  };
}

export function everything(actor: Person): Scope {
  return { all: true, offices: [], units: [], person: actor.id, standsFor: [] };
}
