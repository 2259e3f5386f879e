/**
 * Is it a Russian word? Stems and first letters from dictionary-ru (BSD-3-Clause, © Alexander I. Lebedev): enough to tell
 * read text from guessed letters, at a hundredth of a spell-checker's memory.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Lexicon {
  /** Words of four or more Cyrillic letters; anything else is unknown. */
  known(word: string): boolean;
}

/** Loaded once for the process, at the first call. */
export function russianLexicon(): Promise<Lexicon> {
  loading ??= dictionary().then(lexiconOf);
  return loading;
}

export function lexiconOf(words: Iterable<string>): Lexicon {
  const lemmas = new Set<string>();
  const beginnings = new Set<string>();
  for (const word of words) {
    const folded = fold(word);
    if (!/^[а-я]{3,}$/.test(folded)) continue;
    lemmas.add(folded);
    if (folded.length >= BEGINNING) beginnings.add(folded.slice(0, BEGINNING));
  }
  return {
    known(word) {
      const folded = fold(word);
      if (!/^[а-я]{4,}$/.test(folded)) return false;
      if (lemmas.has(folded) || beginnings.has(folded.slice(0, BEGINNING))) return true;
      const forms = [1, 2].flatMap((cut) => endings.map((ending) => folded.slice(0, -cut) + ending));
      return forms.some((form) => form.length >= folded.length - 1 && lemmas.has(form));
    },
  };
}

/** Letters-only words of four or more letters in a text. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/(?<![\p{L}\d])\p{L}{4,}(?![\p{L}\d])/gu) ?? [];
}

/**
 * Words of a letter in Latin letters, for which there is no lexicon: counted when nearly all of the page is so and they were read
 * surely. Cyrillic guessed as Latin never is. 0 for any other page.
 */
export function latinWords(words: readonly { readonly text: string; readonly confidence: number }[]): number {
  const whole = words.flatMap(({ text, confidence }) => wordsOf(text).map((word) => ({ word, confidence })));
  const latin = whole.filter(({ word, confidence }) => confidence >= 0.9 && /^[a-z]*[aeiouy][a-z]*$/i.test(word));
  return latin.length >= whole.length * 0.8 ? latin.length : 0;
}

const BEGINNING = 5;
const endings = ['', 'а', 'я', 'о', 'е', 'ь', 'й', 'ый', 'ий', 'ой', 'ть'];
let loading: Promise<Lexicon> | undefined;

function fold(word: string): string {
  return word.toLowerCase().replaceAll('ё', 'е');
}

async function dictionary(): Promise<readonly string[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('dictionary-ru'));
  const text = await readFile(join(folder, 'index.dic'), 'utf8');
  return text.split('\n').map((line) => line.replace(/\/.*$/, '').trim());
}
