import stemmers from 'snowball-stemmers';
import { read } from './reading.ts';
import { kept, type Lexeme, memo, recalled } from './vocabulary.ts';

const russian = stemmers.newStemmer('russian');
const CACHED = 30_000;
const cache = new Map<string, string>();

/**
 * The stems of a text in order of appearance, doubles kept: words of two letters and more in lower case, ё as е;
 * numbers whole. The same for the search index and for the comparison of letters (cl. 8.2.8).
 */
export function stems(text: string): string[] {
  return read(text)
    .words.filter(({ folded }) => folded.length > 1)
    .map(({ folded }) => stem(folded));
}

const ofLexemes = memo<string>();

/** The stem of a word of a letter that was read. */
export function stemOf(word: Lexeme): string {
  return recalled(ofLexemes, word) ?? kept(ofLexemes, word, stem(word.folded));
}

/** The stem of one word in lower case; a word with a digit is kept whole. */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  // A word of hundreds of letters is noise: the stemmer's time grows with its length.
  const made = /\d/.test(word) || word.length > 40 ? word : russian.stem(word);
  if (cache.size >= CACHED) cache.clear();
  cache.set(word, made);
  return made;
}
