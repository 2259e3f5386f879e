/** Words of a PDF with their places, as poppler reads them: millimetres from the top left corner, sheets from 0. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Placed {
  readonly text: string;
  readonly sheet: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function wordsOf(pdf: Buffer): readonly Placed[] {
  const xml = inFolder(pdf, (dir) =>
    execFileSync('pdftotext', ['-bbox', '-enc', 'UTF-8', 'a.pdf', '-'], { cwd: dir, maxBuffer: 2 ** 26 }).toString('utf8'),
  );
  const mm = (points: string | undefined) => Math.round((Number(points) * 254) / 72) / 10;
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g;
  return xml
    .split('<page ')
    .slice(1)
    .flatMap((page, sheet) =>
      [...page.matchAll(word)].map(([, left, top, right, bottom, text = '']) => ({
        text,
        sheet,
        left: mm(left),
        right: mm(right),
        top: mm(top),
        bottom: mm(bottom),
      })),
    );
}

/** Words on one height of one sheet, from left to right. */
export function linesOf(words: readonly Placed[]): readonly (readonly Placed[])[] {
  const lines: Placed[][] = [];
  for (const word of words) {
    const line = lines.find(([first]) => first?.sheet === word.sheet && Math.abs(first.bottom - word.bottom) < LEVEL);
    if (line) line.push(word);
    else lines.push([word]);
  }
  return lines.map((line) => line.sort((a, b) => a.left - b.left));
}

/** Millimetres: faces of one line differ in their descent. */
const LEVEL = 0.8;

/** The PDF as `a.pdf` in a folder of its own for the length of the work. */
export function inFolder<T>(pdf: Buffer, work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'sheet-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), pdf);
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
