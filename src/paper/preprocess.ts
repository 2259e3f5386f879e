/** A page made ready for reading: even paper, level lines. What helps and what hurts was measured; what a page does not need is left out. */
import sharp, { type Sharp } from 'sharp';
import { type Lie, lieOf } from './deskew.ts';
import { evenPaper } from './even-paper.ts';
import { isolatedInk, type Picture } from './picture.ts';
import { scaledBack, then, turnedBack } from './placement.ts';

/** A page with even paper, and how it lies. */
export interface Studied {
  readonly even: Picture;
  readonly lie: Lie;
}

/** @param thoroughly the paper is evened whatever it looks like */
export async function studied(page: Picture, thoroughly = false): Promise<Studied> {
  const even = await evenPaper(page, thoroughly);
  return { even, lie: await lieOf(even) };
}

/** Level lines; a median where dots stand alone, or always when asked. */
export async function prepared({ even, lie }: Studied, median: boolean): Promise<Picture> {
  const level = await turned(even, lie.skew);
  // A median eats thin strokes below 150 dpi.
  const calm = level.dpi >= 145 && (median || isolatedInk(level) > DUSTY);
  return calm ? filtered(level, (image) => image.median(3)) : level;
}

/** Measured: noise 0.43, a blurred page 0.15, print below 0.04. */
const DUSTY = 0.2;

/** Quarter turns, clockwise: a new upright page. */
export async function quarterTurned(picture: Picture, degrees: number): Promise<Picture> {
  const { onPage } = picture;
  return { ...(await filtered(picture, (image) => image.rotate(degrees))), onPage };
}

export async function halved(picture: Picture): Promise<Picture> {
  const half = await filtered({ ...picture, dpi: picture.dpi / 2 }, (image) =>
    image.resize({ width: Math.ceil(picture.width / 2) }),
  );
  return { ...half, onPage: then(scaledBack(picture, half), picture.onPage) };
}

async function turned(picture: Picture, angle: number): Promise<Picture> {
  if (Math.abs(angle) < 0.15) return picture;
  const level = await filtered(picture, (image) => image.rotate(angle, { background: '#ffffff' }));
  return { ...level, onPage: then(turnedBack(angle, picture, level), picture.onPage) };
}

async function filtered(picture: Picture, work: (image: Sharp) => Sharp): Promise<Picture> {
  const image = sharp(picture.grey, { raw: { width: picture.width, height: picture.height, channels: 1 } });
  const { data, info } = await work(image).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { ...picture, grey: data, width: info.width, height: info.height };
}
