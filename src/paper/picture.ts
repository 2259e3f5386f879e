/** A page as grey bytes, and what can be seen in it without reading (research: legibility). Measures look at every so many rows: one row in four tells as much. */
import { type Histogram, histogramOf, toneAt } from './histogram.ts';
import { IDENTITY, type Placement } from './placement.ts';

/** One byte a pixel, 0 black; pixels are square. */
export interface Picture {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** From its pixels to those of the upright page it was made of. */
  readonly onPage: Placement;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Tones {
  readonly median: number;
  /** Median minus the darkest hundredth: an empty page has next to none. */
  readonly contrast: number;
  /** Median minus the darkest thousandth: how dark the ink of a few lines is. */
  readonly depth: number;
  /** The tone that one point in twenty exceeds. */
  readonly brightest: number;
}

export function tonesOf(picture: Picture): Tones {
  const tones = histogramOfPage(picture);
  const median = toneAt(tones, 0.5);
  const below = (share: number) => median - toneAt(tones, share);
  return { median, contrast: below(0.01), depth: below(0.001), brightest: toneAt(tones, 0.95) };
}

/** Of a large picture every seventh point, a prime: never in step with the rows. */
function histogramOfPage({ grey }: Picture): Histogram {
  return histogramOf(grey, grey.length > 500_000 ? 7 : 1);
}

/** The largest share of points whose tones lie close together: paper is most of a page, a photograph has no such tone. */
export function paperShareOf(picture: Picture): number {
  const { counts, count } = histogramOfPage(picture);
  let sum = counts.subarray(0, PAPER_TONES).reduce((all, each) => all + each, 0);
  let most = sum;
  for (let tone = PAPER_TONES; tone < 256; tone += 1) {
    sum += (counts[tone] ?? 0) - (counts[tone - PAPER_TONES] ?? 0);
    most = Math.max(most, sum);
  }
  return count === 0 ? 1 : most / count;
}

const PAPER_TONES = 40;

/** Variance of the Laplacian: low is blurred, very high is noise. */
export function sharpnessOf({ grey, width, height }: Picture): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 3) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const edge =
        4 * (grey[at] ?? 0) - (grey[at - 1] ?? 0) - (grey[at + 1] ?? 0) - (grey[at - width] ?? 0) - (grey[at + width] ?? 0);
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Share of dark pixels, and the share of those that lies inside the boxes of words. On a cleaned picture. */
export function inkOf({ grey, width, height }: Picture, boxes: readonly Box[]): { ink: number; cover: number } {
  const inside = new Uint8Array(width);
  let dark = 0;
  let covered = 0;
  let seen = 0;
  for (let y = 0; y < height; y += ROWS) {
    inside.fill(0);
    for (const { left, top, width: wide, height: tall } of boxes) {
      if (y >= top && y < top + tall) inside.fill(1, Math.max(0, left), Math.min(width, left + wide));
    }
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      if ((grey[row + x] ?? 255) >= DARK) continue;
      dark += 1;
      covered += inside[x] ?? 0;
    }
    seen += width;
  }
  return { ink: seen === 0 ? 0 : dark / seen, cover: dark === 0 ? 1 : covered / dark };
}

/** Share of the ink that stands alone: dust, fax and sensor noise. */
export function isolatedInk({ grey, width, height }: Picture): number {
  let dark = 0;
  let alone = 0;
  for (let y = 1; y < height - 1; y += ROWS) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      if ((grey[at] ?? 255) >= DARK) continue;
      dark += 1;
      if (neighbours(grey, width, at) <= 1) alone += 1;
    }
  }
  return dark === 0 ? 0 : alone / dark;
}

export function picture(grey: Buffer, width: number, height: number, dpi: number): Picture {
  return { grey, width, height, dpi, onPage: IDENTITY };
}

export const DARK = 128;
/** One row in so many is looked at. */
const ROWS = 4;

function neighbours(grey: Buffer, width: number, at: number): number {
  let count = 0;
  for (let from = at - width - 1; from <= at + width - 1; from += width) {
    if ((grey[from] ?? 255) < DARK) count += 1;
    if (from + 1 !== at && (grey[from + 1] ?? 255) < DARK) count += 1;
    if ((grey[from + 2] ?? 255) < DARK) count += 1;
  }
  return count;
}
