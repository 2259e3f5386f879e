/** Obscene words spelled out, for words whose letters are masked («п***ц»). */
import type { Disguised } from './disguised.ts';

/** Whole words by their first letter. */
export type Forms = ReadonlyMap<string, readonly Form[]>;

interface Form {
  readonly word: string;
  /** Without a prefix: «бл***» is looked for only so. */
  readonly bare: boolean;
  /** Means nothing else, even with dots for letters. */
  readonly strong: boolean;
}

/** A row of obscenities.yaml with its prefixes. */
export interface Spelled {
  readonly before: readonly string[];
  readonly roots: readonly string[];
  readonly endings: readonly string[];
  readonly score: number;
}

/** What may follow an open ending (x*) in a masked word. */
const TAILS = ['', 'а', 'у', 'ы', 'и', 'е', 'ь', 'ый', 'ая', 'ые', 'ом', 'ть', 'л', 'ла', 'ли', 'ец', 'ать'];

/** Whether the letters that are seen, and the marks for those that are not, make an obscene word. */
export function fitsForm(all: Forms, { pieces, gaps, trailing, stars }: Disguised): boolean {
  const first = pieces[0] ?? '';
  const known = pieces.join('').length;
  if (known < 2 || !/^[а-я]+$/.test(pieces.join(''))) return false;
  const last = trailing > 0 ? '' : (pieces.at(-1) ?? '');
  const candidates = (all.get(first.slice(0, 1)) ?? []).filter(
    ({ word, bare, strong }) =>
      (strong || stars) &&
      (trailing === 0 || bare) &&
      known * 3 >= word.length &&
      known <= word.length &&
      word.startsWith(first) &&
      word.endsWith(last),
  );
  if (candidates.length === 0) return false;
  const middle = pieces.map((piece, index) => piece + (index < gaps.length ? `[а-я]{1,${(gaps[index] ?? 1) + 1}}` : '')).join('');
  const pattern = new RegExp(`^${middle}${trailing > 0 ? `[а-я]{${trailing - 1},${trailing + 1}}` : ''}$`);
  return candidates.some(({ word }) => pattern.test(word));
}

/** All words that a set of rows spells out, by their first letter. */
export function formsOf(rows: readonly Spelled[]): Forms {
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

/** The first three letters of each word of a row. */
export function beginningsOf({ before, roots, endings }: Spelled): string[] {
  const starts = before.flatMap((prefix) => roots.map((root) => prefix + root));
  return starts.flatMap((start) => (start.length > 2 ? [start.slice(0, 3)] : endings.map((each) => (start + each).slice(0, 3))));
}
