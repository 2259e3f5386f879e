import { describe, expect, it } from '@jest/globals';
import { moments } from '../../../src/demo/moments.ts';
import { filledIn } from '../../../src/demo/words.ts';
import { standard } from '../../support/house.ts';

const ZONE = 'Asia/Yekaterinburg';
const at = (now: string) => moments(standard.calendar, ZONE, new Date(now));

describe('when things of the demonstration happen', () => {
  it('A19: working days are counted back over holidays, times are local', () => {
    // Tuesday 10.11.2026: before it Monday 9, Friday 6, Thursday 5, and not the holiday of 4 November
    expect(at('2026-11-10T05:00:00Z').of({ ago: 4, at: '10:12' }).toISOString()).toBe('2026-11-03T05:12:00.000Z');
  });

  it('minutes ago are counted from the present hour of work, at night from the last closing hour', () => {
    expect(at('2026-11-25T05:00:00Z').of({ minutes: 30 }).toISOString()).toBe('2026-11-25T04:30:00.000Z');
    // Sunday: the last closing hour is Friday, 17:00
    expect(at('2026-11-29T20:00:00Z').of({ minutes: 30 }).toISOString()).toBe('2026-11-27T11:30:00.000Z');
    expect(at('2026-11-25T18:00:00Z').of({ minutes: 30 }).toISOString()).toBe('2026-11-25T11:30:00.000Z');
  });

  it('the December is one whose letters are answered: in January it is that of the year before the last', () => {
    expect(at('2026-11-25T05:00:00Z').of({ december: 24, at: '11:35' }).toISOString()).toBe('2025-12-24T06:35:00.000Z');
    expect(at('2027-01-15T05:00:00Z').of({ december: 24, at: '11:35' }).toISOString()).toBe('2025-12-24T06:35:00.000Z');
    expect(at('2027-04-01T05:00:00Z').of({ december: 24, at: '11:35' }).toISOString()).toBe('2026-12-24T06:35:00.000Z');
  });
});

describe('days and numbers in the texts of the demonstration', () => {
  const said = (text: string) => filledIn(text, '2027-01-13', (id) => `№-${id}`);

  it('days and months count from the day of receipt, over the end of the year', () => {
    expect(said('{дата -14}: за {месяц -1} {год -1}, с {месяца +1}, в {месяце}')).toBe(
      '30.12.2026: за декабрь 2026, с февраля, в январе',
    );
    expect(said('к обращению {номер one}')).toBe('к обращению №-one');
  });

  it('a place that means nothing is not let through', () => {
    expect(() => said('{неделя -1}')).toThrow(/«\{неделя -1\}» is none of/);
  });
});
