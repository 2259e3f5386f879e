/** Load → facts → decide → save by revision; retried when another hand was faster. */
import { maySee } from '../domain/access.ts';
import type { Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { NotFound, Stale } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { GatherFacts } from './facts.ts';
import type { Letters, Stored } from './ports/letters.ts';
import type { See } from './sight.ts';

const TRIES = 5;

export type Handle = (letterId: string, command: Command, actor: Person) => Promise<Stored<Letter>>;

/** @throws NotAllowed, NotFound (also when the actor may not see the letter), Stale after five tries */
export function handler(needs: {
  readonly standard: Standard;
  readonly letters: Pick<Letters, 'load' | 'save'>;
  readonly facts: GatherFacts;
  readonly see: See;
  /** Called after a save that leaves effects waiting. */
  readonly changed: (letterId: string) => void;
}): Handle {
  const { standard, letters, facts, see, changed } = needs;
  return async (letterId, command, actor) => {
    for (let left = TRIES; ; left -= 1) {
      const stored = await letters.load(letterId);
      if (!maySee(await see(actor), stored.value)) throw new NotFound(`Карточки ${letterId} нет.`);
      const decision = decide(standard, stored.value, command, await facts(stored.value, command, actor));
      if (decision.events.length === 0) return stored;
      try {
        const saved = await letters.save(stored, decision);
        if (saved.pending.length > 0) changed(letterId);
        return saved;
      } catch (error) {
        if (!(error instanceof Stale) || left === 1) throw error;
      }
    }
  };
}
