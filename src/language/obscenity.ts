import { type Disguised, disguised, isInAddress, spellings } from './normalise.ts';
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
  /** Whole obscene words by their first letter, for words with letters masked out; made when the first is met. */
  readonly forms: () => ReadonlyMap<string, readonly Form[]>;
  readonly seen: Map<string, Verdict>;
}

interface Row {
  readonly pattern: RegExp;
  readonly score: number;
  readonly latin: boolean;
  readonly trees: boolean;
}

interface Form {
  readonly word: string;
  readonly bare: boolean;
  readonly strong: boolean;
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
  if (place.how === 'spaced') return foulInside(lexicon, joined);
  const plain = judge(lexicon, joined);
  if (plain.score >= STRONG) return plain.score - 0.05;
  return place.how === 'masked' ? fitsForm(lexicon, place) : 0;
}

/** «и х у й н я»: single letters may stand before the word. */
function foulInside(lexicon: Obscenities, joined: string): number {
  for (let at = 0; at < Math.min(joined.length, 30) - 2; at += 1) {
    const { score } = judge(lexicon, joined.slice(at, at + 30));
    if (score >= STRONG) return score - 0.05;
  }
  return 0;
}

function fitsForm(lexicon: Obscenities, { pieces, gaps, trailing, stars }: Disguised): number {
  const first = pieces[0] ?? '';
  const known = pieces.join('').length;
  if (known < 2 || !/^[а-я]+$/.test(pieces.join(''))) return 0;
  const middle = pieces.map((piece, index) => piece + (index < gaps.length ? `[а-я]{1,${(gaps[index] ?? 1) + 1}}` : '')).join('');
  const pattern = new RegExp(`^${middle}${trailing > 0 ? `[а-я]{${trailing - 1},${trailing + 1}}` : ''}$`);
  const forms = lexicon.forms().get(first.slice(0, 1)) ?? [];
  const fits = forms.some(
    ({ word, bare, strong }) => (strong || stars) && (trailing === 0 || bare) && known * 3 >= word.length && pattern.test(word),
  );
  return fits ? 0.85 : 0;
}

/** What may follow an open ending (x*) in a masked word. */
const TAILS = ['', 'а', 'у', 'ы', 'и', 'е', 'ь', 'ый', 'ая', 'ые', 'ом', 'ть', 'л', 'ла', 'ли', 'ец'];

function formsOf(rows: readonly (RawRow & { readonly before: readonly string[] })[]): ReadonlyMap<string, readonly Form[]> {
  const forms = new Map<string, Map<string, Form>>();
  for (const { before, roots, endings, score } of rows) {
    for (const prefix of before.filter(({ length }) => length < 4)) {
      for (const root of roots) {
        for (const each of endings) {
          for (const tail of each.endsWith('*') ? TAILS : ['']) {
            const word = prefix + root + each.replace('*', '') + tail;
            if (word.length < 3 || word.length > 12) continue;
            const list = forms.get(word.slice(0, 1)) ?? new Map<string, Form>();
            const known = list.get(word);
            list.set(word, {
              word,
              bare: prefix === '' || (known?.bare ?? false),
              strong: score >= 0.93 || (known?.strong ?? false),
            });
            forms.set(word.slice(0, 1), list);
          }
        }
      }
    }
  }
  return new Map([...forms].map(([letter, list]) => [letter, [...list.values()]]));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
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
