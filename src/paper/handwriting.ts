/**
 * Was it written by hand? Print stands on lines as if ruled, and most of its letters are of one height; a hand does neither.
 * Said only as the reason why a page could not be read (8.2.7): a person looks.
 */
import sharp from 'sharp';
import { type Picture, tonesOf } from './picture.ts';

/** @param level with lines that lie level: of a page that lies across nothing can be said */
export async function looksHandwritten(level: Picture): Promise<boolean> {
  const { ink, width, height } = await inkAt(level);
  const heights = letterHeights(ink, width, height);
  return heights.length >= LETTERS && crispness(ink, width, height) < CRISP && sameness(heights) < SAME;
}

/** Measured on hands and scrawls: crispness 0.02–0.07, sameness 0.15–0.64; on print of all damages 0.12–0.41 and 0.66–0.9. */
const CRISP = 0.09;
const SAME = 0.65;
/** Fewer shapes of the size of letters say nothing. */
const LETTERS = 100;
const WIDTH = 1000;

interface Ink {
  /** 1 where there is ink. */
  readonly ink: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function inkAt(picture: Picture): Promise<Ink> {
  const { grey, width, height } = picture;
  const { data, info } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize({ width: WIDTH, kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { median, contrast } = tonesOf(picture);
  const dark = median - Math.max(20, contrast * 0.45);
  return { ink: Uint8Array.from(data, (tone) => (tone < dark ? 1 : 0)), width: info.width, height: info.height };
}

/** How sharply rows of text begin and end: squared steps between neighbouring rows, by the squared rows. */
function crispness(ink: Uint8Array, width: number, height: number): number {
  let before = 0;
  let steps = 0;
  let squares = 0;
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let at = y * width; at < (y + 1) * width; at += 1) row += ink[at] ?? 0;
    // A rule of a form, or the edge of the sheet, is no row of text
    if (row > width * 0.6) row = 0;
    steps += (row - before) ** 2;
    squares += row ** 2;
    before = row;
  }
  return squares === 0 ? 1 : steps / squares;
}

/** Share of letters that are as high as the middle one. */
function sameness(heights: readonly number[]): number {
  const middle = heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0;
  return heights.filter((each) => Math.abs(each - middle) <= Math.max(1, middle * 0.12)).length / heights.length;
}

/** Heights of shapes that hang together and may be letters. */
function letterHeights(ink: Uint8Array, width: number, height: number): readonly number[] {
  const left = Uint8Array.from(ink);
  const heights: number[] = [];
  const open: number[] = [];
  for (let from = 0; from < left.length; from += 1) {
    if (!left[from]) continue;
    let [top, bottom, first, last, count] = [height, 0, width, 0, 0];
    open.push(from);
    left[from] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      first = Math.min(first, x);
      last = Math.max(last, x);
      count += 1;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
        for (let to = row * width + Math.max(0, x - 1); to <= row * width + Math.min(width - 1, x + 1); to += 1)
          if (left[to]) {
            left[to] = 0;
            open.push(to);
          }
    }
    const tall = bottom - top + 1;
    if (tall >= 5 && tall < 120 && count >= 10 && last - first < 400) heights.push(tall);
  }
  return heights;
}
