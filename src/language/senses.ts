/** Families of words by what they mean (workflows/lexicon/senses.yaml): who is spoken of, what is asked, what is done to whom. */
import type { Reading, Word } from './reading.ts';
import { kept, type Memo, memo, recalled } from './vocabulary.ts';
import { startingWith, valuesAt, type WordList, wordList } from './wordlist.ts';

/** Sense → words and phrases. */
export type RawSenses = Readonly<Record<string, readonly string[]>>;

export interface Senses {
  readonly names: readonly string[];
  /** Each entry with the number of its sense. */
  readonly words: WordList<number>;
  /** Endings (`*ешь`) by themselves, each with the number of its sense. */
  readonly endings: ReadonlyMap<string, number>;
  /** Words that were met. */
  readonly met: Memo<OfWord>;
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
    met: memo(),
    endings: new Map(entries.filter(([word]) => word.startsWith('*')).map(([word, sense]) => [word.slice(1), sense])),
  };
}

const NONE: readonly number[] = [];

/** Of each word its senses by number. */
export type SensesOfWords = readonly (readonly number[])[];

/** Of each word of a letter the senses, a phrase standing where it begins. */
export function sensesIn({ words, endings, met }: Senses, reading: Reading): SensesOfWords {
  return reading.words.map((word, at) => {
    const own = recalled(met, word) ?? kept(met, word, ofWord(words, endings, word));
    return own.phrases ? withPhrases(words, own.senses, reading, at) : own.senses;
  });
}

/** Its own senses; whether phrases begin with it. */
interface OfWord {
  readonly senses: readonly number[];
  readonly phrases: boolean;
}

function ofWord(words: WordList<number>, endings: Senses['endings'], word: Word): OfWord {
  const begun = startingWith(words, word);
  const senses = new Set(begun.flatMap(({ rest, value }) => (rest.length === 0 ? [value] : [])));
  const ending = endingOf(endings, word.folded);
  if (ending >= 0) senses.add(ending);
  return { senses: senses.size === 0 ? NONE : [...senses], phrases: begun.some(({ rest }) => rest.length > 0) };
}

function withPhrases(words: WordList<number>, own: readonly number[], { words: all }: Reading, at: number): readonly number[] {
  const found = valuesAt(words, all, at);
  return found.every((sense) => own.includes(sense)) ? own : [...new Set([...found, ...own])];
}

function endingOf(endings: Senses['endings'], folded: string): number {
  const length = ENDINGS.find((each) => folded.length >= each + BEFORE && endings.has(folded.slice(-each)));
  return length === undefined ? -1 : (endings.get(folded.slice(-length)) ?? -1);
}
