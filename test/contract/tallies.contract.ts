import { expect, it } from '@jest/globals';
import type { Tally } from '../../src/domain/report.ts';
import type { Letters } from '../../src/office/ports/letters.ts';
import type { Register, Scope } from '../../src/office/ports/register.ts';
import type { Tallies } from '../../src/office/ports/tallies.ts';
import { AT, extended } from '../support/new-letters.ts';
import { fill } from '../support/office-letters.ts';
import { registered } from './letters.contract.ts';
import { EVERYTHING, everyPage } from './register.contract.ts';

/** Tallies over the letters, both empty; the register tells what lies there. */
export type MakeTallies = () => Promise<{ readonly letters: Letters; readonly register: Register; readonly tallies: Tallies }>;

const ALL = { scope: EVERYTHING, from: '2000-01-01', to: '2099-12-31' };
const TODAY = '2026-12-01';
const sum = (groups: readonly { readonly count: number }[]) => groups.reduce((total, { count }) => total + count, 0);

export function talliesContract(make: MakeTallies): void {
  it('6.1: every letter of the period is counted once, by what the journal says of it', async () => {
    const { letters, register, tallies } = await make();
    await fill(letters);
    const rows = await everyPage(register, { scope: EVERYTHING, limit: 50 });
    const counted = await tallies.tallies(ALL, TODAY);
    expect(sum(counted)).toBe(rows.length);
    const where = (of: (tally: Tally) => boolean) => sum(counted.filter(of));
    for (const { office, channel, kind, state } of rows) {
      expect(where((each) => each.office === office)).toBe(rows.filter((row) => row.office === office).length);
      expect(where((each) => each.channel === channel)).toBe(rows.filter((row) => row.channel === channel).length);
      expect(where((each) => each.kind === kind)).toBe(rows.filter((row) => row.kind === kind).length);
      expect(where((each) => each.state === state)).toBe(rows.filter((row) => row.state === state).length);
    }
    expect(where(({ answered }) => answered)).toBe(rows.filter(({ sentOn }) => sentOn !== null).length);
    expect(where(({ extended: more }) => more)).toBe(rows.filter(({ extendedBy }) => extendedBy > 0).length);
    const repeats = rows.filter(({ findings }) =>
      findings.some(({ ground, decision }) => ground === 'repeat' && decision !== 'dismissed'),
    );
    expect(where(({ repeat }) => repeat)).toBe(repeats.length);
    const confirmed = rows.filter(({ findings }) => findings.some(({ decision }) => decision === 'confirmed'));
    expect(where(({ ground }) => ground !== null)).toBe(confirmed.length);
  });

  it('A4: what is open is late from the day after its due day; an extension is counted', async () => {
    const { letters, tallies } = await make();
    const first = await registered(letters, { id: 'first', dueOn: '2026-12-10' });
    await letters.save(first, extended(5, '2026-12-17'));
    await registered(letters, { id: 'second', dueOn: '2026-12-11' });
    const late = async (today: string) => sum((await tallies.tallies(ALL, today)).filter((each) => each.late));
    expect([await late('2026-12-11'), await late('2026-12-12'), await late('2026-12-18')]).toEqual([0, 1, 2]);
    expect((await tallies.tallies(ALL, TODAY)).filter((each) => each.extended)).toMatchObject([{ count: 1 }]);
  });

  it('4.2: an objection to a refusal is counted, though the refusal is no more', async () => {
    const { letters, tallies } = await make();
    const first = await registered(letters, { id: 'first' });
    await registered(letters, { id: 'second' });
    const by = { at: AT, by: 'obraztsova' };
    const refused = {
      type: 'ground_confirmed',
      ground: 'abuse',
      clause: '8.2.6',
      reason: 'Брань',
      repeatOf: null,
      ...by,
    } as const;
    const known = await letters.save(first, { events: [refused], effects: [] });
    expect(await tallies.tallies(ALL, TODAY)).toContainEqual(
      expect.objectContaining({ ground: 'abuse', objected: false, count: 1 }),
    );
    await letters.save(known, { events: [{ type: 'objected', reason: 'Это не брань', ...by }], effects: [] });
    const counted = await tallies.tallies(ALL, TODAY);
    expect(counted.map(({ ground, objected }) => [ground, objected]).sort()).toEqual([
      [null, false],
      [null, true],
    ]);
  });

  it('both days of the period are in it, and nobody’s figures hold what he may not see', async () => {
    const { letters, tallies } = await make();
    for (const [id, day] of ['2026-11-20', '2026-11-23', '2026-11-24'].entries())
      await registered(letters, {
        id: `n${id}`,
        office: id === 2 ? 'Ф02' : 'ЦО',
        registeredOn: day,
        registeredAt: `${day}T05:00:00.000Z`,
      });
    const spans = await tallies.spans({ scope: EVERYTHING, from: '2026-11-20', to: '2026-11-23' });
    expect([...spans].sort((a, b) => a.registeredOn.localeCompare(b.registeredOn))).toEqual([
      { registeredOn: '2026-11-20', sentOn: null, count: 1 },
      { registeredOn: '2026-11-23', sentOn: null, count: 1 },
    ]);
    const narrow: Scope = { all: false, offices: ['Ф02'], units: [], person: 'nobody', standsFor: [] };
    expect(await tallies.tallies({ ...ALL, scope: narrow }, TODAY)).toMatchObject([{ office: 'Ф02', count: 1 }]);
  });
}
