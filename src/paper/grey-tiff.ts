/** A grey picture as a TIFF that nobody has to unpack, with the resolution that the reader shall believe. */
import type { Picture } from './picture.ts';

/** TIFF 6.0, one strip. @param dpi dots per inch, a whole number */
export function greyTiff({ grey, width, height }: Pick<Picture, 'grey' | 'width' | 'height'>, dpi: number): Buffer {
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 8], // bits a sample
    [259, SHORT, 1], // not packed
    [262, SHORT, 1], // 0 is black
    [273, LONG, HEAD], // where the strip begins
    [277, SHORT, 1], // samples a pixel
    [278, LONG, height], // rows of the strip
    [279, LONG, width * height],
    [282, RATIONAL, RESOLUTION],
    [283, RATIONAL, RESOLUTION],
    [296, SHORT, 2], // inches
  ];
  const head = Buffer.alloc(HEAD);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  head.writeUInt32LE(dpi, RESOLUTION);
  head.writeUInt32LE(1, RESOLUTION + 4);
  return Buffer.concat([head, grey]);
}

const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const RESOLUTION = 160;
const HEAD = 168;

/** Nothing on it. */
export const BLANK_SHEET = greyTiff({ grey: Buffer.alloc(400, 255), width: 20, height: 20 }, 200);
