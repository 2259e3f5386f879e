/** How a page lies, from its lines: rows of ink stand out most when they are level. */
import sharp from 'sharp';
import { DARK, type Picture } from './picture.ts';

export interface Lie {
  /** Degrees to turn the picture so that its lines lie level (positive: clockwise); 0 when nothing speaks for a turn. */
  readonly skew: number;
  /** The lines run from top to bottom: the sheet lay across in the scanner. */
  readonly sideways: boolean;
}

export async function lieOf({ grey, width, height }: Picture): Promise<Lie> {
  const wide = Math.min(WIDTH, width);
  const { data, info } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize({ width: wide, kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const ink = inkPoints(data, info.width, info.height);
  if (ink.count < 400) return { skew: 0, sideways: false };
  const every = coarse(ink);
  const rough = roughly(every);
  const across = rough.clear ? best(turned(every), -MOST, MOST, 0.5) : roughly(turned(every));
  const near = best(ink, rough.angle - 0.5, rough.angle + 0.5, 0.1);
  const fine = best(ink, near.angle - 0.1, near.angle + 0.1, 0.05);
  const skew = fine.sharpness > sharpnessAt(ink, 0) * 1.03 ? Math.round(fine.angle * 100) / 100 : 0;
  return { skew, sideways: across.sharpness > rough.sharpness * SIDEWAYS };
}

const WIDTH = 700;
/** Degrees: what a scanner does to a sheet. */
const MOST = 12;
/** What a phone does. */
const FAR = 22;
/** How far level rows stand out: print 14–130 times the middle angle, hands 2.6 and more, a page at 15° or more 1.5–4. */
const CLEAR = 5;
const FAR_BETTER = 1.5;
/** Columns of upright tables and margins stand out too: sideways lines do so far more. */
const SIDEWAYS = 3;

/** Points of ink, x from the middle. */
interface Ink {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

function inkPoints(data: Buffer, width: number, height: number): Ink {
  const x = new Float32Array(width * height);
  const y = new Float32Array(width * height);
  let count = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if ((data[row * width + column] ?? 255) >= DARK + 40) continue;
      x[count] = column - width / 2;
      y[count] = row;
      count += 1;
    }
  }
  return { x, y, count, width, height };
}

/** One point in three, at half the size: enough for half degrees. */
function coarse({ x, y, count, width, height }: Ink): Ink {
  const kept = Math.ceil(count / 3);
  const half = (from: Float32Array) => Float32Array.from({ length: kept }, (_, at) => (from[at * 3] ?? 0) / 2);
  return { x: half(x), y: half(y), count: kept, width: width / 2, height: height / 2 };
}

/** As seen from the side. */
function turned({ x, y, count, width, height }: Ink): Ink {
  return { x: y.map((at) => at - height / 2), y: x.map((at) => at + width / 2), count, width: height, height: width };
}

interface Peak {
  readonly angle: number;
  readonly sharpness: number;
  /** That of the middle angle. */
  readonly usual: number;
}

/** Far angles only where the near ones do not tell. */
function roughly(ink: Ink): Peak & { readonly clear: boolean } {
  const near = best(ink, -MOST, MOST, 0.5);
  if (near.sharpness > near.usual * CLEAR && Math.abs(near.angle) < MOST) return { ...near, clear: true };
  const far = [best(ink, -FAR, -MOST, 0.5), best(ink, MOST, FAR, 0.5)].reduce((a, b) => (b.sharpness > a.sharpness ? b : a));
  return { ...(far.sharpness > near.sharpness * FAR_BETTER ? far : near), clear: false };
}

function best(ink: Ink, from: number, to: number, step: number): Peak {
  let found = { angle: 0, sharpness: -1 };
  const all: number[] = [];
  for (let angle = from; angle <= to + 1e-9; angle += step) {
    const sharpness = sharpnessAt(ink, angle);
    all.push(sharpness);
    if (sharpness > found.sharpness) found = { angle, sharpness };
  }
  return { ...found, usual: all.sort((a, b) => a - b)[all.length >> 1] ?? 0 };
}

/** Sum of squared differences between neighbouring rows of ink. */
function sharpnessAt({ x, y, count, width, height }: Ink, angle: number): number {
  const slope = Math.tan((angle * Math.PI) / 180);
  const margin = Math.ceil((width / 2) * Math.abs(slope)) + 1;
  const rows = new Int32Array(Math.ceil(height) + 2 * margin + 1);
  for (let at = 0; at < count; at += 1) {
    const row = ((y[at] ?? 0) + (x[at] ?? 0) * slope + margin + 0.5) | 0;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
}
