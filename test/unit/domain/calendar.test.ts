import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingDays,
  dayIn,
  isDay,
  isWorkingDay,
  noonIn,
  timeIn,
  workingDayFrom,
  workingDaysBetween,
} from '../../../src/domain/calendar.ts';
import { standard } from '../../support/house.ts';

const { calendar } = standard;
const due = (from: string, days: number) => addWorkingDays(calendar, from, days).on;

/** Days of the published years, away from the end of 2027. */
const days = fc
  .integer({ min: 0, max: 1200 })
  .map((offset) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10));
const counts = fc.integer({ min: 1, max: 30 });

describe('8.2.5, 8.4.4: working days by the production calendar', () => {
  it.each([
    ['2026-11-23', 15, '2026-12-14'],
    ['2026-11-23', 30, '2027-01-13'],
    ['2026-12-15', 15, '2027-01-14'],
    ['2026-12-15', 30, '2027-02-04'],
    ['2025-12-10', 15, '2026-01-12'],
    ['2024-12-10', 15, '2025-01-09'],
    ['2024-04-22', 5, '2024-04-27'],
    ['2024-04-22', 15, '2024-05-17'],
    ['2027-02-01', 15, '2027-02-20'],
    ['2027-02-19', 20, '2027-03-23'],
    ['2025-04-14', 15, '2025-05-07'],
    ['2025-04-14', 20, '2025-05-16'],
    ['2026-11-28', 15, '2026-12-18'],
    ['2026-11-30', 15, '2026-12-21'],
  ])('8.2.5: %s and %i working days end on %s', (from, count, on) => {
    expect(due(from, count)).toBe(on);
  });

  it('8.2.5: each published year has the working days of its decree', () => {
    const working = (year: number) => workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`);
    expect([2024, 2025, 2026, 2027].map(working)).toEqual([248, 247, 247, 247]);
  });

  it('8.2.5: a term that runs into a year without a calendar is provisional, never silently guessed (A18)', () => {
    expect(addWorkingDays(calendar, '2027-12-20', 15)).toEqual({ on: '2028-01-11', provisional: true });
    expect(addWorkingDays(calendar, '2027-12-01', 15).provisional).toBe(false);
  });

  it('8.2.5: the due day is a working day', () => {
    fc.assert(fc.property(days, counts, (from, count) => isWorkingDay(calendar, due(from, count))));
  });

  it('8.2.5: more days or a later start never bring an earlier due day', () => {
    fc.assert(fc.property(days, counts, (from, count) => due(from, count) < due(from, count + 1)));
    fc.assert(fc.property(days, days, counts, (a, b, count) => a > b || due(a, count) <= due(b, count)));
  });

  it('8.2.5: an extension counted on is the same as one term of both (A7)', () => {
    fc.assert(fc.property(days, counts, counts, (from, a, b) => due(due(from, a), b) === due(from, a + b)));
  });

  it('8.2.5: counting there and back gives the same number of days', () => {
    fc.assert(fc.property(days, counts, (from, count) => workingDaysBetween(calendar, from, due(from, count)) === count));
    fc.assert(fc.property(days, counts, (from, count) => workingDaysBetween(calendar, due(from, count), from) === -count));
  });

  it('knows a day that exists from one that does not', () => {
    expect(['2026-02-28', '2024-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-30', '2025-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'вчера', ''].some(isDay)).toBe(false);
    expect(() => addWorkingDays(calendar, '2026-11-23', -1)).toThrow(RangeError);
    expect(() => addWorkingDays(calendar, '2026-11-23', 1.5)).toThrow(RangeError);
    expect(workingDayFrom(calendar, '2027-02-20')).toBe('2027-02-20');
    expect(workingDayFrom(calendar, '2027-01-01')).toBe('2027-01-11');
  });

  it('noon is noon on every clock of the country, and on the far side of the date line', () => {
    const zones = ['Europe/Kaliningrad', 'Asia/Yekaterinburg', 'Asia/Kamchatka', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
    for (const zone of zones) {
      const noon = noonIn(zone, '2026-03-01');
      expect([zone, dayIn(zone, noon), timeIn(zone, noon)]).toEqual([zone, '2026-03-01', '12:00']);
    }
    expect(noonIn('Asia/Yekaterinburg', '2026-03-01').toISOString()).toBe('2026-03-01T07:00:00.000Z');
  });
});
