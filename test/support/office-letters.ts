/** Eleven letters, one or two in each state of an office at work. */
import type { Letters } from '../../src/office/ports/letters.ts';
import { card } from './house.ts';
import { newLetter, reply, type Wanted } from './new-letters.ts';

export const route = { unit: 'billing', rule: 'расчёты', reason: 'тема «расчёты»' };
export const noContacts = { emails: [], phones: [], addresses: [], contracts: [] };

export function finding(ground: 'abuse', decision: 'open') {
  return { ground, score: 0.9, evidence: [], clause: '8.2', decision } as const;
}

/** In all open states, and one that was sent; ids say what they are. */
export async function fill(letters: Letters): Promise<string[]> {
  const assigned = (executor: string, coExecutors: string[] = []) =>
    ({ type: 'assigned', executor, coExecutors, resolution: null }) as const;
  const moved = (to: string) => ({ type: 'moved', from: null, to }) as const;
  const routed = (unit: string) => ({ type: 'routed', route: { ...route, unit } }) as const;
  const drafted = { type: 'drafted', reply: reply() } as const;
  const testov = [routed('billing'), assigned('testov')];
  const all: Wanted[] = [
    { id: 'late', registeredOn: '2026-11-20', dueOn: '2026-11-30' },
    { id: 'sent', registeredOn: '2026-11-20', dueOn: '2026-11-30', afterwards: [...testov, drafted, moved('sent')] },
    { id: 'branch', office: 'Ф02', channel: 'post' },
    {
      id: 'abusive',
      afterwards: [
        {
          type: 'examined',
          findings: [finding('abuse', 'open')],
          favours: [],
          contacts: noContacts,
          topics: [],
          kind: 'request',
          route,
        },
      ],
    },
    { id: 'mine', afterwards: [...testov, moved('assigned')] },
    { id: 'approval', afterwards: [...testov, drafted, moved('approval')] },
    { id: 'signing', afterwards: [...testov, drafted, moved('signing')] },
    { id: 'signed', afterwards: [...testov, drafted, moved('signed')] },
    {
      id: 'metering',
      registeredOn: '2026-11-24',
      card: card({ kind: 'complaint' }),
      afterwards: [routed('metering'), moved('routed')],
    },
    {
      id: 'shared',
      registeredOn: '2026-11-24',
      afterwards: [routed('metering'), assigned('pokazaneva', ['testov']), moved('assigned')],
    },
  ];
  return (await letters.create(all.map(newLetter))).map(({ letter }) => letter.id);
}
