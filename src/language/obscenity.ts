import { type Disguised, disguised } from './disguised.ts';
import { beginningsOf, type Forms, fitsForm, formsOf } from './forms.ts';
import { isInAddress, spellings } from './normalise.ts';
import type { Reading } from './reading.ts';
import { holds, isIn, plainList, type WordList } from './wordlist.ts';

/** workflows/lexicon/obscenities.yaml */
export interface RawObscenities {
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  readonly rows: readonly RawRow[];
  readonly innocents: readonly string[];
  readonly trees: readonly string[];
  readonly fragments: readonly string[];
}

interface RawRow {
  readonly roots: readonly string[];
  readonly prefixes?: string | undefined;
  readonly extra?: readonly string[] | undefined;
  readonly endings: readonly string[];
  readonly score: number;
  readonly latin?: boolean | undefined;
  readonly trees?: boolean | undefined;
}

export interface Obscenities {
  readonly rows: readonly Row[];
  readonly innocents: WordList<true>;
  readonly trees: WordList<true>;
  readonly fragments: ReadonlySet<string>;
  /** The first three letters of each. */
  readonly beginnings: () => ReadonlySet<string>;
  /** Whole obscene words by their first letter, for words with letters masked out; made when the first is met. */
  readonly forms: () => Forms;
  readonly seen: Map<string, Verdict>;
}

interface Row {
  readonly pattern: RegExp;
  readonly score: number;
  readonly latin: boolean;
  readonly trees: boolean;
}

interface Verdict {
  readonly score: number;
  readonly trees: boolean;
}

/** An obscene place; offsets of the text. */
export interface Foul {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

const CLEAN: Verdict = { score: 0, trees: false };
const SEEN = 50_000;
/** So many single letters in a row are read. */
const LONGEST_RUN = 2000;
/** From here on a root can mean nothing else, however its letters are parted. */
const STRONG = 0.85;

/** Obscene words of a text, disguised ones too (cl. 8.2.6), in order of appearance. */
export function foulWords(lexicon: Obscenities, reading: Reading): Foul[] {
  const found: Foul[] = [];
  reading.words.forEach((word, index) => {
    const verdict = judge(lexicon, word.folded);
    if (verdict.score === 0) return;
    if (verdict.trees && isIn(lexicon.trees, reading.words, index - 12, index + 13)) return;
    if (!/[а-я]/.test(word.folded) && isInAddress(reading.text, word)) return;
    found.push({ start: word.start, end: word.end, score: verdict.score });
  });
  for (const place of [...disguised(reading), ...brokenWords(lexicon, reading)]) {
    if (place.how === 'spaced') {
      found.push(...foulInside(lexicon, place));
      continue;
    }
    if (found.some(({ start, end }) => start < place.end && place.start < end)) continue;
    const score = judgeDisguised(lexicon, place);
    if (score > 0) found.push({ start: place.start, end: place.end, score });
  }
  return found.sort((a, b) => a.start - b.start);
}

export function compileObscenities(raw: RawObscenities): Obscenities {
  const all = raw.rows.map((row) => ({
    ...row,
    before: [...(row.prefixes ? (raw.prefixes[row.prefixes] ?? ['']) : ['']), ...(row.extra ?? [])],
  }));
  return {
    rows: all.map(({ roots, before, endings, score, latin, trees }) => ({
      pattern: new RegExp(`^(?:${alternatives(before)})(?:${alternatives(roots)})(?:${endings.map(ending).join('|')})$`),
      score,
      latin: latin ?? false,
      trees: trees ?? false,
    })),
    innocents: plainList(raw.innocents),
    trees: plainList(raw.trees),
    fragments: new Set(raw.fragments),
    beginnings: once(() => new Set(all.flatMap(beginningsOf))),
    forms: once(() => formsOf(all)),
    seen: new Map(),
  };
}

/** «пиз дец»: a piece that is no word by itself, and the next word. */
function brokenWords({ fragments }: Obscenities, { text, words }: Reading): Disguised[] {
  const found: Disguised[] = [];
  for (let at = 0; at + 1 < words.length && found.length < 400; at += 1) {
    const word = words[at];
    const next = words[at + 1];
    if (!word || !next || !fragments.has(word.folded) || next.folded.length > 5) continue;
    if (!/^[ \t]{1,3}$/.test(text.slice(word.end, Math.min(next.start, word.end + 4)))) continue;
    found.push({
      start: word.start,
      end: next.end,
      words: [word, next],
      pieces: [word.folded, next.folded],
      gaps: [1],
      trailing: 0,
      stars: false,
      how: 'split',
    });
  }
  return found;
}

function judge(lexicon: Obscenities, folded: string): Verdict {
  if (folded.length < 3 || folded.length > 40) return CLEAN;
  const known = lexicon.seen.get(folded);
  if (known) return known;
  const made = judgeAnew(lexicon, folded);
  if (lexicon.seen.size >= SEEN) lexicon.seen.clear();
  lexicon.seen.set(folded, made);
  return made;
}

function judgeAnew(lexicon: Obscenities, folded: string): Verdict {
  if (holds(lexicon.innocents, folded)) return CLEAN;
  const { forms, latin } = spellings(folded);
  if (forms.some((form) => holds(lexicon.innocents, form))) return CLEAN;
  for (const row of lexicon.rows) {
    if (latin && !row.latin) continue;
    if (forms.some((form) => row.pattern.test(form))) return { score: row.score, trees: row.trees };
  }
  return CLEAN;
}

function judgeDisguised(lexicon: Obscenities, place: Disguised): number {
  const joined = place.pieces.join('');
  const plain = judge(lexicon, joined);
  if (plain.score >= STRONG) return plain.score - 0.05;
  return place.how === 'masked' && fitsForm(lexicon.forms(), place) ? STRONG : 0;
}

/** «и х у й н я у нас»: single letters stand before the word and after it. */
function foulInside(lexicon: Obscenities, { pieces, words }: Disguised): Foul[] {
  const joined = pieces.join('').slice(0, LONGEST_RUN);
  const beginnings = lexicon.beginnings();
  const found: Foul[] = [];
  for (let at = 0; at + 2 < joined.length; at += 1) {
    if (!beginnings.has(joined.slice(at, at + 3))) continue;
    for (let end = Math.min(joined.length, at + 16); end >= at + 3; end -= 1) {
      const { score } = judge(lexicon, joined.slice(at, end));
      if (score === 0) continue;
      found.push({ start: words[at]?.start ?? 0, end: words[end - 1]?.end ?? 0, score: score - 0.05 });
      at = end;
      break;
    }
  }
  return found;
}

function alternatives(words: readonly string[]): string {
  return words.map(plain).join('|');
}

function ending(each: string): string {
  return each.endsWith('*') ? `${plain(each.slice(0, -1))}[а-я]*` : plain(each);
}

function plain(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^а-яa-z0-9 ]/g, '');
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
