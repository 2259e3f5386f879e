/** Where the words of a row stand together in a letter. A row is looked at only when all that it needs is in the sentence. */
import type { Span } from './finding.ts';
import type { Patterns, Use } from './patterns.ts';
import { type Reading, type Sentence, spanOf } from './reading.ts';
import { findIn, type Hit, isIn } from './wordlist.ts';

export interface Met {
  readonly row: number;
  readonly score: number;
  readonly lifted: boolean;
  readonly span: Span;
  readonly sentence: Sentence;
}

interface Place {
  readonly need: number;
  readonly from: number;
  readonly to: number;
}

type Hits = readonly Hit<readonly Use[]>[];
type Places = ReadonlyMap<number, readonly Place[]>;

/** At most one meeting a sentence: that of the best score; rows `across` also see the sentence before. */
export function meetings(patterns: Patterns, reading: Reading): Met[] {
  const found: Met[] = [];
  let before: { readonly sentence: Sentence; readonly hits: Hits } | null = null;
  for (const sentence of reading.sentences) {
    const hits = findIn(patterns.phrases, reading.words, sentence.from, sentence.to);
    let best: Met | null = null;
    if (hits.length > 0) {
      best = bestMeeting(patterns, reading, sentence, served(patterns, hits));
      if (!best && before && before.hits.length > 0)
        best = bestMeeting(patterns, reading, joined(before.sentence, sentence), servedAcross(patterns, before.hits, hits), true);
    }
    if (best) found.push(best);
    before = best ? null : { sentence, hits };
  }
  return found;
}

const NOWHERE: Places = new Map();

/** The places of the rows that have all that they need in one sentence. */
function served(patterns: Patterns, hits: Hits): Places {
  mark(patterns, hits);
  const places = isServed(patterns, hits) ? placesOf(patterns, hits) : NOWHERE;
  unmark(patterns, hits);
  return places;
}

/** Of rows that reach into the sentence before: the second must bring something. */
function servedAcross(patterns: Patterns, before: Hits, here: Hits): Places {
  mark(patterns, before);
  mark(patterns, here);
  let places = NOWHERE;
  if (isServed(patterns, here)) {
    const now = placesOf(patterns, here);
    const then = placesOf(patterns, before);
    places = new Map([...now].map(([row, list]) => [row, [...(then.get(row) ?? []), ...list]]));
  }
  unmark(patterns, before);
  unmark(patterns, here);
  return places;
}

function mark({ met }: Patterns, hits: Hits): void {
  for (const { value } of hits) for (const { row, need } of value) met[row] = (met[row] ?? 0) | (1 << need);
}

function unmark({ met }: Patterns, hits: Hits): void {
  for (const { value } of hits) for (const { row } of value) met[row] = 0;
}

function isServed({ met, rows }: Patterns, hits: Hits): boolean {
  for (const { value } of hits) for (const { row } of value) if (met[row] === rows[row]?.all) return true;
  return false;
}

/** In the order of the text; of phrases that begin with one word, in their own. */
function placesOf({ met, rows }: Patterns, hits: Hits): Places {
  const found = hits
    .flatMap(({ from, to, value }) => value.map(({ row, need, rank }) => ({ row, need, rank, from, to })))
    .filter(({ row }) => met[row] === rows[row]?.all)
    .sort((a, b) => a.from - b.from || a.rank - b.rank);
  const places = new Map<number, Place[]>();
  for (const { row, need, from, to } of found) {
    const list = places.get(row);
    if (list) list.push({ need, from, to });
    else places.set(row, [{ need, from, to }]);
  }
  return places;
}

function joined(before: Sentence, sentence: Sentence): Sentence {
  return { start: before.start, end: sentence.end, from: before.from, to: sentence.to };
}

function bestMeeting(patterns: Patterns, reading: Reading, sentence: Sentence, places: Places, across = false): Met | null {
  let best: Met | null = null;
  for (const [row, list] of places) {
    const rule = patterns.rows[row];
    if (!rule || (across && !rule.across) || (best && best.score >= rule.score)) continue;
    const window = closest(list, rule.needs, rule.within);
    if (
      !window ||
      isIn(rule.unless, reading.words, Math.max(sentence.from, window.from - 12), Math.min(sentence.to, window.to + 12))
    )
      continue;
    const start = reading.words[window.from]?.start ?? sentence.start;
    const end = reading.words[window.to - 1]?.end ?? sentence.end;
    best = { row, score: rule.score, lifted: rule.lifted, span: spanOf(reading.text, start, end), sentence };
  }
  return best;
}

/** The first window of at most `within` words that serves every need; the places are in order of `from`. */
function closest(places: readonly Place[], needs: number, within: number): { from: number; to: number } | null {
  const latest: (Place | undefined)[] = new Array(needs).fill(undefined);
  for (const place of places) {
    latest[place.need] = place;
    let from = place.from;
    let to = place.to;
    for (const each of latest) {
      if (!each) {
        from = -1;
        break;
      }
      from = Math.min(from, each.from);
      to = Math.max(to, each.to);
    }
    if (from >= 0 && to - from <= within + 1) return { from, to };
  }
  return null;
}
