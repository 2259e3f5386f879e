/** A page as it lies in its file, and the grey picture of it: one decoding, upright, square pixels, no larger than is read. */
import sharp, { type Metadata, type Sharp } from 'sharp';
import { type Picture, picture } from './picture.ts';

export type PageSource =
  | {
      readonly kind: 'encoded';
      readonly content: Uint8Array;
      /** 0-based, of a TIFF. */
      readonly page: number;
      /** Resolutions, when they differ: a fax. */
      readonly stretch: { readonly xDpi: number; readonly yDpi: number } | null;
    }
  | {
      readonly kind: 'raw';
      readonly bytes: Uint8Array;
      readonly channels: 1 | 3;
      readonly width: number;
      readonly height: number;
    };

/** @throws Error of sharp for an image that cannot be opened */
export async function loadPage(source: PageSource, pixels: number): Promise<Picture> {
  if (source.kind === 'raw' && source.channels === 1) {
    const { bytes, width, height } = source;
    return picture(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), width, height, dpiOf(source));
  }
  const image = await opened(source, pixels, LONGEST);
  const { data, info } = await image.greyscale().raw().toBuffer({ resolveWithObject: true });
  const grey = info.channels === 1 ? data : firstOf(data, info.channels);
  const page = picture(grey, info.width, info.height, dpiOf(info));
  return source.kind === 'encoded' && source.stretch ? smoothed(page) : page;
}

/** What is coloured becomes white: stamps and signatures over the text. */
export async function loadColourless(source: PageSource, pixels: number): Promise<Picture> {
  const { data, info } = await rgbOf(source, pixels, LONGEST);
  const grey = Buffer.allocUnsafe(info.width * info.height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 3) {
    const red = data[from] ?? 0;
    const green = data[from + 1] ?? 0;
    const blue = data[from + 2] ?? 0;
    const most = Math.max(red, green, blue);
    const least = Math.min(red, green, blue);
    // The brightest channel: the pale edge of a stamp fades, black letters under it stay.
    grey[at] = most > 90 && most - least > 24 ? 255 : most;
  }
  return picture(grey, info.width, info.height, dpiOf(info));
}

/** Share of pixels with colour; looked at on a small copy. */
export async function colourShare(source: PageSource, pixels: number): Promise<number> {
  if (source.kind === 'raw' ? source.channels === 1 : (await sharp(source.content).metadata()).channels < 3) return 0;
  const { data } = await rgbOf(source, pixels, 800);
  let coloured = 0;
  for (let at = 0; at < data.length; at += 3) {
    const most = Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    if (most > 120 && most - Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) > 40) coloured += 1;
  }
  return coloured / (data.length / 3);
}

/** Longest side, pixels: A4 at 300 dpi has 3508. */
const LONGEST = 4000;

async function rgbOf(source: PageSource, pixels: number, longest: number) {
  const image = await opened(source, pixels, longest);
  return image.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
}

async function opened(source: PageSource, pixels: number, longest: number): Promise<Sharp> {
  if (source.kind === 'raw') {
    const { bytes, width, height, channels } = source;
    return fitted(sharp(bytes, { raw: { width, height, channels } }), longest, { width, height });
  }
  const image = sharp(source.content, { page: source.page, limitInputPixels: pixels, failOn: 'truncated' });
  const metadata = await image.metadata();
  const upright = metadata.orientation && metadata.orientation > 1 ? image.autoOrient() : image;
  const flat = metadata.hasAlpha ? upright.flatten({ background: '#ffffff' }) : upright;
  if (!source.stretch) return fitted(flat, longest, metadata);
  const { xDpi, yDpi } = source.stretch;
  const dpi = Math.max(xDpi, yDpi);
  return flat.resize({
    width: Math.round((metadata.width * dpi) / xDpi),
    height: Math.round((metadata.height * dpi) / yDpi),
    fit: 'fill',
    kernel: 'cubic',
  });
}

function fitted(image: Sharp, longest: number, { width, height }: Pick<Metadata, 'width' | 'height'>): Sharp {
  return Math.max(width, height) <= longest ? image : image.resize({ width: longest, height: longest, fit: 'inside' });
}

/** Scans are sheets of A4 more often than their files tell the truth about resolution. */
function dpiOf({ width, height }: { width: number; height: number }): number {
  return Math.max(width, height) / 11.7;
}

/** A stretched fax has steps: smooth after the stretching, never before. */
async function smoothed({ grey, width, height, dpi }: Picture): Promise<Picture> {
  const { data } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .median(3)
    .blur(1)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return picture(data, width, height, dpi);
}

function firstOf(data: Buffer, channels: number): Buffer {
  const grey = Buffer.allocUnsafe(data.length / channels);
  for (let at = 0; at < grey.length; at += 1) grey[at] = data[at * channels] ?? 255;
  return grey;
}
