import type { Span } from './finding.ts';
import { isInQuotedLine, type Quoted } from './quoted.ts';
import { type Reading, type Sentence, spanOf } from './reading.ts';
import { findIn, isIn, plainList, type WordList } from './wordlist.ts';

/** workflows/lexicon/questions.yaml */
export interface RawQuestions {
  readonly asks: readonly string[];
  readonly courtesy: readonly string[];
  readonly rhetoric: readonly string[];
}

export type Questions = { readonly [name in keyof RawQuestions]: WordList<true> };

/** More points than a person answers one by one. */
const MOST = 12;
/** A sentence with fewer words besides the courtesy asks nothing of its own. */
const OWN_WORDS = 5;
/** «…следующее:» and then a list: its items are the questions. */
const ITEM = /^[ \t]{0,8}(?:\d{1,2}[.)]|[-–—•*])[ \t]+\S/;
const ANNOUNCED = /:\s*$/;

/** What the letter asks, in order: sentences of the text, numbered by their place in the list (cl. 8.4.5). */
export function questions(lexicon: Questions, reading: Reading, quoted: Quoted): readonly Span[] {
  const found: Span[] = [];
  let listed = false;
  for (const sentence of reading.sentences) {
    if (found.length >= MOST) break;
    const start = reading.words[sentence.from]?.start ?? sentence.start;
    if (isInQuotedLine(quoted, start)) continue;
    const said = trimmed(reading.text, sentence);
    const isItem: boolean = listed && ITEM.test(lineOf(reading.text, start));
    const asks: boolean = isItem || isAsked(lexicon, reading, sentence, said);
    listed = isItem || (asks && ANNOUNCED.test(said.text));
    // «Просим:» itself asks nothing; the items after it do
    if (asks && !(ANNOUNCED.test(said.text) && sentence.to - sentence.from < OWN_WORDS)) found.push(said);
  }
  return found;
}

export function compileQuestions(raw: RawQuestions): Questions {
  return { asks: plainList(raw.asks), courtesy: plainList(raw.courtesy), rhetoric: plainList(raw.rhetoric) };
}

function isAsked({ asks, courtesy, rhetoric }: Questions, { words }: Reading, { from, to }: Sentence, said: Span): boolean {
  if (said.text.endsWith('?')) return to - from > 1 && !isIn(rhetoric, words, from, to);
  if (!isIn(asks, words, from, to)) return false;
  const polite = findIn(courtesy, words, from, to).reduce((sum, hit) => sum + hit.to - hit.from, 0);
  return polite === 0 || to - from - polite >= OWN_WORDS;
}

function trimmed(text: string, { start, end }: Sentence): Span {
  const raw = text.slice(start, end);
  const left = raw.length - raw.trimStart().length;
  // The mark of the next item belongs to the next item
  const said = raw.trim().replace(/\s+(?:\d{1,2}[.)]|[-–—•*])$/, '');
  return spanOf(text, start + left, start + left + said.length);
}

function lineOf(text: string, at: number): string {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(from, at + 2);
}
