/** Load → facts → decide → save by revision; retried when another hand was faster. */
import { maySee } from '../domain/access.ts';
import type { Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import type { Decision, Facts } from '../domain/decision.ts';
import { NotFound, Stale } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { GatherFacts } from './facts.ts';
import type { Letters, PendingEffect, Stored } from './ports/letters.ts';
import type { See } from './sight.ts';

const TRIES = 5;

export type Handle = (letterId: string, command: Command, actor: Person, way?: Way) => Promise<Stored<Letter>>;

/** What an effect knows that does the handling. */
export interface Way {
  /** The letter as it was a moment ago: not loaded again unless another hand was faster. */
  readonly known?: Stored<Letter>;
  /** This command is all that the effect had to do: it leaves the letter in the same write. Where it has left already, nothing happens. */
  readonly completes?: Pick<PendingEffect, 'id' | 'effect'>;
}

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
  return async (letterId, command, actor, { known, completes } = {}) => {
    for (let left = TRIES; ; left -= 1) {
      const stored = known && left === TRIES ? known : await letters.load(letterId);
      if (completes && !isPending(stored, completes)) return stored;
      if (!maySee(await see(actor), stored.value)) throw new NotFound(`Карточки ${letterId} нет.`);
      const gathered = await facts(stored.value, command, actor);
      const decision = decide(standard, stored.value, command, gathered);
      if (decision.events.length === 0) return stored;
      try {
        const saved = await letters.save(stored, completes ? completed(decision, completes, gathered) : decision, completes?.id);
        if (saved.pending.length > 0) changed(letterId);
        return saved;
      } catch (error) {
        if (!(error instanceof Stale) || left === 1) throw error;
      }
    }
  };
}

/** Whether the effect is still to be done. */
export function isPending({ pending }: Stored<Letter>, { id }: Pick<PendingEffect, 'id'>): boolean {
  return pending.some((each) => each.id === id);
}

function completed(
  { events, effects }: Decision,
  { id, effect }: Pick<PendingEffect, 'id' | 'effect'>,
  { now, actor }: Facts,
): Decision {
  return { events: [...events, { type: 'effect_done', effect: id, what: effect.type, at: now, by: actor.id }], effects };
}
