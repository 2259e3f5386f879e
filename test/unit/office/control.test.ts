/** The control board over the read model in memory. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Letter } from '../../../src/domain/letter.ts';
import { type ControlRoom, controlRoom } from '../../../src/office/control.ts';
import { seeing } from '../../../src/office/sight.ts';
import { upTo } from '../../support/done.ts';
import { fakePeople } from '../../support/fakes/house.ts';
import { fakeRegister } from '../../support/fakes/register.ts';
import { given } from '../../support/given.ts';
import { person, staff, standard } from '../../support/house.ts';

let letters: Letter[];
let now: Date;
let asked: number;
let room: ControlRoom;

/** An open letter in the hands of an executor. */
const open = (number: string, dueOn: string, more: Partial<Letter> = {}): Letter => ({
  ...given(...upTo.assigned).letter(),
  id: number,
  number: `ЦО-2026/00000${number}`,
  dueOn,
  ...more,
});

beforeEach(() => {
  letters = [];
  asked = 0;
  now = new Date('2026-11-25T06:00:00.000Z');
  const register = fakeRegister(
    () => letters.map((value) => ({ id: value.id, revision: 1, value, history: [], pending: [] })),
    standard.workflow,
  );
  const people = fakePeople(staff);
  const clock = { now: () => now };
  const counted = (question: Parameters<typeof register.terms>[0]) => {
    if ('dueFrom' in question) asked += 1;
    return register.terms(question);
  };
  room = controlRoom({
    standard,
    register: { ...register, terms: counted },
    people,
    clock,
    see: seeing({ standard, people, clock }),
  });
});

describe('11.1: the control board', () => {
  it('11.1: each open letter stands in the column of its light, the most urgent first, and is counted beyond those shown', async () => {
    letters = [
      open('1', '2026-11-24'),
      open('2', '2026-11-25'),
      open('3', '2026-12-02'),
      open('4', '2026-12-20'),
      open('5', '2026-12-21', { extendedBy: 5 }),
      ...['6', '7', '8', '9', '10', '11'].map((each) => open(each, '2026-12-18')),
    ];
    const { columns } = await room.controlBoard(person('kontroleva'));
    expect(columns.map(({ tone, count, rows }) => [tone, count, rows.length])).toEqual([
      ['late', 1, 1],
      ['hot', 1, 1],
      ['soon', 1, 1],
      ['calm', 7, 5],
      ['held', 1, 1],
    ]);
    expect(columns[3]?.rows.every(({ dueOn }) => dueOn === '2026-12-18')).toBe(true);
    expect(await room.tones('control', person('kontroleva'))).toEqual({ late: 1, hot: 1, soon: 1, calm: 7, held: 1 });
  });

  it('8.2.4: a head sees all of the own people with what lies on them, and who stands in for the absent', async () => {
    letters = [open('1', '2026-11-24'), open('2', '2026-12-20'), open('3', '2026-12-20', { executor: 'primerov' })];
    const { loads } = await room.controlBoard(person('obraztsova'));
    expect(loads.slice(0, 2).map(({ person: { id }, total, tones }) => [id, total, tones.late])).toEqual([
      ['testov', 2, 1],
      ['primerov', 1, 0],
    ]);
    expect(loads.some(({ total }) => total === 0)).toBe(true);
  });

  it('4.2: nobody sees or counts a letter that is not theirs to see', async () => {
    letters = [open('1', '2026-11-24')];
    const { columns, loads, months } = await room.controlBoard(person('pokazaneva'));
    expect(columns.every(({ count, rows }) => count === 0 && rows.length === 0)).toBe(true);
    expect(loads.every(({ total }) => total === 0)).toBe(true);
    expect(months.every(({ kept }) => kept.ended === 0)).toBe(true);
  });

  it('8.2.5: four months are told, and those that are past are not counted anew at each look', async () => {
    letters = [open('1', '2026-10-05'), open('2', '2026-11-24')];
    const board = await room.controlBoard(person('kontroleva'));
    expect(board.months.map(({ month, kept }) => [month, kept.ended, kept.kept])).toEqual([
      ['2026-08', 0, 0],
      ['2026-09', 0, 0],
      ['2026-10', 1, 0],
      ['2026-11', 1, 0],
    ]);
    await room.controlBoard(person('kontroleva'));
    expect(asked).toBe(5);
    now = new Date('2026-11-25T06:11:00.000Z');
    await room.controlBoard(person('kontroleva'));
    expect(asked).toBe(9);
  });
});
