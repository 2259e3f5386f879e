import { describe, expect, it } from '@jest/globals';
import { monthsOf, partsOf, periodAround, periodBeside, periodOf } from '../../../src/domain/period.ts';
import { reportOf, type Tally } from '../../../src/domain/report.ts';
import { standard } from '../../support/house.ts';

const { calendar } = standard;
const LETTER: Tally = {
  office: 'ЦО',
  unit: 'billing',
  channel: 'email',
  kind: 'request',
  topic: 'billing',
  state: 'sent',
  ground: null,
  answered: true,
  late: false,
  extended: false,
  repeat: false,
  objected: false,
  count: 1,
};

describe('6.1, 9.6: the report of the chancery on a period', () => {
  it('tells what came, what was answered in time, and what was refused, came again or was objected to', () => {
    const report = reportOf(
      [
        { ...LETTER, count: 6 },
        { ...LETTER, late: true, channel: 'post', count: 2 },
        { ...LETTER, state: 'assigned', answered: false, late: true, extended: true },
        { ...LETTER, state: 'assigned', answered: false, unit: null, topic: null },
        { ...LETTER, state: 'refused', answered: false, ground: 'abuse', objected: true },
        { ...LETTER, kind: 'complaint', ground: 'repeat', repeat: true, count: 3 },
      ],
      [],
      calendar,
    );
    expect(report).toMatchObject({
      received: 14,
      answered: 11,
      kept: 9,
      late: 3,
      ended: 12,
      extended: 1,
      refused: 4,
      repeats: 3,
      objections: 1,
    });
    expect(report.grounds).toEqual({ abuse: 1, repeat: 3 });
    expect(report.tables.channel.map(({ id, received, kept }) => [id, received, kept])).toEqual([
      ['email', 12, 9],
      ['post', 2, 0],
    ]);
    // What the card does not tell is a row of its own, so that each table adds up
    expect(report.tables.topic.map(({ id, received }) => [id, received])).toEqual([
      ['billing', 13],
      ['', 1],
    ]);
  });

  it('8.2.5: the days to an answer are working days; the median is of letters, not of days', () => {
    const report = reportOf(
      [],
      [
        { registeredOn: '2026-11-02', sentOn: '2026-11-03', count: 3 },
        { registeredOn: '2026-11-02', sentOn: '2026-11-16', count: 1 },
        { registeredOn: '2026-11-02', sentOn: null, count: 5 },
      ],
      calendar,
    );
    // 4 November is a holiday: from Monday the 2nd to Monday the 16th are nine working days
    expect([report.meanDays, report.medianDays]).toEqual([3, 1]);
    expect(report.receivedOn).toEqual({ '2026-11-02': 9 });
    expect(reportOf([], [], calendar)).toMatchObject({ received: 0, meanDays: null, medianDays: null });
  });
});

describe('periods', () => {
  it.each([
    ['2026-02', 'month', '2026-02-01', '2026-02-28'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31'],
    ['2026', 'year', '2026-01-01', '2026-12-31'],
  ])('%s is a %s with all its days', (id, kind, from, to) => {
    expect(periodOf(id)).toEqual({ id, kind, from, to });
  });

  it('what is no period is none', () => {
    for (const id of ['2026-13', '2026-Q5', '2026-1', 'now', '', '1999']) expect(periodOf(id)).toBeNull();
  });

  it('each knows its neighbours and its parts, over the end of a year too', () => {
    const november = periodAround('month', '2026-11-30');
    expect([november.id, periodBeside(november, -1)?.id, periodBeside(november, 1)?.id]).toEqual([
      '2026-11',
      '2026-10',
      '2026-12',
    ]);
    const last = periodAround('quarter', '2026-11-30');
    expect([periodBeside(last, -1)?.id, periodBeside(last, 1)?.id]).toEqual(['2026-Q3', '2027-Q1']);
    expect(periodBeside(periodAround('year', '2000-05-05'), -1)).toBeNull();
    expect(partsOf(last)).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(
      monthsOf(last)
        .map(({ from, to }) => [from, to])
        .at(-1),
    ).toEqual(['2026-12-01', '2026-12-31']);
    expect(monthsOf(november)).toEqual([november]);
    expect([partsOf(november).length, partsOf(november).at(-1)]).toEqual([30, '2026-11-30']);
  });
});
