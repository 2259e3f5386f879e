/** How often each tone of grey stands in a picture, or in a part of it. */
import type { Picture } from './picture.ts';

export interface Histogram {
  readonly counts: Uint32Array;
  readonly count: number;
}

/** Of every `step`-th point. */
export function histogramOf(grey: Uint8Array, step = 1): Histogram {
  const counts = new Uint32Array(256);
  let count = 0;
  for (let at = 0; at < grey.length; at += step) {
    const tone = grey[at] ?? 255;
    counts[tone] = (counts[tone] ?? 0) + 1;
    count += 1;
  }
  return { counts, count };
}

/** Of every other row of a part; what lies outside the picture does not count. In points. */
export function histogramIn(
  { grey, width, height }: Picture,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Histogram {
  const counts = new Uint32Array(256);
  let count = 0;
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 2) {
    for (let x = Math.max(0, left); x < Math.min(width, right); x += 1) {
      const tone = grey[y * width + x] ?? 255;
      counts[tone] = (counts[tone] ?? 0) + 1;
      count += 1;
    }
  }
  return { counts, count };
}

/** The tone that this share of the points does not exceed. */
export function toneAt({ counts, count }: Histogram, share: number): number {
  let sum = 0;
  for (let tone = 0; tone < 256; tone += 1) {
    sum += counts[tone] ?? 0;
    if (sum >= count * share) return tone;
  }
  return 255;
}
