/** Print that is pale in places, under a reflection or from a dying drum, made as dark there as elsewhere: the counterpart of even paper. */

import sharp from 'sharp';
import { histogramIn, toneAt } from './histogram.ts';
import type { Picture } from './picture.ts';

/** @param even with even paper */
export async function evenInk(even: Picture): Promise<Picture> {
  const { grey, width, height } = even;
  const [across, down] = [Math.ceil(width / SIDE), Math.ceil(height / SIDE)];
  const depths = new Uint8Array(across * down);
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1) depths[row * across + column] = depthOf(even, column * SIDE, row * SIDE);
  const inked = depths.filter((depth) => depth > PALE).sort();
  const usual = inked[Math.floor(inked.length * 0.7)] ?? 0;
  const gains = Buffer.from(depths.map((depth) => Math.min(MOST, Math.max(1, usual / Math.max(1, depth))) * 50));
  const gain = await sharp(gains, { raw: { width: across, height: down, channels: 1 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const dark = Buffer.allocUnsafe(grey.length);
  for (let at = 0; at < grey.length; at += 1) {
    const ink = PAPER - (grey[at] ?? 255);
    dark[at] = ink <= 0 ? 255 : Math.max(0, (PAPER - (ink * (gain[at] ?? 50)) / 50) | 0);
  }
  return { ...even, grey: dark };
}

/** Pixels: about a line of print at 200 dots an inch. */
const SIDE = 32;
/** What evenPaper makes of paper. */
const PAPER = 250;
const PALE = 20;
/** More would make letters of the grain. */
const MOST = 4;

/** Of a block: paper minus its darkest fiftieth. */
function depthOf(picture: Picture, left: number, top: number): number {
  return Math.max(0, PAPER - toneAt(histogramIn(picture, left, top, left + SIDE, top + SIDE), 0.02));
}
