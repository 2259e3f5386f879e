/** The report of the chancery on a period (cl. 6.1, 9.6, 11.3): what came, how terms were kept, what was refused and came again. */
import type { GroundId } from '../language/finding.ts';
import { type Calendar, type Day, workingDaysBetween } from './calendar.ts';

/** Letters that agree in all that a report asks. */
export interface Tally {
  readonly office: string;
  readonly unit: string | null;
  readonly channel: string;
  readonly kind: string;
  readonly topic: string | null;
  readonly state: string;
  /** Of a decision that stands (8.2.6–8.2.10). */
  readonly ground: GroundId | null;
  readonly answered: boolean;
  /** Answered after the due day, or still owed after it (A4). */
  readonly late: boolean;
  readonly extended: boolean;
  /** The same question again was seen, and nobody said otherwise. */
  readonly repeat: boolean;
  readonly objected: boolean;
  readonly count: number;
}

/** Letters of one registration day that were answered on one day; null: not yet, or never. */
export interface Span {
  readonly registeredOn: Day;
  readonly sentOn: Day | null;
  readonly count: number;
}

export const REPORT_AXES = ['kind', 'topic', 'channel', 'office', 'unit'] as const;
export type ReportAxis = (typeof REPORT_AXES)[number];

export interface Figures {
  readonly received: number;
  readonly answered: number;
  /** Answered on the due day or before. */
  readonly kept: number;
  readonly late: number;
  /** Answered, or the day has gone by: what a share of kept terms is taken of. */
  readonly ended: number;
  readonly extended: number;
  readonly refused: number;
  readonly repeats: number;
  readonly objections: number;
}

export interface Report extends Figures {
  /** Working days from registration to the answer; null while nothing is answered. */
  readonly meanDays: number | null;
  readonly medianDays: number | null;
  /** Most letters first; what the card does not tell is ''. */
  readonly tables: Readonly<Record<ReportAxis, readonly (Figures & { readonly id: string })[]>>;
  readonly grounds: Readonly<Partial<Record<GroundId, number>>>;
  /** By registration day. */
  readonly receivedOn: Readonly<Record<Day, number>>;
}

export function reportOf(tallies: readonly Tally[], spans: readonly Span[], calendar: Calendar): Report {
  const grounds: Partial<Record<GroundId, number>> = {};
  for (const { ground, count } of tallies) if (ground) grounds[ground] = (grounds[ground] ?? 0) + count;
  const receivedOn: Record<Day, number> = {};
  for (const { registeredOn, count } of spans) receivedOn[registeredOn] = (receivedOn[registeredOn] ?? 0) + count;
  const table = (axis: ReportAxis) => tableOf(tallies, axis);
  return {
    ...figuresOf(tallies),
    ...daysOfAnswers(spans, calendar),
    tables: {
      kind: table('kind'),
      topic: table('topic'),
      channel: table('channel'),
      office: table('office'),
      unit: table('unit'),
    },
    grounds,
    receivedOn,
  };
}

function tableOf(tallies: readonly Tally[], axis: ReportAxis): readonly (Figures & { readonly id: string })[] {
  const byId = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const id = tally[axis] ?? '';
    byId.set(id, [...(byId.get(id) ?? []), tally]);
  }
  const rows = [...byId].map(([id, own]) => ({ id, ...figuresOf(own) }));
  return rows.sort((a, b) => b.received - a.received || a.id.localeCompare(b.id, 'ru'));
}

function figuresOf(tallies: readonly Tally[]): Figures {
  const sum = (of: (tally: Tally) => boolean) => tallies.reduce((total, each) => total + (of(each) ? each.count : 0), 0);
  return {
    received: sum(() => true),
    answered: sum(({ answered }) => answered),
    kept: sum(({ answered, late }) => answered && !late),
    late: sum(({ late }) => late),
    ended: sum(({ answered, late }) => answered || late),
    extended: sum(({ extended }) => extended),
    refused: sum(({ ground }) => ground !== null),
    repeats: sum(({ repeat }) => repeat),
    objections: sum(({ objected }) => objected),
  };
}

/** The median is of letters, not of groups of them. */
function daysOfAnswers(spans: readonly Span[], calendar: Calendar): Pick<Report, 'meanDays' | 'medianDays'> {
  const answers = spans
    .flatMap(({ registeredOn, sentOn, count }) =>
      sentOn === null ? [] : [{ days: workingDaysBetween(calendar, registeredOn, sentOn), count }],
    )
    .sort((a, b) => a.days - b.days);
  const all = answers.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return { meanDays: null, medianDays: null };
  const at = (place: number) => {
    let left = place;
    for (const { days, count } of answers) {
      if (left < count) return days;
      left -= count;
    }
    return 0;
  };
  const [low, high] = [at(Math.floor((all - 1) / 2)), at(Math.floor(all / 2))];
  return { meanDays: answers.reduce((sum, { days, count }) => sum + days * count, 0) / all, medianDays: (low + high) / 2 };
}
