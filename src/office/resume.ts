/** What a crash left between the vault and the register is carried on; what cannot be understood comes before people. */
import { Invalid, NotAllowed } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { Receipt } from './incoming.ts';
import type { Arrival } from './ports/intake.ts';
import { type ReceiveNeeds, register } from './receive.ts';

const BATCH = 50;

/** Arrivals noted before `olderThan` and still not settled. A failing one does not hold up its neighbours. */
export async function resume(
  needs: ReceiveNeeds & { readonly log: (message: string) => void },
  olderThan: Date,
): Promise<number> {
  let carried = 0;
  for (let after: string | undefined; ; ) {
    const { items, next } = await needs.arrivals.inState(['received'], BATCH, after);
    for (const arrival of items.filter(({ at }) => at <= olderThan.toISOString()))
      carried += (await carryOn(needs, arrival)) ? 1 : 0;
    if (!next) return carried;
    after = next;
  }
}

/** «Это обращение»: a quarantined or failed arrival becomes a letter by a person's word. @throws NotFound, Invalid */
export async function adopt(needs: ReceiveNeeds, key: string, actor: Person): Promise<Receipt> {
  if (!actor.roles.some((role) => role === 'clerk' || role === 'head')) {
    throw new NotAllowed(['Обращением из карантина делает канцелярия (п. 8.2.3).']);
  }
  const arrival = await needs.arrivals.get(key);
  const [receipt] = await register(needs, [arrival], new Map(), { asLetter: arrival.letterId === null });
  if (!receipt) throw new Invalid('Поступление не найдено. Обновите список.');
  return receipt;
}

async function carryOn(needs: ReceiveNeeds & { readonly log: (message: string) => void }, arrival: Arrival): Promise<boolean> {
  try {
    await register(needs, [arrival], new Map());
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    needs.log(`arrival ${arrival.key}: ${reason}`);
    await needs.arrivals.settle([{ key: arrival.key, state: 'failed', reason: `Не удалось зарегистрировать: ${reason}` }]);
    return false;
  }
}
