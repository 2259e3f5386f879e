/** Rows of workflows/lexicon that are met when words of several lists stand together in one sentence. */

import type { Span } from './finding.ts';
import { type Reading, type Sentence, spanOf } from './reading.ts';
import { findIn, isIn, plainList, type WordList, wordList } from './wordlist.ts';

export interface RawPatterns {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly rows: readonly RawPattern[];
}

interface RawPattern {
  /** Of every list one entry is needed; `$name` stands for a group. */
  readonly needs: readonly (readonly string[])[];
  readonly within: number;
  readonly score: number;
  readonly unless: readonly string[];
  /** The words may also stand in two sentences, one after the other. */
  readonly across?: boolean | undefined;
  /** Words that entitle the writer, anywhere in the letter, lift it (cl. 8.2.9). */
  readonly lifted?: boolean | undefined;
}

export interface Patterns {
  readonly entries: WordList<{ readonly row: number; readonly need: number }>;
  readonly rows: readonly {
    readonly needs: number;
    readonly within: number;
    readonly score: number;
    readonly unless: WordList<true>;
    readonly across: boolean;
    readonly lifted: boolean;
  }[];
}

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

/** At most one meeting a sentence: that of the best score; rows `across` also see the sentence before. */
export function meetings(patterns: Patterns, reading: Reading): Met[] {
  const found: Met[] = [];
  const places = placesOf(patterns, reading);
  let before: { readonly sentence: Sentence; readonly places: Places } | null = null;
  reading.sentences.forEach((sentence, index) => {
    const here = places[index] ?? NOWHERE;
    const alone = bestMeeting(patterns, reading, sentence, here, false);
    const best =
      alone ?? (before && bestMeeting(patterns, reading, joined(before.sentence, sentence), both(before.places, here), true));
    if (best) found.push(best);
    before = best ? null : { sentence, places: here };
  });
  return found;
}

/** @throws Error when a row names a group that is not there */
export function compilePatterns({ groups, rows }: RawPatterns): Patterns {
  const spread = (list: readonly string[]): string[] =>
    list.flatMap((each) => (each.startsWith('$') ? group(groups, each.slice(1)) : [each]));
  return {
    entries: wordList(
      rows.flatMap(({ needs }, row) =>
        needs.flatMap((list, need) => spread(list).map((phrase) => [phrase, { row, need }] as const)),
      ),
    ),
    rows: rows.map(({ needs, within, score, unless, across, lifted }) => ({
      needs: needs.length,
      within,
      score,
      across: across ?? false,
      lifted: lifted ?? false,
      unless: plainList(spread(unless)),
    })),
  };
}

type Places = ReadonlyMap<number, readonly Place[]>;
const NOWHERE: Places = new Map();

/** What of the rows stands in each sentence; rows of one sentence only when all that they need is there. */
function placesOf({ entries, rows }: Patterns, reading: Reading): Places[] {
  return reading.sentences.map((sentence) => {
    const hits = findIn(entries, reading.words, sentence.from, sentence.to);
    if (hits.length === 0) return NOWHERE;
    const masks = new Map<number, number>();
    for (const { value } of hits) masks.set(value.row, (masks.get(value.row) ?? 0) | (1 << value.need));
    const places = new Map<number, Place[]>();
    for (const { from, to, value } of hits) {
      const rule = rows[value.row];
      if (!rule || (!rule.across && masks.get(value.row) !== (1 << rule.needs) - 1)) continue;
      const list = places.get(value.row);
      if (list) list.push({ need: value.need, from, to });
      else places.set(value.row, [{ need: value.need, from, to }]);
    }
    return places;
  });
}

function joined(before: Sentence, sentence: Sentence): Sentence {
  return { start: before.start, end: sentence.end, from: before.from, to: sentence.to };
}

function both(before: Places, here: Places): Places {
  return new Map([...here].map(([row, list]) => [row, [...(before.get(row) ?? []), ...list]]));
}

function bestMeeting(patterns: Patterns, reading: Reading, sentence: Sentence, places: Places, across: boolean): Met | null {
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

/** A group may hold other groups. */
function group(groups: RawPatterns['groups'], name: string): readonly string[] {
  const found = groups[name]?.flatMap((each) =>
    each.startsWith('$') && each !== `$${name}` ? group(groups, each.slice(1)) : [each],
  );
  if (!found) throw new Error(`unknown group "$${name}"; known: ${Object.keys(groups).join(', ')}`);
  return found;
}
