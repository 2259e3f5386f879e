/** Is there anything on the paper? A line or two on a whole sheet is less than a hundredth of its points, and is a letter. */
import sharp from 'sharp';
import { histogramOf, toneAt } from './histogram.ts';
import { withoutEdges, withoutRules, withoutSpecks } from './no-text.ts';
import type { Picture } from './picture.ts';

/** Grey bytes, `channels` of them a point, of which the first is looked at. */
export interface SmallPage {
  readonly grey: Uint8Array;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
}

/** Width of the small copy: grain and dust are averaged away, strokes stay. */
export const SMALL = 500;

export async function smallPage({ grey, width, height }: Picture): Promise<SmallPage> {
  const { data, info } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize({ width: SMALL, withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { grey: data, channels: info.channels, width: info.width, height: info.height };
}

/**
 * Less than one point in 3,000 is darker than the paper: dust or a staple are no text. Left out are the border, black edges of the
 * scanner's glass, the holes of a punch, rules and squares of the paper, and specks. A pale letter must not be taken for bare, so little is enough.
 */
export function isBare(page: SmallPage): boolean {
  const { grey, channels, width, height } = page;
  const dark = paperTone(page) - PALE;
  const sheet = withoutEdges({ ink: inkMap(grey, channels, dark), width, height });
  const holes = punched((x, y) => sheet.ink[y * sheet.width + x] === 1, sheet.width, sheet.height);
  const left = withoutSpecks(withoutRules(sheet));
  let ink = 0;
  const [edgeX, edgeY] = [Math.round(left.width * EDGE), Math.round(left.height * EDGE)];
  for (let y = edgeY; y < left.height - edgeY; y += 1)
    for (let x = edgeX; x < left.width - edgeX; x += 1)
      if (left.ink[y * left.width + x] && !holes.some((hole) => inside(hole, x, y))) ink += 1;
  return ink < (width * height) / 3700;
}

/** Bare for all that is dark on it: a page whose letters are too pale to count as dark is not. */
export function isBareButMarked(page: SmallPage): boolean {
  return darkShare(page, paperTone(page) - PALE) > MARKED && isBare(page);
}

/** Share of dark points that explains why the darkest hundredth of a page is not paper. */
const MARKED = 0.005;

function inkMap(grey: Uint8Array, channels: number, dark: number): Uint8Array {
  const ink = new Uint8Array(Math.floor(grey.length / channels));
  for (let at = 0; at < ink.length; at += 1) if ((grey[at * channels] ?? 255) < dark) ink[at] = 1;
  return ink;
}

/** The tone that seven points in ten do not exceed, or as many as are asked for. */
export function paperTone({ grey, channels }: Pick<SmallPage, 'grey' | 'channels'>, share = 0.7): number {
  return toneAt(histogramOf(grey, channels), share);
}

export function darkShare({ grey, channels }: SmallPage, below: number): number {
  let dark = 0;
  for (let at = 0; at < grey.length; at += channels) if ((grey[at] ?? 255) < below) dark += 1;
  return dark / (grey.length / channels);
}

/** Tones; grain of the paper, averaged over the points of a small copy, is below 5. */
const PALE = 10;
const EDGE = 0.05;

interface Hole {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Solid spots of 3 to 8 mm at the long edges, where a punch makes them; letters of that size would have to be 3 mm thick. */
function punched(isInk: (x: number, y: number) => boolean, width: number, height: number): readonly Hole[] {
  const mm = Math.min(width, height) / 210;
  const core = Math.max(1, Math.round(1.3 * mm));
  const strip = Math.round(width * 0.11);
  const holes: Hole[] = [];
  for (let y = core; y < height - core; y += 1) {
    for (let x = core; x < width - core; x = x + 1 === strip ? Math.max(x + 1, width - strip) : x + 1) {
      if (holes.some((hole) => inside(hole, x, y))) continue;
      if (isSolid(isInk, x, y, core)) holes.push({ x, y: y + Math.round(2 * mm), radius: Math.round(4.5 * mm) });
    }
  }
  // A column of solid spots is no punch's work
  return holes.length <= 6 ? holes : [];
}

function isSolid(isInk: (x: number, y: number) => boolean, x: number, y: number, core: number): boolean {
  for (let down = -core; down <= core; down += 1)
    for (let right = -core; right <= core; right += 1) if (!isInk(x + right, y + down)) return false;
  return true;
}

function inside({ x, y, radius }: Hole, atX: number, atY: number): boolean {
  return Math.abs(atX - x) <= radius && Math.abs(atY - y) <= radius;
}
