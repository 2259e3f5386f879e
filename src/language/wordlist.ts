/** Lists of words and phrases as people write them in workflows/lexicon: `слово` exactly so, `слов*` and what follows. */
import type { Word } from './reading.ts';
import { kept, type Memo, memo, recalled } from './vocabulary.ts';

/** Each entry with the value that it stands for. */
export interface WordList<T> {
  readonly exact: ReadonlyMap<string, readonly Entry<T>[]>;
  readonly begins: ReadonlyMap<string, readonly Entry<T>[]>;
  readonly lengths: readonly number[];
  readonly seen: Memo<readonly Entry<T>[]>;
}

/** `rest`: the words after the first. */
export interface Entry<T> {
  readonly rest: readonly string[];
  readonly value: T;
}

/** A place where an entry was found: word numbers, `to` exclusive. */
export interface Hit<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

const NONE: readonly never[] = [];

export function wordList<T>(entries: Iterable<readonly [phrase: string, value: T]>): WordList<T> {
  const exact = new Map<string, Entry<T>[]>();
  const begins = new Map<string, Entry<T>[]>();
  for (const [phrase, value] of entries) {
    const [first = '', ...rest] = wordsOf(phrase);
    const index = first.endsWith('*') ? begins : exact;
    const key = first.replace(/\*$/, '');
    const list = index.get(key) ?? [];
    list.push({ rest, value });
    index.set(key, list);
  }
  const lengths = [...new Set([...begins.keys()].map((key) => key.length))].sort((a, b) => a - b);
  return { exact, begins, lengths, seen: memo() };
}

/** Of an entry: with its `*`. */
export function firstWord(phrase: string): string {
  return wordsOf(phrase)[0] ?? '';
}

function wordsOf(phrase: string): string[] {
  return phrase
    .toLowerCase()
    .replaceAll('ё', 'е')
    .trim()
    .split(/[\s-]+/);
}

/** A plain list, where only the finding counts. */
export function plainList(phrases: Iterable<string>): WordList<true> {
  return wordList([...phrases].map((phrase) => [phrase, true] as const));
}

/** All entries found among words `from` … `to`, in order of appearance. */
export function findIn<T>(list: WordList<T>, words: readonly Word[], from = 0, to = words.length): Hit<T>[] {
  const hits: Hit<T>[] = [];
  for (let at = from; at < to; at += 1) {
    const word = words[at];
    const entries = word ? startingWith(list, word) : NONE;
    if (entries.length === 0) continue;
    for (const entry of entries) {
      if (fits(entry, words, at, to)) hits.push({ from: at, to: at + 1 + entry.rest.length, value: entry.value });
    }
  }
  return hits;
}

/** What stands at one word, to the end of the text. */
export function valuesAt<T>(list: WordList<T>, words: readonly Word[], at: number): readonly T[] {
  const word = words[at];
  const entries = word ? startingWith(list, word) : NONE;
  return entries.filter((entry) => fits(entry, words, at, words.length)).map(({ value }) => value);
}

/** Whether any entry stands among words `from` … `to`; the bounds may lie outside. */
export function isIn(list: WordList<unknown>, words: readonly Word[], from: number, to: number): boolean {
  const end = Math.min(to, words.length);
  for (let at = Math.max(0, from); at < end; at += 1) {
    const word = words[at];
    const entries = word ? startingWith(list, word) : NONE;
    if (entries.length > 0 && entries.some((entry) => fits(entry, words, at, end))) return true;
  }
  return false;
}

/** One word by itself. */
export function holds(list: WordList<unknown>, folded: string): boolean {
  return lookUp(list, folded).some(({ rest }) => rest.length === 0);
}

/** What begins with a word, phrases too. */
export function startingWith<T>(list: WordList<T>, word: Word): readonly Entry<T>[] {
  return recalled(list.seen, word) ?? kept(list.seen, word, lookUp(list, word.folded));
}

function lookUp<T>(list: WordList<T>, folded: string): readonly Entry<T>[] {
  let found: readonly Entry<T>[] = list.exact.get(folded) ?? NONE;
  for (const length of list.lengths) {
    if (length > folded.length) break;
    const more = list.begins.get(folded.slice(0, length));
    if (more) found = [...found, ...more];
  }
  return found;
}

function fits({ rest }: Entry<unknown>, words: readonly Word[], at: number, to: number): boolean {
  return (
    rest.length === 0 ||
    (at + rest.length < to && rest.every((part, offset) => matches(part, words[at + 1 + offset]?.folded ?? '')))
  );
}

function matches(part: string, folded: string): boolean {
  return part.endsWith('*') ? folded.startsWith(part.slice(0, -1)) : folded === part;
}
