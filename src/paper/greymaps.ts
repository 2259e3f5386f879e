/** Sheets as pdftoppm gives them raw: no time goes into packing what is unpacked at once. */

export interface Grey {
  readonly width: number;
  readonly height: number;
  /** One byte each, row by row; 0 is black. */
  readonly pixels: Uint8Array;
}

/** Portable greymaps (P5), one after the other; what is cut off at the end is left out. */
export function greysIn(bytes: Buffer): readonly Grey[] {
  const sheets: Grey[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = bytes.toString('latin1', at, at + 40).match(/^P5\s+(\d+)\s+(\d+)\s+255\s/);
    if (!header) break;
    const [width, height] = [Number(header[1]), Number(header[2])];
    const from = at + header[0].length;
    at = from + width * height;
    if (at <= bytes.length) sheets.push({ width, height, pixels: bytes.subarray(from, at) });
  }
  return sheets;
}
