/** A first look at the sheets of a batch: blank, our separator, and how each looks from afar. */
import sharp, { type Sharp } from 'sharp';
import type { SheetStudy } from '../office/ports/batches.ts';
import type { MarkReader } from '../office/ports/paper.ts';
import { isBare, paperTone, SMALL } from './bare.ts';
import { lieOf } from './deskew.ts';
import { type PageLook, shownPage } from './page-image.ts';
import { type Picture, picture } from './picture.ts';

/** What our separator sheets carry. */
export const SEPARATOR = 'CHANCERY:SEPARATOR';

/** @param page 0-based; a page that cannot be drawn is a page for people to look at */
export async function studySheet(
  file: { content: Buffer; type: string },
  page: number,
  marks: MarkReader,
  look: PageLook,
): Promise<SheetStudy> {
  const png = await shownPage(file, page, { ...look, width: WIDTH }).catch(undrawn);
  if (!png) return { kind: 'page', look: '' };
  if (await isBlank(png)) return { kind: 'blank', look: '' };
  const found = await marks.marks({ content: png, type: 'image/png' });
  if (found.includes(SEPARATOR)) return { kind: 'separator', look: '' };
  return { kind: 'page', look: await lookOf(png) };
}

const WIDTH = 1000;

/** A torn picture; sharp has one kind of error for all of those, a fault of ours has another name. */
function undrawn(error: Error): null {
  if (error.constructor.name !== 'Error') throw error;
  return null;
}

async function isBlank(png: Buffer): Promise<boolean> {
  const { data, info } = await sharp(png).greyscale().resize({ width: SMALL }).raw().toBuffer({ resolveWithObject: true });
  const page = { grey: data, channels: info.channels, width: info.width, height: info.height };
  return paperTone(page) > 90 && isBare(page);
}

/** 256 bits: whether each of 16 × 16 places is darker than its neighbour to the right; laid level, trimmed of its margins. */
async function lookOf(png: Buffer): Promise<string> {
  const first = await greyOf(sharp(png).flatten({ background: '#ffffff' }));
  // Lines that run from top to bottom say nothing of the skew
  const { sideways } = await lieOf(first);
  const grey = sideways ? await greyOf(sharp(png).flatten({ background: '#ffffff' }).rotate(90)) : first;
  const { skew } = await lieOf(grey);
  const level = await sharp(grey.grey, { raw: { width: grey.width, height: grey.height, channels: 1 } })
    .rotate(skew, { background: '#ffffff' })
    .png()
    .toBuffer();
  const trimmed = await sharp(level).normalise().blur(3).trim({ threshold: 60 }).png().toBuffer();
  const { data, info } = await sharp(trimmed)
    .resize(17, 16, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let hex = '';
  for (let row = 0; row < 16; row += 1) {
    for (let four = 0; four < 4; four += 1) {
      let bits = 0;
      for (let bit = 0; bit < 4; bit += 1) {
        const at = (row * 17 + four * 4 + bit) * info.channels;
        bits = bits * 2 + ((data[at] ?? 0) < (data[at + info.channels] ?? 0) ? 1 : 0);
      }
      hex += bits.toString(16);
    }
  }
  return hex;
}

async function greyOf(image: Sharp): Promise<Picture> {
  const { data, info } = await image.greyscale().extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return picture(data, info.width, info.height, 120);
}
