import type { Detection } from './finding.ts';
import { type Hunches, hunch } from './hunches.ts';
import { type Met, meetings } from './meetings.ts';
import { compilePatterns, type Patterns, type RawPatterns } from './patterns.ts';
import { isInQuotedLine, type Quoted } from './quoted.ts';
import type { Reading } from './reading.ts';
import { withMarks } from './strangers.ts';
import { findIn, isIn, plainList, type WordList } from './wordlist.ts';

/** workflows/lexicon/confidential.yaml */
export interface RawConfidential extends RawPatterns {
  /** What says by which right somebody asks for another's data: then a proof is asked for, nothing refused. */
  readonly entitled: readonly string[];
  readonly footers: readonly string[];
}

export interface Confidential {
  readonly patterns: Patterns;
  readonly hunches: Hunches;
  readonly entitled: WordList<true>;
  readonly footers: WordList<true>;
}

/**
 * Cl. 8.2.9: what is asked for belongs to somebody else (a neighbour's debt, a clerk's address, pay, passwords,
 * the guarding of objects, trade secrets). Never the consumer's own data; never the footer of his mail.
 */
export function confidential(lexicon: Confidential, reading: Reading, quoted: Quoted): Detection[] {
  const footer = reading.words[findIn(lexicon.footers, reading.words)[0]?.from ?? -1]?.start ?? Number.POSITIVE_INFINITY;
  const met = metIn(lexicon, reading);
  const isEntitled = isIn(lexicon.entitled, reading.words, 0, reading.words.length);
  const hits = met.filter(
    ({ span, lifted }) => span.start < footer && !isInQuotedLine(quoted, span.start) && !(lifted && isEntitled),
  );
  if (hits.length === 0) return isEntitled ? [] : guessed(lexicon.hunches, withMarks(reading), quoted, footer);
  const score = Math.min(0.95, Math.max(...hits.map((hit) => hit.score)) + 0.05 * (hits.length - 1));
  return [{ ground: 'confidential', score: Math.round(score * 100) / 100, evidence: hits.map(({ span }) => span) }];
}

/** By what people call others, or else by their numbers and names. */
function metIn({ patterns }: Confidential, reading: Reading): readonly Met[] {
  const met = meetings(patterns, reading);
  const marked = met.length === 0 ? withMarks(reading) : reading;
  return marked === reading ? met : meetings(patterns, marked);
}

function guessed(hunches: Hunches, reading: Reading, quoted: Quoted, footer: number): Detection[] {
  const found = hunch(hunches, 'confidential', reading, quoted);
  return found && found.span.start < footer ? [{ ground: 'confidential', score: found.score, evidence: [found.span] }] : [];
}

export function compileConfidential(raw: RawConfidential, hunches: Hunches): Confidential {
  return { patterns: compilePatterns(raw), hunches, entitled: plainList(raw.entitled), footers: plainList(raw.footers) };
}
