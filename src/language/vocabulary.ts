/** The words that letters are made of: each met once, numbered, and remembered with what the rules know of it. */

/** One word as it is compared. `id`: equal words have equal numbers, of all letters that one process reads. */
export interface Lexeme {
  readonly folded: string;
  readonly id: number;
  readonly script: Script;
}

/** Bits: letters a–z, letters а–я. */
export type Script = 0 | 1 | 2 | 3;
export const LATIN = 1;
export const CYRILLIC = 2;
export const MIXED = 3;

const MOST = 100_000;
const known = new Map<string, Lexeme>();
let numbered = 0;

/** Numbers are never given twice, also when the words are forgotten because there were too many. */
export function lexeme(folded: string): Lexeme {
  const same = known.get(folded);
  if (same !== undefined) return same;
  if (known.size >= MOST) known.clear();
  numbered += 1;
  const made = { folded, id: numbered, script: scriptOf(folded) };
  known.set(folded, made);
  return made;
}

/** What is worked out of a word once; the newest word keeps the place that several share. */
export interface Memo<T> {
  readonly ids: Int32Array;
  readonly values: (T | undefined)[];
}

/** Places of a memo: the words that letters use over and over. A power of two. */
const PLACES = 8192;

export function memo<T>(): Memo<T> {
  return { ids: new Int32Array(PLACES), values: new Array(PLACES).fill(undefined) };
}

/** Undefined when the word was not met yet, or its place was taken by another. */
export function recalled<T>({ ids, values }: Memo<T>, { id }: Pick<Lexeme, 'id'>): T | undefined {
  const at = id & (PLACES - 1);
  return ids[at] === id ? values[at] : undefined;
}

export function kept<T>({ ids, values }: Memo<T>, { id }: Pick<Lexeme, 'id'>, value: T): T {
  const at = id & (PLACES - 1);
  ids[at] = id;
  values[at] = value;
  return value;
}

function scriptOf(folded: string): Script {
  let script = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code >= 0x61 && code <= 0x7a) script |= LATIN;
    else if (code >= 0x430 && code <= 0x44f) script |= CYRILLIC;
  }
  return script as Script;
}
