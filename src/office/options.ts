/** The buttons of a card for a person: allowed, or with the reasons why not. */

import type { Letter } from '../domain/letter.ts';
import { options as choices } from '../domain/options.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { GatherFacts } from './facts.ts';
import type { Option } from './office.ts';

export async function optionsFor(
  { standard, facts }: { readonly standard: Standard; readonly facts: GatherFacts },
  letter: Letter,
  actor: Person,
): Promise<readonly Option[]> {
  return choices(standard, letter, await facts(letter, null, actor));
}
