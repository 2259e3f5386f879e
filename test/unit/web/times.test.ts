import { describe, expect, it } from '@jest/globals';
import { loadStandard } from '../../../src/standard/load.ts';
import { lightOf } from '../../../src/web/lights.ts';
import { fromRoot } from '../../../src/web/root.ts';
import { came, counted, fileSize, waiting } from '../../../src/web/times.ts';

const standard = loadStandard(fromRoot('workflows'));
const ZONE = standard.organisation.company.zone;
const now = new Date('2026-11-23T12:10:24+05:00');

describe('how long a letter waits for the clerk (8.2.3, A2)', () => {
  it.each([
    ['a quarter of an hour ago', '2026-11-23T11:55:00+05:00', '2026-11-23', 'calm', '15\u00a0мин'],
    ['since this morning', '2026-11-23T09:12:00+05:00', '2026-11-23', 'soon', '2\u00a0ч 58\u00a0мин'],
    ['since Friday after hours: from nine on Monday', '2026-11-20T18:40:00+05:00', '2026-11-23', 'hot', '3\u00a0ч 10\u00a0мин'],
    ['since Sunday: from nine on Monday', '2026-11-22T09:31:00+05:00', '2026-11-23', 'hot', '3\u00a0ч 10\u00a0мин'],
    ['since Friday within hours: a working day', '2026-11-20T16:10:00+05:00', '2026-11-20', 'late', '1\u00a0день'],
    ['for days in the quarantine, numbered after hours', '2026-11-12T10:00:00+05:00', '2026-11-24', 'late', '7\u00a0дней'],
  ])('%s', (_, receivedAt, registeredOn, tone, text) => {
    expect(waiting(standard, { receivedAt, registeredOn }, now)).toEqual({ tone, text });
  });
});

describe('the light in words: colour never speaks alone', () => {
  const letter = { state: 'assigned', dueOn: '2026-11-27', extendedBy: 0 };
  it.each([
    ['soon', letter, '2026-11-23', '4\u00a0дня', 'осталось 4\u00a0дня · до 27.11'],
    ['hot', letter, '2026-11-26', '1\u00a0день', 'остался 1\u00a0день · до 27.11'],
    ['hot', letter, '2026-11-27', 'сегодня', 'срок сегодня · до 27.11'],
    ['late', letter, '2026-11-30', '−1\u00a0день', 'просрочено 1\u00a0день · срок был 27.11'],
    ['held', { ...letter, dueOn: '2026-12-15', extendedBy: 5 }, '2026-11-23', 'до 15.12', 'продлено · до 15.12'],
    ['done', { ...letter, state: 'closed' }, '2026-11-23', 'закрыт', 'срок остановлен'],
  ])('%s', (tone, each, today, text, long) => {
    expect(lightOf(standard, each, today)).toEqual({ tone, text, long });
  });
});

it('says when a letter came as a clerk would', () => {
  expect(came(ZONE, '2026-11-23T04:12:00Z', now)).toBe('09:12');
  expect(came(ZONE, '2026-11-20T11:10:00Z', now)).toBe('пт 16:10');
  expect(came(ZONE, '2026-11-06T04:12:00Z', now)).toBe('06.11');
  expect(came(ZONE, '2025-12-30T04:12:00Z', now)).toBe('30.12.2025');
});

it('counts in Russian', () => {
  expect([1, 2, 5, 11, 21, 112].map((n) => counted(n, 'день', 'дня', 'дней').replace('\u00a0', ' '))).toEqual([
    '1 день',
    '2 дня',
    '5 дней',
    '11 дней',
    '21 день',
    '112 дней',
  ]);
  expect(fileSize(317_400)).toBe('310\u00a0КБ');
});
