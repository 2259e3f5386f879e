/** The words of a letter that ask its question: what two letters of one consumer are compared by (cl. 8.2.8). */
import type { Quoted } from './quoted.ts';
import type { Reading, Word } from './reading.ts';

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Compared {
  readonly reading: Reading;
  readonly quoted: Quoted;
  /** Contacts and contract numbers: the same in all letters of one consumer. */
  readonly skip: readonly Stretch[];
}

/** A signature stands in the last part of a letter. */
export const SIGNATURE = 0.4;

/** Words that ask the question: not the quoted mail, contacts, signature, names of people and firms. */
export function question({ reading, quoted, skip }: Compared): readonly Word[] {
  const { text, words } = reading;
  const lines = skip.filter(({ start }) => start > text.length * SIGNATURE).map(({ start, end }) => lineAbout(text, start, end));
  const out = [...quoted.lines, ...skip, ...lines.filter((line) => line !== null)].sort((a, b) => a.start - b.start);
  const isShouting = text.length > 0 && text === text.toUpperCase();
  const starts = new Set(reading.sentences.map(({ from }) => from));
  let next = 0;
  let past = 0;
  return words.filter(({ start, folded }, index) => {
    for (; next < out.length && (out[next]?.start ?? 0) <= start; next += 1) past = Math.max(past, out[next]?.end ?? 0);
    return folded.length > 1 && start >= past && (isShouting || starts.has(index) || !isCapital(text.charCodeAt(start)));
  });
}

/** А–Я, Ё and A–Z: what letters to the office are written with. */
export function isCapital(code: number): boolean {
  return (code >= 0x410 && code <= 0x42f) || code === 0x401 || (code >= 0x41 && code <= 0x5a);
}

/** The line of a signature that holds a telephone or an address; null for a line of prose. */
function lineAbout(text: string, start: number, end: number): Stretch | null {
  const from = Math.max(text.lastIndexOf('\n', start) + 1, start - 120);
  const stop = text.indexOf('\n', end);
  const to = Math.min(stop < 0 ? text.length : stop, end + 120);
  return /(?:[Пп]рошу|[Пп]росим|[Тт]ребу|[.!?]\s+\p{Lu}\p{Ll}{3})/u.test(text.slice(from, to)) ? null : { start: from, end: to };
}
