/** Enclosures of an answer (10.5, R59): lines as typed, and files that count themselves. */
import type { StoredFile } from './card.ts';

/** A file that goes out with the answer. */
export interface EnclosedFile extends StoredFile {
  /** «Расчёт объёмов и стоимости», as it is printed under the letter. */
  readonly title: string;
  /** Null where the type has no pages. */
  readonly sheets: number | null;
}

interface Enclosing {
  readonly enclosures: readonly string[];
  readonly files?: readonly EnclosedFile[];
}

/** All lines under «Приложение», numbered by the letterhead. */
export function enclosureLines({ enclosures, files = [] }: Enclosing): readonly string[] {
  return [...enclosures, ...files.map(lineOf)];
}

/** «Порядок обжалования на 2 л. в 1 экз.» */
export function lineOf({ title, sheets }: Pick<EnclosedFile, 'title' | 'sheets'>): string {
  return sheets === null ? `${title} в 1\u00a0экз.` : `${title} на ${sheets}\u00a0л. в 1\u00a0экз.`;
}

/** Bytes of all files: what a mail has to carry. */
export function enclosedBytes(files: readonly EnclosedFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
