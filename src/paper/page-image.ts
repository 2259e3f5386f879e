/** A page as a picture for the screen. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { withFile } from './child.ts';
import { pagePng } from './pdf-page.ts';
import { sourcesOf } from './read-file.ts';
import type { ScanLimits } from './verdict.ts';

export interface PageLook extends Pick<ScanLimits, 'pages' | 'pixels' | 'childMs'> {
  /** Pixels across, at most. */
  readonly width?: number;
  /** Quarter turns, clockwise. */
  readonly turn?: number;
  /** JPEG instead of PNG. */
  readonly jpeg?: boolean;
}

export interface FileOnDisk {
  readonly path: string;
  readonly type: string;
}

type FileToDraw = FileOnDisk | { readonly content: Buffer; readonly type: string };

/** Null when there is no such page. @param index 0-based @throws Error ENOENT without poppler */
export async function shownPage(file: FileToDraw, index: number, look: PageLook): Promise<Buffer | null> {
  const png = await pngPage(file, index, look);
  return png && look.jpeg ? sharp(png).flatten({ background: '#ffffff' }).jpeg({ quality: 78 }).toBuffer() : png;
}

async function pngPage(file: FileToDraw, index: number, look: PageLook): Promise<Buffer | null> {
  if (!Number.isInteger(index) || index < 0 || index >= look.pages) return null;
  const width = look.width ?? SCREEN_WIDTH;
  const turn = look.turn ?? 0;
  // Lying across it is as wide as it will be tall
  const drawn = turn % 180 === 0 ? width : Math.round(width * Math.SQRT2);
  if (file.type !== 'application/pdf') {
    const content = 'path' in file ? await readFile(file.path) : file.content;
    return imagePng({ content, type: file.type }, index, drawn, look);
  }
  const draw = (path: string) => pagePng(path, index, drawn, look.childMs);
  const png = await ('path' in file ? draw(file.path) : withFile(file.content, draw));
  return png && turn !== 0 ? sharp(png).rotate(turn).png({ compressionLevel: 3 }).toBuffer() : png;
}

const SCREEN_WIDTH = 1400;

async function imagePng(
  file: { content: Buffer; type: string },
  index: number,
  most: number,
  look: PageLook,
): Promise<Buffer | null> {
  const source = sourcesOf(file, look.pages)[index];
  if (source?.kind !== 'encoded') return null;
  const image = sharp(source.content, { page: source.page, limitInputPixels: look.pixels, failOn: 'truncated' });
  const { width, height, orientation = 1 } = await image.metadata();
  const [wide, tall] = orientation >= 5 ? [height, width] : [width, height];
  const stretch = source.stretch ? source.stretch.xDpi / source.stretch.yDpi : 1;
  const across = Math.min(most, wide);
  const upright = image
    .autoOrient()
    .resize(
      stretch === 1 ? { width: across } : { width: across, height: Math.round((across / wide) * tall * stretch), fit: 'fill' },
    );
  if (!look.turn) return upright.png({ compressionLevel: 3 }).toBuffer();
  return sharp(await upright.png({ compressionLevel: 1 }).toBuffer())
    .rotate(look.turn)
    .png({ compressionLevel: 3 })
    .toBuffer();
}
