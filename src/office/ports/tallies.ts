/** Letters counted for a report: what comes over the line are groups, however many letters there are. */
import type { Day } from '../../domain/calendar.ts';
import type { Span, Tally } from '../../domain/report.ts';
import type { Scope } from './register.ts';

/** Letters registered between two days, both included, within the scope. */
export interface TallyQuestion {
  readonly scope: Scope;
  readonly from: Day;
  readonly to: Day;
}

export interface Tallies {
  /** `today`: what is open and was due before it is late. In no order. */
  tallies(question: TallyQuestion, today: Day): Promise<readonly Tally[]>;
  /** In no order. */
  spans(question: TallyQuestion): Promise<readonly Span[]>;
}
