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
/** «Просим:» and then a list, each item on a line of its own: the items are the questions. */
const ITEM = /\n[ \t]{0,8}(?:\d{1,2}[.)]|[-–—•*])[ \t]+/;

/** What the letter asks, in order: sentences of the text, numbered by their place in the list (cl. 8.4.5). */
export function questions(lexicon: Questions, reading: Reading, quoted: Quoted): readonly Span[] {
  const found: Span[] = [];
  let listed = false;
  for (const sentence of reading.sentences) {
    if (found.length >= MOST) break;
    if (isInQuotedLine(quoted, reading.words[sentence.from]?.start ?? sentence.start)) continue;
    const said = spanOf(reading.text, sentence.start, beforeMarks(reading.text, sentence.start, sentence.end));
    const [head, ...items] = parted(said);
    const isItem: boolean = listed && /^(?:\d{1,2}[.)]|[-–—•*])[ \t]/.test(said.text.trimStart());
    const asks = isAsked(lexicon, reading, sentence, said.text.trim());
    if (head && (isItem || (asks && !announces(head)))) found.push(head);
    if (isItem || asks) found.push(...items);
    listed = isItem || (asks && (items.length > 0 || /:\s*$/.test(said.text)));
  }
  return found.slice(0, MOST);
}

/** A sentence without a full stop would run into the `>` or the `-- ` of the next line. */
function beforeMarks(text: string, start: number, end: number): number {
  return start + text.slice(start, end).replace(/\n[\s>]*(?:>|--)\s*$/, '').length;
}

/** «Просим:» itself asks nothing. */
function announces({ text }: Span): boolean {
  return text.endsWith(':') && text.split(/\s+/).length < OWN_WORDS;
}

/** A sentence at its list marks. */
function parted({ text, start }: Span): Span[] {
  const pieces: Span[] = [];
  let from = 0;
  for (let rest = text; ; rest = text.slice(from)) {
    const mark = ITEM.exec(rest);
    const end = mark ? from + mark.index : text.length;
    const raw = text.slice(from, end);
    const left = raw.length - raw.trimStart().length;
    if (raw.trim()) pieces.push({ start: start + from + left, end: start + from + left + raw.trim().length, text: raw.trim() });
    if (!mark) return pieces;
    from = end + mark[0].length;
  }
}

export function compileQuestions(raw: RawQuestions): Questions {
  return { asks: plainList(raw.asks), courtesy: plainList(raw.courtesy), rhetoric: plainList(raw.rhetoric) };
}

function isAsked({ asks, courtesy, rhetoric }: Questions, { words }: Reading, { from, to }: Sentence, said: string): boolean {
  if (said.endsWith('?')) return to - from > 1 && !isIn(rhetoric, words, from, to);
  if (!isIn(asks, words, from, to)) return false;
  const polite = findIn(courtesy, words, from, to).reduce((sum, hit) => sum + hit.to - hit.from, 0);
  return polite === 0 || to - from - polite >= OWN_WORDS;
}
