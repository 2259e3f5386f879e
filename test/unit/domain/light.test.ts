import { describe, expect, it } from '@jest/globals';
import { dayAfter } from '../../../src/domain/calendar.ts';
import { dueOf, light, OPEN_TONES, type Tone } from '../../../src/domain/light.ts';
import { standard } from '../../support/house.ts';

const at = (today: string, more: { extendedBy?: number; state?: string } = {}) =>
  light(standard, { state: 'assigned', dueOn: '2026-12-14', extendedBy: 0, ...more }, today);

describe('11.1: the traffic light of the term', () => {
  it.each<[string, Tone, number]>([
    ['2026-11-23', 'calm', 15],
    ['2026-12-04', 'calm', 6],
    ['2026-12-07', 'soon', 5],
    ['2026-12-10', 'hot', 2],
    ['2026-12-14', 'hot', 0],
    ['2026-12-15', 'late', -1],
    ['2026-12-21', 'late', -5],
  ])('11.1: on %s it is %s, %i working days', (today, tone, days) => {
    expect(at(today)).toEqual({ tone, days });
  });

  it('11.1: the Saturday after a Friday’s term is late already', () => {
    expect(light(standard, { state: 'assigned', dueOn: '2026-11-27', extendedBy: 0 }, '2026-11-28')).toEqual({
      tone: 'late',
      days: -1,
    });
  });

  it('8.2.5: an extended letter rests until it burns again', () => {
    expect(at('2026-11-23', { extendedBy: 5 }).tone).toBe('held');
    expect(at('2026-12-10', { extendedBy: 5 }).tone).toBe('hot');
  });

  it('8.4.6: only sending puts it out, a signature does not (A4)', () => {
    expect(at('2026-12-21', { state: 'signed' }).tone).toBe('late');
    for (const state of ['sent', 'closed', 'refused', 'set_aside', 'supplement'])
      expect(at('2026-12-21', { state }).tone).toBe('done');
  });

  it('11.1: each open letter lies within the due days of its tone and of no other, on every day of a year', () => {
    for (let today = '2026-01-01'; today <= '2026-12-31'; today = dayAfter(today)) {
      const ranges = OPEN_TONES.map((tone) => [tone, dueOf(standard, tone, today)] as const);
      for (const days of [-40, -3, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 30]) {
        const dueOn = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
        for (const extendedBy of [0, 5]) {
          const found = ranges.filter(
            ([, { dueFrom = '', dueTo = '9', extended = extendedBy > 0 }]) =>
              dueFrom <= dueOn && dueOn <= dueTo && extended === extendedBy > 0,
          );
          const { tone } = light(standard, { state: 'assigned', dueOn, extendedBy }, today);
          expect([today, dueOn, ...found.map(([each]) => each)]).toEqual([today, dueOn, tone]);
        }
      }
    }
  });
});
