/** Periods that a house reports on: a month, a quarter, a year; '2026-11', '2026-Q4', '2026'. */
import type { Day } from './calendar.ts';
import { daysOf } from './discipline.ts';

export const PERIOD_KINDS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export interface Period {
  readonly id: string;
  readonly kind: PeriodKind;
  readonly from: Day;
  /** Included. */
  readonly to: Day;
}

/** Null: no such period. */
export function periodOf(id: string): Period | null {
  const [, year = '', quarter, month] = /^(20\d\d)(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(id) ?? [];
  if (!year) return null;
  if (month) return { id, kind: 'month', from: daysOf(id)[0], to: daysOf(id)[1] };
  const [first, last] = quarter ? [Number(quarter) * 3 - 2, Number(quarter) * 3] : [1, 12];
  const named = (number: number) => `${year}-${String(number).padStart(2, '0')}`;
  return { id, kind: quarter ? 'quarter' : 'year', from: daysOf(named(first))[0], to: daysOf(named(last))[1] };
}

/** The period of this kind that the day lies in. */
export function periodAround(kind: PeriodKind, day: Day): Period {
  const [year, month] = [day.slice(0, 4), day.slice(5, 7)];
  const id = { month: `${year}-${month}`, quarter: `${year}-Q${Math.ceil(Number(month) / 3)}`, year }[kind];
  const found = periodOf(id);
  if (!found) throw new Error(`no period around ${day}`);
  return found;
}

/** The one before (-1) or behind (1); null beyond what can be named. */
export function periodBeside({ kind, from, to }: Period, step: -1 | 1): Period | null {
  const edge = new Date(Date.parse(step < 0 ? from : to) + step * 86_400_000).toISOString().slice(0, 10);
  return edge.startsWith('20') ? periodAround(kind, edge) : null;
}

/** Parts of a period for a chart: the months of a quarter or a year, the days of a month. */
export function partsOf({ kind, from, to }: Period): readonly string[] {
  if (kind === 'month')
    return Array.from({ length: Number(to.slice(8)) }, (_, n) => `${from.slice(0, 8)}${String(n + 1).padStart(2, '0')}`);
  const first = Number(from.slice(5, 7));
  const count = Number(to.slice(5, 7)) - first + 1;
  return Array.from({ length: count }, (_, n) => `${from.slice(0, 5)}${String(first + n).padStart(2, '0')}`);
}

/** The months that a period is made of, in order. */
export function monthsOf(period: Period): readonly Period[] {
  return period.kind === 'month' ? [period] : partsOf(period).flatMap((id) => periodOf(id) ?? []);
}
