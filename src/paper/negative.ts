/** White letters on black: a picture of a screen, a scan with its tones turned over. */
import type { Picture } from './picture.ts';

/** A dark page with something bright on it. Night photographs have that too: whoever turns it over must find words. */
export function mayBeNegative({ grey }: Picture): boolean {
  const histogram = new Uint32Array(256);
  let count = 0;
  for (let at = 0; at < grey.length; at += 7) {
    const tone = grey[at] ?? 0;
    histogram[tone] = (histogram[tone] ?? 0) + 1;
    count += 1;
  }
  const at = (share: number) => {
    let sum = 0;
    for (let tone = 0; tone < 256; tone += 1) {
      sum += histogram[tone] ?? 0;
      if (sum >= count * share) return tone;
    }
    return 255;
  };
  const ground = at(0.5);
  return ground < DARK_GROUND && at(0.997) - ground > BRIGHT;
}

export function negativeOf(picture: Picture): Picture {
  return { ...picture, grey: Buffer.from(picture.grey.map((tone) => 255 - tone)) };
}

const DARK_GROUND = 110;
/** Tones by which letters are brighter than their ground. */
const BRIGHT = 70;
