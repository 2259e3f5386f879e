import type { Reading } from './reading.ts';
import { isIn, type WordList } from './wordlist.ts';

/** Stretches of a text that are somebody else's words. */
export interface Quoted {
  readonly lines: readonly Stretch[];
  readonly quotes: readonly Stretch[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A quotation longer than this is a forgotten quotation mark. */
const LONGEST = 400;

/** Lines that begin with `>` (an earlier mail) and the insides of «…», “…”, „…“, "…". Linear. */
export function quotedParts(text: string): Quoted {
  const lines: Stretch[] = [];
  for (const { index, 0: line } of text.matchAll(/^[ \t]{0,4}>.*$/gm)) lines.push({ start: index, end: index + line.length });
  const quotes: Stretch[] = [];
  let open = -1;
  for (const { index: at, 0: character } of text.matchAll(/[«»„“”"]/g)) {
    if (open >= 0 && at - open > LONGEST) open = -1;
    if (open >= 0 && '»”“"'.includes(character)) {
      quotes.push({ start: open, end: at });
      open = -1;
    } else if ('«„“"'.includes(character)) open = at;
  }
  return { lines, quotes };
}

export function isInQuotedLine(quoted: Quoted, start: number): boolean {
  return inside(quoted.lines, start) !== undefined;
}

/** A quotation with a word of speech within eight words before it or six after it. */
export function isReported(quoted: Quoted, reading: Reading, index: number, speech: WordList<true>): boolean {
  const word = reading.words[index];
  const quote = word && inside(quoted.quotes, word.start);
  if (!quote) return false;
  let first = index;
  while (first > 0 && (reading.words[first - 1]?.start ?? 0) > quote.start) first -= 1;
  let last = index;
  while ((reading.words[last + 1]?.start ?? Number.POSITIVE_INFINITY) < quote.end) last += 1;
  return isIn(speech, reading.words, first - 8, first) || isIn(speech, reading.words, last + 1, last + 7);
}

function inside(stretches: readonly Stretch[], at: number): Stretch | undefined {
  let low = 0;
  let high = stretches.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const stretch = stretches[middle];
    if (!stretch) return undefined;
    if (at < stretch.start) high = middle - 1;
    else if (at >= stretch.end) low = middle + 1;
    else return stretch;
  }
  return undefined;
}
