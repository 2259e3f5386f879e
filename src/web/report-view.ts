/** A report as its readers see it: figures with their shares, a chart of what came, tables whose numbers open their letters. */

import { unitName } from '../domain/organisation.ts';
import { type Period, partsOf, periodAround, periodBeside } from '../domain/period.ts';
import { type Figures, REPORT_AXES, type Report, type ReportAxis } from '../domain/report.ts';
import type { Standard } from '../domain/standard.ts';
import { GROUND_IDS } from '../language/finding.ts';
import { dayAndMonth, MONTH_NAMES } from './times.ts';
import { type Words, word } from './words.ts';

export interface ReportTable {
  readonly axis: ReportAxis;
  readonly title: string;
  readonly rows: readonly (Figures & { readonly label: string; readonly share: string; readonly href: string | null })[];
}

/** «ноябрь 2026», «IV квартал 2026», «2026 год» */
export function titleOf({ kind, id, from }: Period): string {
  const year = id.slice(0, 4);
  if (kind === 'year') return `${year}\u00a0год`;
  if (kind === 'quarter') return `${['I', 'II', 'III', 'IV'][Number(id.slice(6)) - 1]}\u00a0квартал ${year}`;
  return `${MONTH_NAMES[Number(from.slice(5, 7)) - 1]} ${year}`;
}

export function tablesOf(
  { standard, words }: { standard: Standard; words: Words },
  period: Period,
  { tables }: Report,
): readonly ReportTable[] {
  return REPORT_AXES.map((axis) => ({
    axis,
    title: TITLES[axis],
    rows: tables[axis].map(({ id, ...figures }) => ({
      ...figures,
      label: id === '' ? UNKNOWN[axis] : labelOf(standard, words, axis, id),
      share: shareOf(figures),
      href: id === '' || axis === 'topic' ? null : journalOf(period, { [axis]: id }),
    })),
  }));
}

/** All five grounds, in their order, also those that nobody needed. */
export function groundsOf({ standard }: { standard: Standard }, { grounds }: Report) {
  return GROUND_IDS.map((id) => {
    const { clause = '', label = id } = standard.grounds.find((each) => each.id === id) ?? {};
    return { clause, label, count: grounds[id] ?? 0 };
  });
}

/** Of the letters whose term has ended; cut, never rounded up: 99,96 % is not all. */
export function shareOf({ kept, ended }: Pick<Figures, 'kept' | 'ended'>): string {
  return ended === 0 ? '—' : `${decimal((100 * kept) / ended)}\u00a0%`;
}

export function decimal(value: number): string {
  return (Math.floor(value * 10 + 1e-9) / 10).toFixed(1).replace('.', ',').replace(/,0$/, '');
}

export function journalOf({ from, to }: Pick<Period, 'from' | 'to'>, more: Readonly<Record<string, string>> = {}): string {
  return `/journal?${new URLSearchParams({ from, to, ...more })}`;
}

const CHART = { width: 720, height: 120 };

/** A bar for each day or month, its number above it; days without letters keep their place. */
export function chartOf(period: Period, { receivedOn }: Report) {
  const parts = partsOf(period).map((part) => ({
    part,
    count: Object.entries(receivedOn).reduce((sum, [day, count]) => sum + (day.startsWith(part) ? count : 0), 0),
  }));
  const most = Math.max(1, ...parts.map(({ count }) => count));
  const step = Math.min(CHART.width / parts.length, 72);
  return {
    ...CHART,
    base: CHART.height + 14,
    foot: CHART.height + 28,
    described: parts.flatMap(({ part, count }) => (count > 0 ? `${nameOf(part)}: ${count}` : [])).join(', ') || 'ничего',
    bars: parts.map(({ part, count }, index) => {
      const height = Math.round((CHART.height * count) / most);
      const [x, y] = [Math.round(index * step * 10) / 10, CHART.height + 14 - height];
      const width = Math.round(Math.min(48, step * 0.72) * 10) / 10;
      const middle = Math.round((x + width / 2) * 10) / 10;
      const of = part.length === 7 ? periodAround('month', `${part}-01`) : { from: part, to: part };
      return {
        x,
        y,
        width,
        height,
        middle,
        over: y - 3,
        count: count || '',
        name: shortNameOf(part),
        title: `${nameOf(part)}: ${count}`,
        href: journalOf(of),
      };
    }),
  };
}

/** The way to the other periods; `today`: the present one is named, those to come are not offered. */
export function periodsOf(period: Period, today: string) {
  const beside = (step: -1 | 1) => {
    const found = periodBeside(period, step);
    return found && found.from <= today ? { href: `/reports?period=${found.id}`, title: titleOf(found) } : null;
  };
  const kinds = { month: 'Месяц', quarter: 'Квартал', year: 'Год' } as const;
  const last = period.to < today ? period.to : today;
  return {
    before: beside(-1),
    after: beside(1),
    kinds: Object.entries(kinds).map(([kind, label]) => ({
      label,
      on: kind === period.kind,
      href: `/reports?period=${periodAround(kind as Period['kind'], last).id}`,
    })),
  };
}

const TITLES: Readonly<Record<ReportAxis, string>> = {
  kind: 'Вид',
  topic: 'Тема',
  channel: 'Канал',
  office: 'Офис',
  unit: 'Подразделение',
};
const UNKNOWN: Readonly<Record<ReportAxis, string>> = {
  kind: 'не указан',
  topic: 'не указана',
  channel: 'не указан',
  office: 'не указан',
  unit: 'ещё не направлено',
};

function labelOf(standard: Standard, words: Words, axis: ReportAxis, id: string): string {
  if (axis === 'unit') return unitName(standard, id);
  if (axis === 'office') return standard.organisation.offices.find(({ code }) => code === id)?.name ?? id;
  return word({ kind: words.kinds, topic: words.topics, channel: words.channels }[axis], id);
}

function nameOf(part: string): string {
  return part.length === 7 ? (MONTH_NAMES[Number(part.slice(5)) - 1] ?? part) : dayAndMonth(part);
}

function shortNameOf(part: string): string {
  return part.length === 7 ? nameOf(part).slice(0, 3) : String(Number(part.slice(8)));
}
