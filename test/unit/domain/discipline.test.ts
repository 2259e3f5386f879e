import { describe, expect, it } from '@jest/globals';
import { daysOf, disciplineOf, monthsUntil, type TermGroup } from '../../../src/domain/discipline.ts';
import { standard } from '../../support/house.ts';

const group = (more: Partial<TermGroup>): TermGroup => ({
  executor: 'testov',
  state: 'closed',
  registeredOn: '2026-11-02',
  dueOn: '2026-11-24',
  sentOn: null,
  extendedBy: 0,
  count: 1,
  ...more,
});
const isOpen = (state: string) => standard.workflow.states.find(({ id }) => id === state)?.open ?? false;
const of = (groups: readonly TermGroup[], today = '2026-11-25') =>
  disciplineOf(groups, { calendar: standard.calendar, today, isOpen });

describe('11.1: how terms are kept', () => {
  it('8.2.5: an answer on the due day is in time, the day after it is not', () => {
    const groups = [group({ sentOn: '2026-11-24', count: 3 }), group({ sentOn: '2026-11-25' })];
    expect(of(groups)).toMatchObject({ ended: 4, kept: 3 });
  });

  it('A4: what is open has kept its term until the due day is over', () => {
    const open = [group({ state: 'signed', count: 2 })];
    expect(of(open, '2026-11-24')).toMatchObject({ ended: 0, kept: 0 });
    expect(of(open, '2026-11-25')).toMatchObject({ ended: 2, kept: 0 });
  });

  it('8.2.10: whoever was owed no answer spoils no figure', () => {
    expect(of([group({ state: 'refused', count: 5 }), group({ state: 'supplement' })])).toMatchObject({ ended: 0, kept: 0 });
  });

  it('8.2.5: the mean counts working days, the holiday of 4 November left out; extended letters are counted once', () => {
    const groups = [
      group({ registeredOn: '2026-11-02', sentOn: '2026-11-05' }),
      group({ registeredOn: '2026-11-02', sentOn: '2026-11-09', extendedBy: 7, count: 2 }),
    ];
    expect(of(groups)).toMatchObject({ meanDays: (2 + 2 * 4) / 3, extended: 2 });
    expect(of([]).meanDays).toBeNull();
  });

  it('months run over the turn of the year, and each ends with its own last day', () => {
    expect(monthsUntil('2026-02-28', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(daysOf('2028-02')).toEqual(['2028-02-01', '2028-02-29']);
    expect(daysOf('2026-12')).toEqual(['2026-12-01', '2026-12-31']);
  });
});
