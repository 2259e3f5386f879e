/** Shadows, folds and stains: each pixel as a share of the paper around it. A page whose paper is even is left as it is. */
import sharp from 'sharp';
import type { Picture } from './picture.ts';

/** @param always also where the paper is even: weak letters gain from it */
export async function evenPaper(picture: Picture, always = false): Promise<Picture> {
  const { grey, width, height } = picture;
  const third = await resized(picture, Math.ceil(width / 3), Math.ceil(height / 3), 'linear');
  const blocks = paperBlocks(third);
  if (!always && isEven(blocks.grey)) return picture;
  const small = await calm(blocks);
  const paper = (await resized({ ...small, grey: small.grey }, width, height, 'linear')).grey;
  const even = Buffer.allocUnsafe(grey.length);
  for (let at = 0; at < grey.length; at += 1) {
    const tone = ((grey[at] ?? 0) * (SHARES[paper[at] ?? 255] ?? 0)) >> 8;
    even[at] = Math.min(tone, 255);
  }
  return { ...picture, grey: even };
}

interface Grey {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
}

/** 250 × 256 / paper: whole numbers, because there are millions of them. Darker than 40 is no paper. */
const SHARES = Uint32Array.from({ length: 256 }, (_, paper) => Math.round((250 * 256) / Math.max(40, paper)));

/** Light paper of one tone (measured: dense print spreads by 8 and 20, a fold by 16, a stain by 26): dividing by it would change nothing. */
function isEven(blocks: Buffer): boolean {
  const sorted = Uint8Array.from(blocks).sort();
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 255;
  const paper = at(0.5);
  return paper >= 180 && paper - at(0.05) <= 9 && paper - at(0.02) <= 25 && at(0.98) - paper <= 10;
}

/** The bright fifth of each block is paper: the middle would be ink in dense text. */
function paperBlocks({ grey, width, height }: Grey): Grey {
  const across = Math.ceil(width / SIDE);
  const down = Math.ceil(height / SIDE);
  const blocks = Buffer.allocUnsafe(across * down);
  const tones = new Uint8Array(SIDE * SIDE);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      let count = 0;
      const bottom = Math.min(height, (row + 1) * SIDE);
      const right = Math.min(width, (column + 1) * SIDE);
      for (let y = row * SIDE; y < bottom; y += 1) {
        for (let x = column * SIDE; x < right; x += 1) tones[count++] = grey[y * width + x] ?? 255;
      }
      blocks[row * across + column] = brightFifth(tones, count);
    }
  }
  return { grey: blocks, width: across, height: down };
}

const SIDE = 5;

/** The value that a fifth of the tones exceeds: the few brightest are taken off one by one. */
function brightFifth(tones: Uint8Array, count: number): number {
  let found = 255;
  for (let left = count - Math.floor(count * 0.8); left > 0; left -= 1) {
    let most = -1;
    let place = 0;
    for (let at = 0; at < count; at += 1) {
      const tone = tones[at] ?? 0;
      if (tone > most) {
        most = tone;
        place = at;
      }
    }
    found = most;
    tones[place] = 0;
  }
  return found;
}

/** Apart from the resizing: within one call sharp resizes first and would filter the large picture. */
async function calm({ grey, width, height }: Grey): Promise<Grey> {
  const data = await sharp(grey, { raw: { width, height, channels: 1 } })
    .median(3)
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { grey: data, width, height };
}

async function resized({ grey, width, height }: Grey, wide: number, tall: number, kernel: 'linear'): Promise<Grey> {
  const data = await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize({ width: wide, height: tall, fit: 'fill', kernel })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { grey: data, width: wide, height: tall };
}
