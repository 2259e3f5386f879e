/** The reports of the chancery (cl. 6.1, 9.6): each within what its reader may see; a number tells nothing of a letter. */
import { dayIn } from '../domain/calendar.ts';
import { monthsOf, type Period } from '../domain/period.ts';
import type { Person } from '../domain/person.ts';
import { type Report, reportOf, type Span, type Tally } from '../domain/report.ts';
import type { Standard } from '../domain/standard.ts';
import type { Clock } from './ports/people.ts';
import type { Tallies } from './ports/tallies.ts';
import { remembered } from './remembered.ts';
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

/** A reader turns to the spreadsheet, to the paper and back: the figures are the same, and the letters are counted once. */
const KEPT_MS = 30_000;
/** A past month changes only by late answers. */
const PAST_KEPT_MS = 10 * 60_000;

/** Month by month, one after another: years of letters never hold up whoever waits for a list. */
export function reporting({ standard, tallies, clock, see }: ReportNeeds): ReportRoom {
  const kept = remembered(clock);
  return {
    async report(period, actor) {
      const scope = await see(actor);
      const today = dayIn(standard.organisation.company.zone, clock.now());
      const counted: Tally[] = [];
      const spans: Span[] = [];
      for (const { from, to } of monthsOf(period)) {
        const question = { scope, from, to };
        const keepMs = to < today ? PAST_KEPT_MS : KEPT_MS;
        const month = await kept(JSON.stringify([question, today]), keepMs, async () => ({
          tallies: await tallies.tallies(question, today),
          spans: await tallies.spans(question),
        }));
        counted.push(...month.tallies);
        spans.push(...month.spans);
      }
      return reportOf(counted, spans, standard.calendar);
    },
  };
}
