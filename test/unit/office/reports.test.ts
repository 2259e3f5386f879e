import { expect, it } from '@jest/globals';
import { periodAround } from '../../../src/domain/period.ts';
import type { TallyQuestion } from '../../../src/office/ports/tallies.ts';
import { reporting } from '../../../src/office/reports.ts';
import { person, standard } from '../../support/house.ts';

const EVERYTHING = { all: true, offices: [], units: [], person: 'kontroleva', standsFor: [] };

/** A year of which each month has one letter more than the month before. */
function year() {
  const asked: string[] = [];
  let now = new Date('2026-11-23T05:00:00.000Z');
  const spans = async ({ from, to }: TallyQuestion) => {
    asked.push(`${from} ${to}`);
    return [{ registeredOn: from, sentOn: null, count: Number(from.slice(5, 7)) }];
  };
  const room = reporting({
    standard,
    tallies: { tallies: async () => [], spans },
    clock: { now: () => now },
    see: async () => EVERYTHING,
  });
  return { asked, room, later: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

it('6.1: a year is counted month by month, and its days are those of all months (A2: what came in the evening has tomorrow’s date)', async () => {
  const { asked, room } = year();
  const { receivedOn } = await room.report(periodAround('year', '2026-11-23'), person('kontroleva'));
  expect(asked).toHaveLength(12);
  expect([asked[0], asked.at(-1)]).toEqual(['2026-01-01 2026-01-31', '2026-12-01 2026-12-31']);
  expect([receivedOn['2026-01-01'], receivedOn['2026-11-01'], receivedOn['2026-12-01']]).toEqual([1, 11, 12]);
});

it('a month that is over is not counted again for a while; the present one is after half a minute', async () => {
  const { asked, room, later } = year();
  const autumn = periodAround('quarter', '2026-11-23');
  await room.report(autumn, person('kontroleva'));
  await room.report(autumn, person('kontroleva'));
  expect(asked).toHaveLength(3);
  later(31_000);
  await room.report(autumn, person('kontroleva'));
  expect(asked.slice(3)).toEqual(['2026-11-01 2026-11-30', '2026-12-01 2026-12-31']);
  later(10 * 60_000);
  await room.report(autumn, person('kontroleva'));
  expect(asked).toHaveLength(8);
});
