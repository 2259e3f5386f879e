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
}

export interface Patterns {
  readonly entries: WordList<{ readonly row: number; readonly need: number }>;
  readonly rows: readonly {
    readonly needs: number;
    readonly within: number;
    readonly score: number;
    readonly unless: WordList<true>;
  }[];
}

export interface Met {
  readonly row: number;
  readonly score: number;
  readonly span: Span;
  readonly sentence: Sentence;
}

interface Place {
  readonly need: number;
  readonly from: number;
  readonly to: number;
}

/** At most one meeting a sentence: that of the best score. */
export function meetings(patterns: Patterns, reading: Reading): Met[] {
  const found: Met[] = [];
  for (const sentence of reading.sentences) {
    const best = bestMeeting(patterns, reading, sentence);
    if (best) found.push(best);
  }
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
    rows: rows.map(({ needs, within, score, unless }) => ({
      needs: needs.length,
      within,
      score,
      unless: plainList(spread(unless)),
    })),
  };
}

function bestMeeting(patterns: Patterns, reading: Reading, sentence: Sentence): Met | null {
  const places = new Map<number, Place[]>();
  for (const { from, to, value } of findIn(patterns.entries, reading.words, sentence.from, sentence.to)) {
    const list = places.get(value.row) ?? [];
    list.push({ need: value.need, from, to });
    places.set(value.row, list);
  }
  let best: Met | null = null;
  for (const [row, list] of places) {
    const rule = patterns.rows[row];
    if (!rule || (best && best.score >= rule.score)) continue;
    const window = closest(list, rule.needs, rule.within);
    if (
      !window ||
      isIn(rule.unless, reading.words, Math.max(sentence.from, window.from - 12), Math.min(sentence.to, window.to + 12))
    )
      continue;
    const start = reading.words[window.from]?.start ?? sentence.start;
    const end = reading.words[window.to - 1]?.end ?? sentence.end;
    best = { row, score: rule.score, span: spanOf(reading.text, start, end), sentence };
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

function group(groups: RawPatterns['groups'], name: string): readonly string[] {
  const found = groups[name];
  if (!found) throw new Error(`unknown group "$${name}"; known: ${Object.keys(groups).join(', ')}`);
  return found;
}
