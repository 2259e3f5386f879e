/** The reports of the chancery (cl. 6.1, 9.6): each within what its reader may see; a number tells nothing of a letter. */
import { dayIn } from '../domain/calendar.ts';
import type { Period } from '../domain/period.ts';
import type { Person } from '../domain/person.ts';
import { type Report, reportOf } from '../domain/report.ts';
import type { Standard } from '../domain/standard.ts';
import type { Clock } from './ports/people.ts';
import type { Tallies } from './ports/tallies.ts';
import type { See } from './sight.ts';

export interface ReportRoom {
  /** Of the letters registered in the period. */
  report(period: Period, actor: Person): Promise<Report>;
}

export interface ReportNeeds {
  readonly standard: Standard;
  readonly tallies: Tallies;
  readonly clock: Clock;
  readonly see: See;
}

export function reporting({ standard, tallies, clock, see }: ReportNeeds): ReportRoom {
  return {
    async report({ from, to }, actor) {
      const question = { scope: await see(actor), from, to };
      const today = dayIn(standard.organisation.company.zone, clock.now());
      const [counted, spans] = await Promise.all([tallies.tallies(question, today), tallies.spans(question)]);
      return reportOf(counted, spans, standard.calendar);
    },
  };
}
