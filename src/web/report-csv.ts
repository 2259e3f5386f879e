/** A report as a table for a spreadsheet: UTF-8 with its mark, semicolons, as Russian Excel opens it. */
import type { Figures, Report } from '../domain/report.ts';
import { decimal, type groundsOf, type ReportTable, shareOf } from './report-view.ts';

export function reportCsv(
  title: string,
  report: Report,
  tables: readonly ReportTable[],
  grounds: ReturnType<typeof groundsOf>,
): string {
  const days = (value: number | null) => (value === null ? '' : decimal(value));
  const rows: readonly (readonly (string | number)[])[] = [
    ['Отчёт канцелярии', title],
    [],
    ['Разрез', 'Значение', ...HEADS],
    ['Всего', '', ...cells(report)],
    ...tables.flatMap(({ title: axis, rows: own }) => own.map((row) => [axis, row.label, ...cells(row)])),
    [],
    ['Срок ответа, рабочих дней', 'среднее', days(report.meanDays)],
    ['Срок ответа, рабочих дней', 'медиана', days(report.medianDays)],
    ...grounds.map(({ clause, label, count }) => [`Без рассмотрения, п. ${clause}`, label, count]),
  ];
  return `\uFEFF${rows.map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`;
}

export const HEADS = [
  'Поступило',
  'Отвечено',
  'В срок',
  'Просрочено',
  'В срок, %',
  'Продлено',
  'Без рассмотрения',
  'Повторных',
  'Возражений',
];

function cells(figures: Figures): readonly (string | number)[] {
  const { received, answered, kept, late, extended, refused, repeats, objections } = figures;
  return [received, answered, kept, late, shareOf(figures).replace('\u00a0%', ''), extended, refused, repeats, objections];
}

/** A word that a spreadsheet would take for a formula is made a word. */
function quoted(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
