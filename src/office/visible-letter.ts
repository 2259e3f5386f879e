/** A letter by its number, for whoever may see it (4.2): one door for cards, files and papers alike. Not visible is not there. */
import { maySee, type Sight } from '../domain/access.ts';
import { NotFound } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Letters, Stored } from './ports/letters.ts';
import type { Register } from './ports/register.ts';
import type { See } from './sight.ts';

interface Needs {
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Pick<Register, 'idOf'>;
  readonly see: See;
}

export interface VisibleLetter {
  readonly stored: Stored<Letter>;
  /** By which right it is seen: for the trail. */
  readonly scope: Sight;
}

/** @throws NotFound */
export async function visibleLetter({ letters, register, see }: Needs, number: string, actor: Person): Promise<VisibleLetter> {
  const id = await register.idOf(number);
  const stored = id === null ? null : await letters.load(id);
  const scope = await see(actor);
  if (!stored || !maySee(scope, stored.value)) throw new NotFound(`Обращения № ${number} нет или оно Вам не доступно.`);
  return { stored, scope };
}
