/** A page as grey bytes, and what can be seen in it without reading (research: legibility). */

/** One byte a pixel, 0 black; pixels are square. */
export interface Picture {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
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
  /** Variance of the Laplacian: low is blurred, very high is noise. */
  readonly sharpness: number;
}

export function tonesOf({ grey, width, height }: Picture): Tones {
  const histogram = new Uint32Array(256);
  for (let at = 0; at < grey.length; at += 3) bump(histogram, grey[at] ?? 0);
  const count = Math.ceil(grey.length / 3);
  const median = percentile(histogram, count, 0.5);
  return { median, contrast: median - percentile(histogram, count, 0.01), sharpness: laplace(grey, width, height) };
}

/** Share of dark pixels, and the share of those that lies inside the boxes of words. On a cleaned picture. */
export function inkOf({ grey, width, height }: Picture, boxes: readonly Box[]): { ink: number; cover: number } {
  const inside = new Uint8Array(width * height);
  for (const { left, top, width: boxWidth, height: boxHeight } of boxes) {
    for (let y = Math.max(0, top); y < Math.min(height, top + boxHeight); y += 1) {
      inside.fill(1, y * width + Math.max(0, left), y * width + Math.min(width, left + boxWidth));
    }
  }
  let dark = 0;
  let covered = 0;
  for (let at = 0; at < grey.length; at += 1) {
    if ((grey[at] ?? 255) >= DARK) continue;
    dark += 1;
    covered += inside[at] ?? 0;
  }
  return { ink: dark / grey.length, cover: dark === 0 ? 1 : covered / dark };
}

/** Share of the ink that stands alone: dust, fax and sensor noise. */
export function isolatedInk({ grey, width, height }: Picture): number {
  let dark = 0;
  let alone = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      if ((grey[at] ?? 255) >= DARK) continue;
      dark += 1;
      let neighbours = 0;
      for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
        if ((grey[at + step] ?? 255) < DARK) neighbours += 1;
      }
      if (neighbours <= 1) alone += 1;
    }
  }
  return dark === 0 ? 0 : alone / dark;
}

export const DARK = 128;

function bump(histogram: Uint32Array, at: number): void {
  histogram[at] = (histogram[at] ?? 0) + 1;
}

function percentile(histogram: Uint32Array, count: number, share: number): number {
  let sum = 0;
  for (let tone = 0; tone < 256; tone += 1) {
    sum += histogram[tone] ?? 0;
    if (sum >= count * share) return tone;
  }
  return 255;
}

/** Every third row is enough. */
function laplace(grey: Buffer, width: number, height: number): number {
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
