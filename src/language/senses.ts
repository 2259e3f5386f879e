/** Families of words by what they mean (workflows/lexicon/senses.yaml): who is spoken of, what is asked, what is done to whom. */
import type { Reading } from './reading.ts';
import { kept, type Memo, memo, recalled } from './vocabulary.ts';
import { findIn, type WordList, wordList } from './wordlist.ts';

/** Sense → words and phrases. */
export type RawSenses = Readonly<Record<string, readonly string[]>>;

export interface Senses {
  readonly names: readonly string[];
  /** Each entry with the number of its sense. */
  readonly words: WordList<number>;
  /** Endings (`*ешь`) by themselves, each with the number of its sense. */
  readonly endings: ReadonlyMap<string, number>;
  /** The sense of the ending of words that were met; -1: none. */
  readonly ended: Memo<number>;
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
    ended: memo(),
    endings: new Map(entries.filter(([word]) => word.startsWith('*')).map(([word, sense]) => [word.slice(1), sense])),
  };
}

const NONE: readonly number[] = [];

/** Of each word its senses by number. */
export type SensesOfWords = readonly (readonly number[])[];

/** Of each word of a letter the senses, a phrase standing where it begins. */
export function sensesIn({ words, endings, ended }: Senses, reading: Reading): SensesOfWords {
  const found: number[][] = [];
  const add = (at: number, sense: number): void => {
    const here = found[at];
    if (!here) found[at] = [sense];
    else if (!here.includes(sense)) here.push(sense);
  };
  for (const { from, value } of findIn(words, reading.words)) add(from, value);
  reading.words.forEach((word, at) => {
    const ending = recalled(ended, word) ?? kept(ended, word, endingOf(endings, word.folded));
    if (ending >= 0) add(at, ending);
  });
  return reading.words.map((_, at) => found[at] ?? NONE);
}

function endingOf(endings: Senses['endings'], folded: string): number {
  const length = ENDINGS.find((each) => folded.length >= each + BEFORE && endings.has(folded.slice(-each)));
  return length === undefined ? -1 : (endings.get(folded.slice(-length)) ?? -1);
}
