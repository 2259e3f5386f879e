/** Rows of workflows/lexicon that are met when words of several lists stand together in one sentence. */

import { firstWord, plainList, type WordList, wordList } from './wordlist.ts';

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
  /** Every phrase once, with the needs that it serves. */
  readonly phrases: WordList<readonly Use[]>;
  readonly rows: readonly Row[];
  /** Per row the needs that were met in the sentence at hand, as bits; zero between sentences. */
  readonly met: Uint32Array;
}

interface Row {
  /** A bit for each need. */
  readonly all: number;
  readonly needs: number;
  readonly within: number;
  readonly score: number;
  readonly unless: WordList<true>;
  readonly across: boolean;
  readonly lifted: boolean;
}

export interface Use {
  readonly row: number;
  readonly need: number;
  /** The place of the phrase among all that may begin with one word: whole words first, then by length. */
  readonly rank: number;
}

/** @throws Error when a row names a group that is not there */
export function compilePatterns({ groups, rows }: RawPatterns): Patterns {
  const spread = (list: readonly string[]): string[] =>
    list.flatMap((each) => (each.startsWith('$') ? group(groups, each.slice(1)) : [each]));
  const uses = new Map<string, Use[]>();
  const ranked = rows
    .flatMap(({ needs }, row) => needs.flatMap((list, need) => spread(list).map((phrase) => ({ phrase, row, need }))))
    .map((each) => ({ ...each, length: beginning(each.phrase) }))
    .sort((a, b) => a.length - b.length);
  ranked.forEach(({ phrase, row, need }, rank) => {
    const list = uses.get(phrase);
    if (list) list.push({ row, need, rank });
    else uses.set(phrase, [{ row, need, rank }]);
  });
  return {
    phrases: wordList(uses),
    rows: rows.map(({ needs, within, score, unless, across, lifted }) => ({
      all: (1 << needs.length) - 1,
      needs: needs.length,
      within,
      score,
      across: across ?? false,
      lifted: lifted ?? false,
      unless: plainList(spread(unless)),
    })),
    met: new Uint32Array(rows.length),
  };
}

/** How much of the first word is given; 0 for the whole of it. */
function beginning(phrase: string): number {
  return Math.max(0, firstWord(phrase).indexOf('*'));
}

/** A group may hold other groups. */
function group(groups: RawPatterns['groups'], name: string): readonly string[] {
  const found = groups[name]?.flatMap((each) =>
    each.startsWith('$') && each !== `$${name}` ? group(groups, each.slice(1)) : [each],
  );
  if (!found) throw new Error(`unknown group "$${name}"; known: ${Object.keys(groups).join(', ')}`);
  return found;
}
