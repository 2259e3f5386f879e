import { type Layer, layersOf } from './layers.ts';
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

/** An earlier mail (lines that begin with `>`, and whatever else mail programs mark) and the insides of «…», “…”, „…“, "…". Linear. */
export function quotedParts(text: string, layers: readonly Layer[] = layersOf(text)): Quoted {
  const lines = merged([...layers.filter(({ kind }) => kind === 'quoted'), ...prefixed(text)]);
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

/** Also in a mail that is nothing else. */
function prefixed(text: string): readonly Stretch[] {
  if (!text.includes('>')) return [];
  return [...text.matchAll(/^[ \t]{0,4}>.*$/gm)].map(({ index, 0: line }) => ({ start: index, end: index + line.length }));
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start <= last.end) found[found.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else found.push({ start, end });
  }
  return found;
}

export function isInQuotedLine(quoted: Quoted, start: number): boolean {
  return inside(quoted.lines, start) !== undefined;
}

/** A quotation with a word of speech within eight words before it or six after it, or after «somebody:». */
export function isReported(quoted: Quoted, reading: Reading, index: number, speech: WordList<true>): boolean {
  const word = reading.words[index];
  const quote = word && inside(quoted.quotes, word.start);
  if (!quote) return false;
  let first = index;
  while (first > 0 && (reading.words[first - 1]?.start ?? 0) > quote.start) first -= 1;
  let last = index;
  while ((reading.words[last + 1]?.start ?? Number.POSITIVE_INFINITY) < quote.end) last += 1;
  return (
    isIn(speech, reading.words, first - 8, first) ||
    isIn(speech, reading.words, last + 1, last + 7) ||
    isAfterColon(reading, quote.start, first)
  );
}

/** «Оператор: „…“» is the operator's; «Скажу прямо: „…“» is the writer's own. */
function isAfterColon({ text, words }: Reading, start: number, first: number): boolean {
  if (!/:\s{0,2}$/.test(text.slice(Math.max(0, start - 3), start))) return false;
  return !words.slice(Math.max(0, first - 5), first).some(({ folded }) => OWN_WORDS.test(folded));
}

const OWN_WORDS = /^(?:я|мы|скажу|скажем|говорю|говорим|отвечаю|отвечаем|заявляю|прямо|вы|ты|вам|вас|ваш\p{L}{0,3})$/u;

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
