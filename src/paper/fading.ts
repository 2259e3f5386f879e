/**
 * Print that fades out in the middle of a line and goes on, if at all, behind a gap: a lamp's reflection, a dying drum. What stands in the
 * gap is lost though all the rest reads well, and no word tells of it (8.2.7).
 */
import { histogramIn, toneAt } from './histogram.ts';
import type { Box, Picture } from './picture.ts';
import type { Word } from './tesseract.ts';

/**
 * The gaps that lines fade into, in pixels of the picture; none when the print is even, as it is on nearly all pages.
 * @param faded depth of the ink beside a gap, by that of its line, that tells of a loss
 */
export function fadedInto(picture: Picture, words: readonly Word[], faded = FADED): readonly Box[] {
  const lines = linesOf(words.filter(({ confidence }) => confidence > 0.3));
  const long = lines.filter(({ width, height }) => width > height * 5);
  if (long.length < LINES) return [];
  const column = { left: Math.min(...long.map(({ left }) => left)), right: columnEnd(long) };
  const gaps = long.flatMap((line) => gapsOf(picture, line, column, faded));
  return gaps.length >= LINES ? gaps : [];
}

/** Measured: pages with a part lost by glare have 4 to 16 such gaps, even, stained and folded pages none. */
const LINES = 3;
/** Depth of the ink beside the gap by that of its line; less is no letter any more, but dust taken for one. */
const FADED = 0.65;
const GONE = 0.1;
/** Of the picture's width: the shortest gap that counts. */
const GAP = 0.05;

interface Line extends Box {
  readonly words: readonly Word[];
}

interface Column {
  readonly left: number;
  readonly right: number;
}

function linesOf(words: readonly Word[]): readonly Line[] {
  const rows: Word[][] = [];
  // By their place, not by the machine's blocks: a gap parts one line into two of those
  for (const word of words.toSorted((a, b) => a.top - b.top)) {
    const middle = word.top + word.height / 2;
    const row = rows.findLast((each) => each.some(({ top, height }) => middle > top && middle < top + height));
    if (row) row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => {
    const sorted = row.toSorted((a, b) => a.left - b.left);
    const top = Math.min(...row.map((word) => word.top));
    const left = sorted[0]?.left ?? 0;
    const right = Math.max(...row.map((word) => word.left + word.width));
    return { words: sorted, left, top, width: right - left, height: medianOf(row.map(({ height }) => height)) };
  });
}

/** Where most long lines end; the longest alone may be a heading. */
function columnEnd(lines: readonly Line[]): number {
  const ends = lines.map(({ left, width }) => left + width).toSorted((a, b) => a - b);
  return ends[Math.floor((ends.length - 1) * 0.9)] ?? 0;
}

function gapsOf(picture: Picture, { words, top, height }: Line, column: Column, most: number): readonly Box[] {
  const least = picture.width * GAP;
  const gaps: Box[] = [];
  let before = column.left;
  let faded = false;
  for (const segment of segmentsOf(words, least)) {
    const depths = segment.flatMap((word) => depthsAlong(picture, word, height * 1.2));
    // Pale from end to end is how it was printed
    const usual = Math.max(1, depths.toSorted((a, b) => a - b)[Math.floor((depths.length - 1) * 0.85)] ?? 1);
    const isFaded = (depth = 0) => depth / usual < most && depth / usual > GONE;
    const from = segment[0]?.left ?? before;
    if (from - before > least && (faded || isFaded(depths[0]))) gaps.push({ left: before, top, width: from - before, height });
    before = Math.max(...segment.map(({ left, width }) => left + width));
    faded = isFaded(depths.at(-1));
  }
  if (faded && column.right - before > least) gaps.push({ left: before, top, width: column.right - before, height });
  return gaps;
}

/** Words of a line that no gap parts. */
function segmentsOf(words: readonly Word[], least: number): readonly (readonly Word[])[] {
  const segments: Word[][] = [];
  for (const word of words) {
    const last = segments.at(-1)?.at(-1);
    if (last && word.left - last.left - last.width < least) segments.at(-1)?.push(word);
    else segments.push([word]);
  }
  return segments;
}

/** How dark a word is, piece by piece. */
function depthsAlong(picture: Picture, { left, top, width, height }: Word, piece: number): readonly number[] {
  const pieces = Math.max(1, Math.round(width / piece));
  return Array.from({ length: pieces }, (_, at) =>
    depthAt(picture, { left: left + (width * at) / pieces, top, width: width / pieces, height }),
  );
}

/** Paper minus ink: the bright sixth against the dark twelfth. */
function depthAt(picture: Picture, { left, top, width, height }: Box): number {
  const part = histogramIn(picture, Math.round(left), Math.round(top), Math.round(left + width), Math.round(top + height));
  return part.count === 0 ? 0 : toneAt(part, 0.85) - toneAt(part, 0.08);
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
