/** White letters on black: a picture of a screen, a scan with its tones turned over. */
import { histogramOf, toneAt } from './histogram.ts';
import type { Picture } from './picture.ts';

/** A dark page with something bright on it. Night photographs have that too: whoever turns it over must find words. */
export function mayBeNegative({ grey }: Picture): boolean {
  const tones = histogramOf(grey, 7);
  const ground = toneAt(tones, 0.5);
  return ground < DARK_GROUND && toneAt(tones, 0.997) - ground > BRIGHT;
}

export function negativeOf(picture: Picture): Picture {
  return { ...picture, grey: Buffer.from(picture.grey.map((tone) => 255 - tone)) };
}

const DARK_GROUND = 110;
/** Tones by which letters are brighter than their ground. */
const BRIGHT = 70;
