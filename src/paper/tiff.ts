/** The directories of a TIFF, read without decoding: pages, sizes, resolutions in both directions. */

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** Dots per inch; null when not said. Fax differs: 204 × 98. */
  readonly xDpi: number | null;
  readonly yDpi: number | null;
}

export interface Tiff {
  readonly pages: readonly TiffPage[];
  /** Directories that point in a ring, or outside the file; strips that end beyond it. */
  readonly broken: boolean;
}

/** Null when it is no classic TIFF. Looks at no more than `most` + 1 pages. */
export function readTiff(file: Buffer, most: number): Tiff | null {
  const little = file.toString('latin1', 0, 4) === 'II*\0';
  if (!little && file.toString('latin1', 0, 4) !== 'MM\0*') return null;
  const u16 = (at: number) => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const u32 = (at: number) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let broken = false;
  try {
    for (let at = u32(4); at !== 0 && pages.length <= most; ) {
      if (seen.has(at)) return { pages, broken: true };
      seen.add(at);
      const count = u16(at);
      const entries = new Map<number, number>();
      for (let index = 0; index < count; index += 1) entries.set(u16(at + 2 + index * 12), at + 2 + index * 12);
      const value = (tag: number) => {
        const entry = entries.get(tag);
        if (entry === undefined) return null;
        return u16(entry + 2) === 3 ? u16(entry + 8) : u32(entry + 8);
      };
      const rational = (tag: number) => {
        const offset = value(tag);
        return offset === null ? null : u32(offset) / u32(offset + 4);
      };
      // 296: 3 is dots per centimetre.
      const perInch = value(296) === 3 ? 2.54 : 1;
      const dpi = (tag: number) => {
        const said = rational(tag);
        return said && Number.isFinite(said) && value(296) !== 1 ? said * perInch : null;
      };
      pages.push({ width: value(256) ?? 0, height: value(257) ?? 0, xDpi: dpi(282), yDpi: dpi(283) });
      broken ||= stripsEnd(entries, u16, u32) > file.length;
      at = u32(at + 2 + count * 12);
    }
  } catch (error) {
    if ((error as Error).name !== 'RangeError') throw error;
    broken = true;
  }
  return { pages, broken };
}

/** Where the last strip ends. 273 offsets, 279 lengths. */
function stripsEnd(entries: ReadonlyMap<number, number>, u16: (at: number) => number, u32: (at: number) => number): number {
  const list = (tag: number): readonly number[] => {
    const entry = entries.get(tag);
    if (entry === undefined) return [];
    const short = u16(entry + 2) === 3;
    const count = Math.min(u32(entry + 4), 100_000);
    const size = short ? 2 : 4;
    const start = count * size <= 4 ? entry + 8 : u32(entry + 8);
    return Array.from({ length: count }, (_, index) => (short ? u16(start + index * size) : u32(start + index * size)));
  };
  const lengths = list(279);
  return Math.max(0, ...list(273).map((offset, index) => offset + (lengths[index] ?? 0)));
}
