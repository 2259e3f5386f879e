/** Where a Russian word may part at the end of a line. */
import russian from 'hyphen/ru/index.js';

export interface Piece {
  readonly text: string;
  /** What stands before it: nothing, or a hyphen where the line ends there. */
  readonly joint: 'cut' | 'hyphen';
}

const SYLLABLES_KEPT = 20_000;
const cut = new Map<string, readonly Piece[]>();

/** @param capitals words with a capital part too: in narrow cells they are seldom names */
export function syllables(word: string, capitals: boolean): readonly Piece[] {
  const key = capitals ? `^${word}` : word;
  const known = cut.get(key);
  if (known) return known;
  if (cut.size > SYLLABLES_KEPT) cut.clear();
  const made = hyphenated(word, capitals);
  cut.set(key, made);
  return made;
}

const plainWord = /^[^\p{L}\d]*[а-яё]{6,}(?:-[а-яё]+)*[^\p{L}\d]*$/u;
const anyWord = /^[^\p{L}\d]*[А-яё][а-яё]{5,}(?:-[а-яё]+)*[^\p{L}\d]*$/u;

/** Hyphens: at least three letters on both sides, never in names (capitals), numbers or addresses of the net. */
function hyphenated(word: string, capitals: boolean): readonly Piece[] {
  if (!(capitals ? anyWord : plainWord).test(word)) return [{ text: word, joint: 'cut' }];
  const parts: Array<{ text: string; joint: 'cut' | 'hyphen' }> = [];
  let rest = '';
  let joint: 'cut' | 'hyphen' = 'cut';
  const letters = (text: string) => text.replace(/[^А-яё]/gu, '').length;
  const pieces = word.split(/(?<=-)/u).flatMap((half) => russian.hyphenateSync(half, { hyphenChar: '\u00ad' }).split('\u00ad'));
  for (const [index, piece] of pieces.entries()) {
    rest += piece;
    const after = pieces.slice(index + 1).join('');
    if (letters(rest) < 3 || letters(after) < 3) continue;
    parts.push({ text: rest, joint });
    joint = rest.endsWith('-') ? 'cut' : 'hyphen';
    rest = '';
  }
  return rest ? [...parts, { text: rest, joint }] : parts;
}
