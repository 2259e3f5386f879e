/** Letters whose answers are signed and printed, ready to be sent: made in one write each, by the rules of the office. */
import { Buffer } from 'node:buffer';
import type { Card } from '../../src/domain/card.ts';
import { decide } from '../../src/domain/decide.ts';
import type { LetterEvent } from '../../src/domain/event.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { HousePorts } from '../../src/house-ports.ts';
import { approved, asked, assigned, confirmed, draft, examined, registered, signed, submitted } from './done.ts';
import type { Asked } from './given.ts';
import { card, facts, standard, TODAY } from './house.ts';

export const PDF = Buffer.from('%PDF-1.7 the answer');

/** Ids, in order. The consumer of the n-th has the address `nN@primer.example` unless `changes` say otherwise. */
export async function signedLetters(
  { letters, vault }: Pick<HousePorts, 'letters' | 'vault'>,
  count = 1,
  {
    document = PDF,
    changes = {},
    first = 0,
  }: { readonly document?: Buffer; readonly changes?: Partial<Card>; readonly first?: number } = {},
): Promise<readonly string[]> {
  const [hash = ''] = await vault.put([document]);
  const file = { hash, name: 'Ответ ЦО-И-2026-000001.pdf', type: 'application/pdf', size: document.length };
  const made = await letters.create(
    Array.from({ length: count }, (_, index) => first + index).map((n) => ({
      fingerprint: `signed-${n}`,
      office: 'ЦО',
      year: Number(TODAY.slice(0, 4)),
      make: (number: string) => {
        const correspondent = { ...card().correspondent, email: `n${n}@primer.example` };
        const own = card({ correspondent, ...changes });
        const way = [
          registered({ id: `letter-${n}`, number, fingerprint: `signed-${n}`, card: own }),
          examined(),
          confirmed('billing', own),
          assigned(),
          asked('testov', { type: 'draft', draft: draft() }, { newId: `reply-${n}` }),
          submitted(),
          approved(),
          signed('upravlentsev', `ЦО-И-2026/${String(n + 1).padStart(6, '0')}`),
          asked('system', { type: 'rendered', document: file }),
        ];
        return { events: eventsOf(way), effects: [] };
      },
    })),
  );
  return made.map(({ letter }) => letter.id);
}

/** As given() does, without a test around it. */
function eventsOf(way: readonly Asked[]): readonly LetterEvent[] {
  let letter: Letter | null = null;
  return way.flatMap(({ command, by, facts: more }) => {
    const { events } = decide(standard, letter, command, facts(by, more));
    letter = events.reduce<Letter | null>(evolve, letter);
    return events;
  });
}
