import type { Span } from './finding.ts';
import { meetings } from './meetings.ts';
import type { Patterns } from './patterns.ts';
import { isInQuotedLine, type Quoted } from './quoted.ts';
import type { Reading } from './reading.ts';

/** Evidence enough for the dispatcher. */
const MOST = 5;

/**
 * Accidents and dangers to life that a letter reports (workflows/lexicon/danger.yaml). No ground: a letter that is left
 * unanswered under cl. 8.2.6 or 8.2.10 is still passed on to those who can avert the danger (domain §4).
 */
export function dangers(patterns: Patterns, reading: Reading, quoted: Quoted): readonly Span[] {
  return meetings(patterns, reading)
    .filter(({ span }) => !isInQuotedLine(quoted, span.start))
    .slice(0, MOST)
    .map(({ span }) => span);
}
