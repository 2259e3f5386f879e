/**
 * Pages of our own letter as pictures for the screen, all in one run of poppler. It gives raw pixels: its own PNG takes ten
 * times as long as all the rest, and a preview has 300 ms.
 */
import sharp from 'sharp';
import { run } from './child.ts';

/** Dots per inch: a sheet of 548 CSS pixels on a screen of some 1.7 device pixels. */
const DPI = 110;

/** PNG of each page in order. @throws Error when poppler is not there or cannot draw it */
export async function previewPages(pdf: Buffer, timeoutMs: number): Promise<readonly Buffer[]> {
  const { code, stdout, stderr } = await run('pdftoppm', ['-r', String(DPI), '-'], { timeoutMs, input: pdf });
  if (code !== 0) throw new Error(`pdftoppm: ${stderr.trim() || `ended with ${code}`}`);
  return Promise.all(picturesIn(stdout).map(encoded));
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** PPM after PPM, as poppler writes them to its standard output. */
function picturesIn(bytes: Buffer): readonly Picture[] {
  const pictures: Picture[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [head = '', width = '0', height = '0'] =
      bytes.toString('latin1', at, at + 64).match(/^P6\s+(\d+)\s+(\d+)\s+255\s/) ?? [];
    if (!head) throw new Error('pdftoppm: its output is no picture');
    const [start, size] = [at + head.length, Number(width) * Number(height) * 3];
    pictures.push({ width: Number(width), height: Number(height), pixels: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return pictures;
}

/** Black on white compresses well even when little is tried. */
function encoded({ width, height, pixels }: Picture): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 2, adaptiveFiltering: false })
    .toBuffer();
}
