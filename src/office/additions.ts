/** Letters that continue earlier ones (A10): found by thread and number, proposed to the clerk, joined on the clerk's word. */
import type { ProposedAddition } from '../domain/addition.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Handle } from './handle.ts';
import type { Stored } from './ports/letters.ts';
import type { Register, Scope } from './ports/register.ts';

type ReadsThreads = Pick<Register, 'thread' | 'idOf' | 'page'>;

/** References of one mail that are looked up: a thread of years names hundreds. */
const MOST_IDS = 30;

/** The letter whose thread this mail continues, or whose number its subject names; null: none, or only itself. */
export async function proposedAddition(
  register: ReadsThreads,
  { id, value }: Pick<Stored<Letter>, 'id' | 'value'>,
): Promise<ProposedAddition | null> {
  if (!value.mail) return null;
  const { inReplyTo, references } = value.mail;
  const ids = [...new Set([...(inReplyTo ? [inReplyTo] : []), ...references.toReversed()])].slice(0, MOST_IDS);
  const thread = (await register.thread(ids)).filter((each) => each.id !== id);
  // Of several the oldest: later ones are additions themselves, as a rule
  const first = thread.at(-1);
  if (first) return { number: first.number, why: 'thread' };
  for (const number of numbersIn(value.card.subject)) {
    const named = await letterNamed(register, number);
    if (named && named.id !== id) return { number: named.number, why: 'number' };
  }
  return null;
}

/** By its own number, or by that of its answer. */
async function letterNamed(register: ReadsThreads, number: string): Promise<{ id: string; number: string } | null> {
  const id = await register.idOf(number);
  if (id) return { id, number };
  const { items } = await register.page({ scope: EVERYTHING, q: number, limit: 5 });
  return items.find(({ outgoingNumber }) => outgoingNumber === number) ?? null;
}

const EVERYTHING: Scope = { all: true, offices: [], units: [], person: SYSTEM.id, standsFor: [] };

/** Numbers as we print them in the subjects of our mails: `ЦО-2026/000017`, `МРО-1-И-2026/000003`. */
function numbersIn(subject: string): readonly string[] {
  return [...subject.matchAll(/(?<![\p{L}\d])[А-ЯЁ]{1,5}(?:-?\d{1,2})?(?:-И)?-20\d\d\/\d{6}(?!\d)/gu)]
    .map(([number]) => number)
    .slice(0, 3);
}

/** The effect of `supplement`: history, card and files of the first letter show the addition from now on. */
export async function tellParent(
  { register, handle }: { readonly register: ReadsThreads; readonly handle: Handle },
  { id, value }: Stored<Letter>,
): Promise<readonly LetterEvent[]> {
  const { supplementTo, number, registeredOn, card, parts } = value;
  // Reopened meanwhile: it is a letter of its own again
  const parent = supplementTo && (await register.idOf(supplementTo));
  if (!parent) return [];
  const addition = { id, number, registeredOn, subject: card.subject, parts };
  await handle(parent, { type: 'join_addition', addition }, SYSTEM);
  return [];
}
