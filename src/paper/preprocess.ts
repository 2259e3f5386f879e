/** A page made ready for reading: grey, square pixels, even paper, level lines. What helps and what hurts: measured, docs in research. */
import sharp, { type Metadata, type Sharp } from 'sharp';
import { skewOf } from './deskew.ts';
import { isolatedInk, type Picture } from './picture.ts';

/** A page as it lies in its file. */
export type PageSource =
  | {
      readonly kind: 'encoded';
      readonly content: Buffer;
      /** 0-based, of a TIFF. */
      readonly page: number;
      /** Resolutions, when they differ: a fax. */
      readonly stretch: { readonly xDpi: number; readonly yDpi: number } | null;
    }
  | { readonly kind: 'raw'; readonly rgb: Buffer; readonly width: number; readonly height: number; readonly dpi: number };

/** Longest side, pixels: A4 at 300 dpi has 3508. */
const LONGEST = 4000;

/** @param colourless what is coloured becomes white: stamps and signatures over the text */
export async function loadPage(source: PageSource, pixels: number, colourless = false): Promise<Picture> {
  const { data, width, height, dpi } = await rgbOf(source, pixels);
  const grey = Buffer.allocUnsafe(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 3) {
    const red = data[from] ?? 0;
    const green = data[from + 1] ?? 0;
    const blue = data[from + 2] ?? 0;
    const most = Math.max(red, green, blue);
    const coloured = most > 90 && most - Math.min(red, green, blue) > 24;
    // The brightest channel: the pale edge of a stamp fades, black letters under it stay.
    if (colourless) grey[at] = coloured ? 255 : most;
    else grey[at] = (red * 77 + green * 150 + blue * 29) >> 8;
  }
  const picture = { grey, width, height, dpi };
  return source.kind === 'encoded' && source.stretch ? smoothed(picture) : picture;
}

/** Share of pixels with colour. */
export async function colourShare(source: PageSource, pixels: number): Promise<number> {
  const { data } = await rgbOf(source, pixels, 800);
  let coloured = 0;
  for (let at = 0; at < data.length; at += 3) {
    const most = Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    if (most > 120 && most - Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) > 40) coloured += 1;
  }
  return coloured / (data.length / 3);
}

/** Even paper, level lines; a median where dots stand alone, or always when asked. */
export async function prepared(picture: Picture, median: boolean): Promise<Picture> {
  const even = await evenPaper(picture);
  const level = await turned(even, await skewOf(even));
  // A median eats thin strokes below 150 dpi.
  const calm = (median || isolatedInk(level) > 0.12) && level.dpi >= 145;
  return calm ? filtered(level, (image) => image.median(3)) : level;
}

/** Quarter turns, clockwise. */
export function quarterTurned(picture: Picture, degrees: number): Promise<Picture> {
  return filtered(picture, (image) => image.rotate(degrees));
}

export function halved(picture: Picture): Promise<Picture> {
  return filtered({ ...picture, dpi: picture.dpi / 2 }, (image) => image.resize({ width: Math.ceil(picture.width / 2) }));
}

/** Shadows, folds and stains: each pixel as a share of the paper around it. */
async function evenPaper(picture: Picture): Promise<Picture> {
  const { grey, width, height } = picture;
  const third = await filtered(picture, (image) => image.resize({ width: Math.ceil(width / 3), kernel: 'linear' }));
  // Two calls: within one, sharp resizes first and would filter the large picture.
  const small = await filtered(paperBlocks(third), (image) => image.median(3));
  const paper = await filtered(small, (image) => image.resize({ width, height, fit: 'fill', kernel: 'cubic' }));
  const even = Buffer.allocUnsafe(grey.length);
  for (let at = 0; at < grey.length; at += 1)
    even[at] = Math.min(255, ((grey[at] ?? 0) * 250) / Math.max(40, paper.grey[at] ?? 255));
  return { ...picture, grey: even };
}

/** The bright fifth of each block is paper: the middle would be ink in dense text. */
function paperBlocks({ grey, width, height, dpi }: Picture): Picture {
  const side = 5;
  const across = Math.ceil(width / side);
  const down = Math.ceil(height / side);
  const blocks = Buffer.allocUnsafe(across * down);
  const tones = new Uint8Array(side * side);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      let count = 0;
      for (let y = row * side; y < Math.min(height, (row + 1) * side); y += 1) {
        for (let x = column * side; x < Math.min(width, (column + 1) * side); x += 1) tones[count++] = grey[y * width + x] ?? 255;
      }
      const sorted = tones.subarray(0, count).sort();
      blocks[row * across + column] = sorted[Math.floor(count * 0.8)] ?? 255;
    }
  }
  return { grey: blocks, width: across, height: down, dpi };
}

function turned(picture: Picture, angle: number): Promise<Picture> {
  return Math.abs(angle) < 0.15
    ? Promise.resolve(picture)
    : filtered(picture, (image) => image.rotate(angle, { background: '#ffffff' }));
}

/** A stretched fax has steps: smooth after the stretching, never before. */
function smoothed(picture: Picture): Promise<Picture> {
  return filtered(picture, (image) => image.median(3).blur(1));
}

async function filtered(picture: Picture, work: (image: Sharp) => Sharp): Promise<Picture> {
  const image = sharp(picture.grey, { raw: { width: picture.width, height: picture.height, channels: 1 } });
  const { data, info } = await work(image).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { grey: data, width: info.width, height: info.height, dpi: picture.dpi };
}

async function rgbOf(source: PageSource, pixels: number, longest = LONGEST) {
  const image =
    source.kind === 'raw'
      ? sharp(source.rgb, { raw: { width: source.width, height: source.height, channels: 3 } })
      : sharp(source.content, { page: source.page, limitInputPixels: pixels, failOn: 'truncated' });
  const upright = source.kind === 'encoded' ? image.autoOrient().flatten({ background: '#ffffff' }) : image;
  const { data, info } = await fitted(upright, source, longest, await image.metadata())
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // Scans are sheets of A4 more often than their files tell the truth about resolution.
  const dpi = Math.max(info.width, info.height) / 11.7;
  return { data, width: info.width, height: info.height, dpi };
}

function fitted(image: Sharp, source: PageSource, longest: number, { width, height }: Metadata): Sharp {
  if (source.kind === 'encoded' && source.stretch) {
    const { xDpi, yDpi } = source.stretch;
    const dpi = Math.max(xDpi, yDpi);
    return image.resize({
      width: Math.round((width * dpi) / xDpi),
      height: Math.round((height * dpi) / yDpi),
      fit: 'fill',
      kernel: 'cubic',
    });
  }
  return image.resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true });
}
