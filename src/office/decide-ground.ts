/** Where grounds.yaml makes a ground automatic, the engine itself refuses or leaves unanswered (8.2.6–8.2.10). */
import type { Effect } from '../domain/effect.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Handle } from './handle.ts';
import type { Stored } from './ports/letters.ts';

const REASON = 'Решено автоматически по правилу workflows/grounds.yaml.';

export async function decideGround(
  { handle }: { readonly handle: Handle },
  { id }: Stored<Letter>,
  { ground, answered, repeatOf }: Extract<Effect, { type: 'decide_ground' }>,
): Promise<readonly LetterEvent[]> {
  const command = answered
    ? ({ type: 'refuse', ground, reason: REASON, ...(repeatOf ? { repeatOf } : {}) } as const)
    : ({ type: 'leave_unanswered', ground, reason: REASON } as const);
  await handle(id, command, SYSTEM);
  return [];
}
