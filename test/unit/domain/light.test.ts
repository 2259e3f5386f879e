import { describe, expect, it } from '@jest/globals';
import { light, type Tone } from '../../../src/domain/light.ts';
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
});
