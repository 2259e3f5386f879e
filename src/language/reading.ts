import type { Span } from './finding.ts';
import { fold, isInvisible, isWordUnit } from './letters.ts';
import { type Lexeme, lexeme } from './vocabulary.ts';

/** A run of letters and digits. `folded`: lower case, ё as е, without accents and invisible characters. */
export interface Word extends Lexeme {
  readonly start: number;
  readonly end: number;
}

/** From `from` to `to` (exclusive) in the words of the reading. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** A text taken apart once, for all detectors. Offsets are UTF-16 units of `text`. */
export interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
  readonly sentences: readonly Sentence[];
}

/** Linear in the length of the text. */
export function read(text: string): Reading {
  const words = eachWord(text);
  return { text, words, sentences: [...eachSentence(text, words)] };
}

export function spanOf(text: string, start: number, end: number): Span {
  return { start, end, text: text.slice(start, end) };
}

/** The sentence that holds word number `index`. */
export function sentenceAt(reading: Reading, index: number): Sentence {
  let low = 0;
  let high = reading.sentences.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reading.sentences[middle]?.to ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return reading.sentences[low] ?? { start: 0, end: reading.text.length, from: 0, to: reading.words.length };
}

function eachWord(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (!isWordUnit(text, at)) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && isPlainUnit(text.charCodeAt(at))) at += 1;
    const next = text.charCodeAt(at);
    const isPlain =
      !(next > 0x7f || next === HYPHEN) || !(isInvisible(next) || isWordUnit(text, at) || afterBrokenHyphen(text, at) > at);
    if (isPlain) words.push(wordAt(start, at, text.slice(start, at).toLowerCase()));
    else {
      const { end, folded, past } = foldedWord(text, start);
      words.push(wordAt(start, end, folded));
      at = past;
    }
  }
  return words;
}

const HYPHEN = 0x2d;

/** A letter or digit that only wants toLowerCase: а–я but ё, a–z, 0–9. */
function isPlainUnit(code: number): boolean {
  return (
    (code >= 0x410 && code <= 0x44f) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a)
  );
}

/** The slow way, for ё, accents, soft hyphens, look-alikes and words broken at the line end. */
function foldedWord(text: string, start: number): { readonly end: number; readonly folded: string; readonly past: number } {
  let at = start;
  let end = start;
  let folded = '';
  while (at < text.length) {
    if (isWordUnit(text, at)) {
      const size = isHighSurrogate(text, at) ? 2 : 1;
      folded += fold(text, at);
      at += size;
      end = at;
    } else if (isInvisible(text.charCodeAt(at))) {
      // й written as two characters (macOS file names and mails) keeps its accent.
      if (text.charCodeAt(at) === 0x306 && folded.endsWith('и')) folded = `${folded.slice(0, -1)}й`;
      at += 1;
    } else {
      const next = afterBrokenHyphen(text, at);
      if (next === at) break;
      at = next;
    }
  }
  return { end, folded, past: at };
}

function wordAt(start: number, end: number, said: string): Word {
  const { folded, id, script } = lexeme(said);
  return { start, end, folded, id, script };
}

/** The same word of the text, read otherwise. */
export function readAs({ start, end }: Word, said: string): Word {
  return wordAt(start, end, said);
}

function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code < 0xdc00;
}

/** «оскор-⏎блять» is one word: the place where it goes on, or `at`. Only a small letter goes on. */
function afterBrokenHyphen(text: string, at: number): number {
  if (text[at] !== '-') return at;
  const broken = /-[ \t]{0,4}\r?\n[ \t]{0,8}(?=[а-яё])/y;
  broken.lastIndex = at;
  return broken.test(text) ? broken.lastIndex : at;
}

/** Ends at . ! ? … followed by a space, at a line end followed by a blank line, and at a list mark. */
function* eachSentence(text: string, words: readonly Word[]): Generator<Sentence> {
  let from = 0;
  let start = 0;
  for (let index = 1; index <= words.length; index += 1) {
    const before = words[index - 1];
    const next = words[index];
    if (!before) continue;
    if (next && !isBoundary(text, before, next)) continue;
    const end = next ? next.start : text.length;
    yield { start, end, from, to: index };
    from = index;
    start = end;
  }
}

function isBoundary(text: string, before: Word, next: Word): boolean {
  if (next.start - before.end === 1) return false;
  const gap = text.slice(before.end, Math.min(next.start, before.end + 40));
  if (!/\s/.test(gap)) return false;
  if (/[!?…]|\.\./.test(gap) || /\n\s*(?:\n|[-–—•*>]|\d{1,2}[.)])/.test(gap)) return true;
  const first = text[next.start] ?? '';
  const isCapital = first !== first.toLowerCase();
  if (gap.startsWith('.') && !isAbbreviation(before.folded)) return isCapital || before.folded.length > 4;
  // A line of the letterhead («Генеральному директору») is no part of the first sentence.
  return (
    gap.includes('\n') && isCapital && !gap.includes(',') && (/[.:;]/.test(gap) || before.end - lineStart(text, before) < 60)
  );
}

function lineStart(text: string, word: Word): number {
  const from = Math.max(0, word.start - 80);
  return from + text.slice(from, word.start).lastIndexOf('\n') + 1;
}

const ABBREVIATIONS = new Set(
  'гг ул кв корп стр пос дер пр просп пер обл тел моб доб факс ст пп см др руб коп тыс млн млрд квт вкл ооо ао зао пао ип гр им'.split(
    ' ',
  ),
);

function isAbbreviation(folded: string): boolean {
  return folded.length === 1 || ABBREVIATIONS.has(folded);
}
