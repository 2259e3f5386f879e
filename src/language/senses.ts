/** Families of words by what they mean (workflows/lexicon/senses.yaml): who is spoken of, what is asked, what is done to whom. */
import type { Reading } from './reading.ts';
import { findIn, type WordList, wordList } from './wordlist.ts';

/** Sense → words and phrases. */
export type RawSenses = Readonly<Record<string, readonly string[]>>;

export interface Senses {
  readonly names: readonly string[];
  /** Each entry with the number of its sense. */
  readonly words: WordList<number>;
  /** Endings (`*ешь`) by themselves, each with the number of its sense. */
  readonly endings: ReadonlyMap<string, number>;
}

/** An ending is so long: «ешь», «аете», «ешься». */
const ENDINGS = [3, 4, 5];
/** What stands before an ending at least. */
const BEFORE = 2;

export function compileSenses(raw: RawSenses): Senses {
  const names = Object.keys(raw);
  const entries = names.flatMap((name, sense) => (raw[name] ?? []).map((word) => [word, sense] as const));
  return {
    names,
    words: wordList(entries.filter(([word]) => !word.startsWith('*'))),
    endings: new Map(entries.filter(([word]) => word.startsWith('*')).map(([word, sense]) => [word.slice(1), sense])),
  };
}

const NONE: readonly number[] = [];

/** Of each word its senses by number. */
export type SensesOfWords = readonly (readonly number[])[];

/** Of each word of a letter the senses, a phrase standing where it begins. */
export function sensesIn({ words, endings }: Senses, reading: Reading): SensesOfWords {
  const found: number[][] = [];
  const add = (at: number, sense: number): void => {
    const here = found[at];
    if (!here) found[at] = [sense];
    else if (!here.includes(sense)) here.push(sense);
  };
  for (const { from, value } of findIn(words, reading.words)) add(from, value);
  reading.words.forEach(({ folded }, at) => {
    for (const length of ENDINGS) {
      const sense = folded.length >= length + BEFORE ? endings.get(folded.slice(-length)) : undefined;
      if (sense !== undefined) add(at, sense);
    }
  });
  return reading.words.map((_, at) => found[at] ?? NONE);
}
