/** The report of the chancery on a month, a quarter or a year (cl. 6.1, 9.6): on a screen, on paper, as a table. */
import type { RequestHandler } from 'express';
import { dayIn } from '../../domain/calendar.ts';
import { periodAround, periodOf } from '../../domain/period.ts';
import { shortName } from '../../domain/person.ts';
import type { Desk } from '../desk.ts';
import { reportCsv } from '../report-csv.ts';
import { chartOf, decimal, groundsOf, journalOf, periodsOf, shareOf, tablesOf, titleOf } from '../report-view.ts';
import { personOf } from '../session.ts';
import { longMoment } from '../times.ts';

export function reports(desk: Desk): RequestHandler {
  const { office, pages, standard, now } = desk;
  const { zone } = standard.organisation.company;
  return async (request, response) => {
    const person = personOf(response);
    const today = dayIn(zone, now());
    const asked = typeof request.query.period === 'string' ? periodOf(request.query.period) : null;
    const period = asked ?? periodAround('month', today);
    const report = await office.report(period, person);
    const [name, tables, grounds] = [titleOf(period), tablesOf(desk, period, report), groundsOf(desk, report)];
    if (request.query.as === 'csv') {
      response.attachment(`otchet-${period.id}.csv`).type('text/csv; charset=utf-8');
      return void response.send(reportCsv(name, report, tables, grounds));
    }
    const data = {
      title: 'Отчёт',
      name,
      periods: periodsOf(period, today),
      figures: { ...report, share: shareOf(report), mean: days(report.meanDays), median: days(report.medianDays) },
      journal: journalOf(period),
      tables: tables.map((table) => ({
        ...table,
        rows: table.rows.slice(0, request.query.as === 'print' ? undefined : AT_ONCE),
      })),
      grounds,
      chart: chartOf(period, report),
      csv: `/reports?period=${period.id}&as=csv`,
      print: `/reports?period=${period.id}&as=print`,
      back: `/reports?period=${period.id}`,
      nothing: report.received === 0,
    };
    if (request.query.as !== 'print')
      return pages.screen(request, response, 'reports', { ...data, here: 'reports', narrow: false });
    const foot = `${shortName(person)}, ${longMoment(zone, now().toISOString())}`;
    pages.bare(request, response, 'report-print', { ...data, foot });
  };
}

/** The units of a big house are many: the rest stands on paper and in the table. */
const AT_ONCE = 15;

function days(value: number | null): string {
  return value === null ? '—' : decimal(value);
}
