import type { AbuseCategory, Detection, Span } from './finding.ts';
import { type Hunches, hunch } from './hunches.ts';
import { type Insults, insults } from './insults.ts';
import { lookalike, sounded } from './normalise.ts';
import type { Obscenities } from './obscene.ts';
import { foulWords } from './obscenity.ts';
import type { Patterns } from './patterns.ts';
import { isInQuotedLine, isReported, type Quoted, quotedParts } from './quoted.ts';
import { type Reading, read, readAs, spanOf } from './reading.ts';
import { withMarks } from './strangers.ts';
import { threats } from './threats.ts';
import { MIXED } from './vocabulary.ts';

export interface AbuseLexicon {
  readonly obscenities: Obscenities;
  readonly insults: Insults;
  readonly threats: Patterns;
  readonly hunches: Hunches;
}

/**
 * Cl. 8.2.6: obscene or insulting expressions, threats. One detection a category, the worst first.
 * What the consumer quotes from others is his evidence, not his abuse, and is left out, as are words that people `allowed`.
 */
export function abuse(
  lexicon: AbuseLexicon,
  reading: Reading,
  quoted: Quoted = quotedParts(reading.text),
  allowed: ReadonlySet<string> = NOTHING,
): Detection[] {
  const { speech } = lexicon.insults;
  const foul = foulWords(lexicon.obscenities, reading)
    .filter(({ start }) => !isInQuotedLine(quoted, start) && !isReported(quoted, reading, indexAt(reading, start), speech))
    .map(({ start, end, score }) => ({ span: spanOf(reading.text, start, end), score }));
  const clear = inOneScript(reading);
  const isMeant = ({ span }: { readonly span: Span }) => allowed.size === 0 || !allowed.has(wordsOnly(span.text));
  const spoken = sounded(reading);
  const inEach = <T>(of: (one: Reading) => readonly T[]): readonly T[] => [...of(clear), ...(spoken ? of(spoken) : [])];
  /** What no row foresaw is guessed. */
  const orGuessed = (subject: 'threat' | 'insult', found: readonly Hit[]): readonly Hit[] => {
    const guess = found.length > 0 ? null : hunch(lexicon.hunches, subject, spoken ?? withMarks(clear), quoted, speech);
    return (guess ? [guess] : found).filter(isMeant);
  };
  return [
    ...detection(
      'threat',
      orGuessed(
        'threat',
        inEach((one) => threats(lexicon.threats, speech, one, quoted)),
      ),
    ),
    ...detection('obscenity', foul.filter(isMeant)),
    ...detection(
      'insult',
      orGuessed(
        'insult',
        inEach((one) => insults(lexicon.insults, one, quoted)),
      ),
    ),
  ];
}

interface Hit {
  readonly span: Span;
  readonly score: number;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The words of a phrase, folded as in a reading: what the list of allowed words is compared by. */
export function wordsOnly(phrase: string): string {
  return read(phrase)
    .words.map(({ folded }) => folded)
    .join(' ');
}

/** «дeбuлы»: Latin letters among Russian ones are read as those that they look like. */
function inOneScript(reading: Reading): Reading {
  const { words } = reading;
  if (!words.some(({ script }) => script === MIXED)) return reading;
  return { ...reading, words: words.map((word) => (word.script === MIXED ? readAs(word, lookalike(word.folded)) : word)) };
}

/** Evidence enough for anybody. */
const MOST = 50;

function detection(category: AbuseCategory, hits: readonly Hit[]): Detection[] {
  if (hits.length === 0) return [];
  const doubt = hits.slice(0, 8).reduce((left, { score }) => left * (1 - score), 1);
  return [
    {
      ground: 'abuse',
      category,
      score: Math.min(0.99, Math.round((1 - doubt) * 100) / 100),
      evidence: hits.slice(0, MOST).map(({ span }) => span),
    },
  ];
}

/** The number of the word at an offset. */
function indexAt({ words }: Reading, start: number): number {
  let low = 0;
  let high = words.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}
