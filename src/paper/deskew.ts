/** How far a page is turned, from its lines: rows of ink stand out most when they lie level. */
import sharp from 'sharp';
import { DARK, type Picture } from './picture.ts';

const WIDTH = 700;
const MOST = 8;

/** Degrees to turn the picture so that its lines lie level (positive: clockwise); 0 when nothing speaks for a turn. */
export async function skewOf({ grey, width, height }: Picture): Promise<number> {
  const { data, info } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize({ width: WIDTH, withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const points = inkPoints(data, info.width, info.height, info.channels);
  if (points.length < 400) return 0;
  const level = sharpnessAt(points, 0, info.height, info.width);
  const coarse = best(points, -MOST, MOST, 0.25, info);
  const fine = best(points, coarse - 0.25, coarse + 0.25, 0.05, info);
  return sharpnessAt(points, fine, info.height, info.width) > level * 1.03 ? fine : 0;
}

/** x and y in turn. */
function inkPoints(data: Buffer, width: number, height: number, channels: number): readonly number[] {
  const points: number[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((data[(y * width + x) * channels] ?? 255) < DARK + 40) points.push(x - width / 2, y);
    }
  }
  return points;
}

function best(
  points: readonly number[],
  from: number,
  to: number,
  step: number,
  size: { width: number; height: number },
): number {
  let found = 0;
  let most = -1;
  for (let angle = from; angle <= to + 1e-9; angle += step) {
    const value = sharpnessAt(points, angle, size.height, size.width);
    if (value > most) {
      most = value;
      found = angle;
    }
  }
  return Math.round(found * 100) / 100;
}

/** Sum of squared differences between neighbouring rows of ink. */
function sharpnessAt(points: readonly number[], angle: number, height: number, width: number): number {
  const margin = Math.ceil(width * 0.08);
  const rows = new Float64Array(height + 2 * margin);
  const slope = Math.tan((angle * Math.PI) / 180);
  for (let at = 0; at < points.length; at += 2) {
    const row = Math.round((points[at + 1] ?? 0) + (points[at] ?? 0) * slope) + margin;
    if (row >= 0 && row < rows.length) rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
}
