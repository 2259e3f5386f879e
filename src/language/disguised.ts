/** Words that only together make one: letters one by one, marks for letters, marks between letters. */
import { isCyrillic, isLatin } from './letters.ts';
import { lookalike } from './normalise.ts';
import type { Reading, Word } from './reading.ts';

/** A stretch that only together makes a word. `pieces`: the letters seen, `gaps`: how many marks stand between them. */
export interface Disguised {
  readonly start: number;
  readonly end: number;
  readonly words: readonly Word[];
  readonly pieces: readonly string[];
  readonly gaps: readonly number[];
  /** Marks after the last letter: «бл***». */
  readonly trailing: number;
  /** Stars and the like, which stand in no ordinary word; otherwise dots. */
  readonly stars: boolean;
  /** The marks stand in no ordinary word («су"ка», «де'рьмо»): the mildest word is meant too. */
  readonly odd: boolean;
  /** `spaced`: letters one by one; `masked`: marks instead of letters; `split`: marks between letters. */
  readonly how: 'spaced' | 'masked' | 'split';
}

/** Words of a text that lie across spaces or marks. At most `limit`: a hostile text must not cost more. */
export function disguised({ text, words }: Reading, limit = 400): Disguised[] {
  const found: Disguised[] = [];
  for (let at = 0; at < words.length && found.length < limit; ) {
    const word = words[at];
    const isSingle = word?.folded.length === 1;
    if (word && !isSingle && isQuiet(text, word)) {
      at += 1;
      continue;
    }
    const end = isSingle ? spacedRun(text, words, at) : at;
    if (end - at >= 3) {
      found.push(chainOf(text, words.slice(at, end), 'spaced'));
      at = end;
      continue;
    }
    const chain = chainEnd(text, words, at);
    const candidate = maskedChain(text, words, at, chain);
    if (candidate) found.push(candidate);
    // «сук@ у вас»: the short word may be one of its own.
    const shorter =
      chain - at > 1 && /\s/.test(text[(words[chain - 1]?.start ?? 0) - 1] ?? '') && maskedChain(text, words, at, chain - 1);
    if (shorter) found.push(shorter);
    at = chain;
  }
  return found;
}

/** A space or the end after it: the usual word, part of no chain. */
function isQuiet(text: string, { end }: Word): boolean {
  const code = text.charCodeAt(end);
  return (
    code === 0x20 ||
    code === 0x0a ||
    Number.isNaN(code) ||
    ((code === 0x2c || code === 0x2e) && text.charCodeAt(end + 1) === 0x20)
  );
}

/** Where a run of single letters ends that are parted alike: all by spaces, or all by dots, dashes, stars. */
function spacedRun(text: string, words: readonly Word[], from: number): number {
  let at = from;
  let parted: string | null = null;
  while (words[at]?.folded.length === 1 && /\D/.test(words[at]?.folded ?? '')) {
    at += 1;
    const before = words[at - 1];
    const next = words[at];
    if (!before || !next) break;
    const gap = text.slice(before.end, Math.min(next.start, before.end + 4));
    if (!/^[ .\-_*·]{1,3}$/.test(gap)) break;
    const mark = gap.trim();
    if (parted !== null && mark !== parted) break;
    parted = mark;
  }
  return at;
}

const MARK = /[^\s\p{L}\p{N}]/u;

/** Where a chain of words ends between which only marks stand. */
function chainEnd(text: string, words: readonly Word[], from: number): number {
  let at = from + 1;
  for (; at < words.length; at += 1) {
    const before = words[at - 1];
    const next = words[at];
    if (!before || !next) break;
    const size = next.start - before.end;
    if (size > 8 || size === 0) break;
    const gap = text.slice(before.end, next.start);
    // «"нет"!Да»: punctuation of several kinds, or of quoting and listing, parts words.
    if (/[",;:«»/]/.test(gap) && gap !== '"') break;
    if (/[!?]/.test(gap) && isCapitalAfterSmall(text, next)) break;
    const isShortRest =
      /^(?:\.{2,}|[*#@_]+) $/.test(gap) && next.end - next.start <= 2 && !/\p{Lu}/u.test(text[next.start] ?? '');
    if (/\s/.test(gap) && !isShortRest) break;
  }
  return at;
}

function maskedChain(text: string, words: readonly Word[], from: number, to: number): Disguised | null {
  const first = words[from];
  const last = words[to - 1];
  if (!first || !last || last.end - first.start > 40) return null;
  if (isMark(text[first.start - 1])) return null; // **bold**, _emphasis_
  const trailing = /^(?:[*#@_]{2,8}|@)(?![\p{L}\p{N}])/u.exec(text.slice(last.end, last.end + 9))?.[0].length ?? 0;
  if (to - from === 1 && trailing === 0) return null;
  const chain = words.slice(from, to);
  if (chain.every(({ folded }) => !hasCyrillic(folded))) return null;
  if (chain.some(({ folded }) => folded.length > 2 && [...folded].every((letter) => isLatin(letter.charCodeAt(0))))) return null;
  const gaps = chain.slice(1).map((word, index) => text.slice(chain[index]?.end ?? 0, word.start));
  const stars = trailing > 0 || gaps.some((gap) => /[*#@_$%&^~+=|]/.test(gap));
  const masked = stars || gaps.some((gap) => /\.{2,}|…/.test(gap));
  const split = !masked && gaps.length > 0 && (gaps.every((gap) => /^[-.)(?!"'’`]$/.test(gap)) || gaps.length === 1);
  if (!masked && !(split && (gaps.length === 1 || chain.every(({ folded }) => folded.length <= 4)))) return null;
  // «пришёл.Она»: a full stop without the space after it.
  if (split && chain.slice(1).some((word) => isCapitalAfterSmall(text, word))) return null;
  const odd = split && gaps.every((gap) => /^["'`’)(]$/.test(gap));
  return { ...chainOf(text, chain, masked ? 'masked' : 'split'), end: last.end + trailing, trailing, stars, odd };
}

function chainOf(text: string, chain: readonly Word[], how: Disguised['how']): Disguised {
  const first = chain[0];
  const last = chain.at(-1);
  return {
    start: first?.start ?? 0,
    end: last?.end ?? text.length,
    words: chain,
    pieces: chain.map(({ folded }) => lookalike(folded)),
    gaps: chain.slice(1).map((word, index) => word.start - (chain[index]?.end ?? 0)),
    trailing: 0,
    stars: false,
    odd: false,
    how,
  };
}

function hasCyrillic(folded: string): boolean {
  for (let at = 0; at < folded.length; at += 1) if (isCyrillic(folded.charCodeAt(at))) return true;
  return false;
}

function isMark(character: string | undefined): boolean {
  return character !== undefined && /[*_#~]/.test(character) && MARK.test(character);
}

function isCapitalAfterSmall(text: string, word: Word): boolean {
  return /\p{Lu}/u.test(text[word.start] ?? '') && /\p{Ll}/u.test(text[word.start + 1] ?? '');
}
