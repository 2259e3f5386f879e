/** What an obscene word is: rows of workflows/lexicon/obscenities.yaml made ready, and the verdict on one word. */
import { beginningsOf, type Forms, formsOf } from './forms.ts';
import { spellings } from './normalise.ts';
import { once } from './once.ts';
import { holds, plainList, type WordList } from './wordlist.ts';

/** workflows/lexicon/obscenities.yaml */
export interface RawObscenities {
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  readonly rows: readonly RawRow[];
  readonly innocents: readonly string[];
  readonly trees: readonly string[];
  readonly fragments: readonly string[];
  readonly apart: readonly string[];
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
  /** Words that stand by themselves: with the one before they are no broken word. */
  readonly apart: WordList<true>;
  /** Any root, wherever it stands. */
  readonly roots: RegExp;
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

export interface Verdict {
  readonly score: number;
  readonly trees: boolean;
}

const CLEAN: Verdict = { score: 0, trees: false };
const SEEN = 50_000;

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
    roots: new RegExp(alternatives([...new Set(all.flatMap(({ roots }) => roots))])),
    innocents: plainList(raw.innocents),
    trees: plainList(raw.trees),
    fragments: new Set(raw.fragments),
    apart: plainList(raw.apart),
    beginnings: once(() => new Set(all.flatMap(beginningsOf))),
    forms: once(() => formsOf(all)),
    seen: new Map(),
  };
}

/** One word in lower case, however it is spelt; known words are not judged twice. `keep`: not for mere guesses. */
export function judge(lexicon: Obscenities, folded: string, keep = true): Verdict {
  if (folded.length < 3 || folded.length > 40) return CLEAN;
  const known = lexicon.seen.get(folded);
  if (known) return known;
  const made = judgeAnew(lexicon, folded);
  if (!keep) return made;
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
