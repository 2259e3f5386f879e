/**
 * A TrueType font cut down to the glyphs of one document. Own work because fontkit decodes every glyph anew for each document
 * (a third of the time of a letter) and keeps the hints for screens of 1995 (half of the bytes).
 */

/** What pdfkit asks of a subset: numbers are given in the order of asking, 0 is .notdef. */
export interface Subset {
  includeGlyph(glyph: number): number;
  encode(): Buffer;
}

/** Parses the tables once; each call of the result begins a subset. @param bytes a TrueType file with `glyf` outlines */
export function subsetter(bytes: Buffer): () => Subset {
  const tables = tablesOf(bytes);
  const table = (tag: string) => tables.get(tag) ?? Buffer.alloc(0);
  const [head, hhea, hmtx, maxp, loca, glyf] = ['head', 'hhea', 'hmtx', 'maxp', 'loca', 'glyf'].map(table) as Tables;
  const long = head.readInt16BE(50) === 1;
  const metrics = hhea.readUInt16BE(34);
  const outlines = new Map<number, Outline>();
  const offset = (glyph: number) => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);

  function outline(glyph: number): Outline {
    const known = outlines.get(glyph);
    if (known) return known;
    const made = unhinted(glyf.subarray(offset(glyph), offset(glyph + 1)));
    outlines.set(glyph, made);
    return made;
  }

  /** Advance width and left side bearing; glyphs after the last metric share its width. */
  function metric(glyph: number): Buffer {
    if (glyph < metrics) return hmtx.subarray(glyph * 4, glyph * 4 + 4);
    const bearing = metrics * 4 + (glyph - metrics) * 2;
    return Buffer.concat([hmtx.subarray((metrics - 1) * 4, (metrics - 1) * 4 + 2), hmtx.subarray(bearing, bearing + 2)]);
  }

  return () => {
    const glyphs = [0];
    const numbers = new Map([[0, 0]]);
    const includeGlyph = (glyph: number): number => {
      const known = numbers.get(glyph);
      if (known !== undefined) return known;
      numbers.set(glyph, glyphs.length);
      return glyphs.push(glyph) - 1;
    };
    return {
      includeGlyph,
      encode() {
        const parts: Buffer[] = [];
        const offsets = [0];
        let length = 0;
        // The list grows while it is walked: parts of composite glyphs are appended
        for (const glyph of glyphs) {
          const { data, components } = outline(glyph);
          const part = components.length === 0 ? data : Buffer.from(data);
          for (const { at, glyph: component } of components) part.writeUInt16BE(includeGlyph(component), at);
          parts.push(part);
          length += part.length;
          offsets.push(length);
        }
        return file({
          glyf: Buffer.concat(parts, length),
          head: headFor(head),
          hhea: hheaFor(hhea, glyphs.length),
          hmtx: Buffer.concat(glyphs.map(metric)),
          loca: locaFor(offsets),
          maxp: maxpFor(maxp, glyphs.length),
        });
      },
    };
  };
}

type Tables = [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];

interface Outline {
  /** Length a multiple of 4. */
  readonly data: Buffer;
  readonly components: readonly { readonly at: number; readonly glyph: number }[];
}

const COMPONENT = { words: 0x1, scale: 0x8, more: 0x20, xAndY: 0x40, matrix: 0x80, instructions: 0x100 } as const;

/** OpenType, `glyf`: the outline without its instructions. */
function unhinted(glyph: Buffer): Outline {
  if (glyph.length === 0) return { data: glyph, components: [] };
  const contours = glyph.readInt16BE(0);
  if (contours >= 0) {
    const at = 10 + 2 * contours;
    const outline = Buffer.concat([glyph.subarray(0, at), Buffer.alloc(2), glyph.subarray(at + 2 + glyph.readUInt16BE(at))]);
    return { data: padded(outline), components: [] };
  }
  const copy = Buffer.from(glyph);
  const components: { at: number; glyph: number }[] = [];
  let at = 10;
  for (let flags: number = COMPONENT.more; flags & COMPONENT.more; ) {
    flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(flags & ~COMPONENT.instructions, at);
    components.push({ at: at + 2, glyph: copy.readUInt16BE(at + 2) });
    at += 4 + (flags & COMPONENT.words ? 4 : 2);
    at += flags & COMPONENT.scale ? 2 : flags & COMPONENT.xAndY ? 4 : flags & COMPONENT.matrix ? 8 : 0;
  }
  return { data: padded(copy.subarray(0, at)), components };
}

function tablesOf(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const count = bytes.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, index) => bytes.subarray(12 + index * 16, 28 + index * 16));
  return new Map(
    records.map((record) => {
      const from = record.readUInt32BE(8);
      return [record.toString('latin1', 0, 4), bytes.subarray(from, from + record.readUInt32BE(12))];
    }),
  );
}

function headFor(head: Buffer): Buffer {
  const copy = Buffer.from(head.subarray(0, 54));
  copy.writeUInt32BE(0, 8);
  copy.writeInt16BE(1, 50);
  return copy;
}

function hheaFor(hhea: Buffer, count: number): Buffer {
  const copy = Buffer.from(hhea.subarray(0, 36));
  copy.writeUInt16BE(count, 34);
  return copy;
}

/** No program is left: zones, storage, functions and stack are none. */
function maxpFor(maxp: Buffer, count: number): Buffer {
  const copy = Buffer.from(maxp.subarray(0, 32));
  copy.writeUInt16BE(count, 4);
  copy.writeUInt16BE(1, 14);
  copy.fill(0, 16, 28);
  return copy;
}

function locaFor(offsets: readonly number[]): Buffer {
  const loca = Buffer.alloc(offsets.length * 4);
  for (const [index, offset] of offsets.entries()) loca.writeUInt32BE(offset, index * 4);
  return loca;
}

/** OpenType: the table directory, then the tables, each on a multiple of 4. */
function file(tables: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tables);
  const largest = 2 ** Math.floor(Math.log2(entries.length));
  const header = Buffer.alloc(12 + entries.length * 16);
  header.writeUInt32BE(0x0001_0000, 0);
  header.writeUInt16BE(entries.length, 4);
  header.writeUInt16BE(largest * 16, 6);
  header.writeUInt16BE(Math.log2(largest), 8);
  header.writeUInt16BE((entries.length - largest) * 16, 10);
  const parts: Buffer[] = [header];
  let from = header.length;
  for (const [index, [tag, table]] of entries.entries()) {
    const whole = padded(table);
    const at = 12 + index * 16;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum(whole), at + 4);
    header.writeUInt32BE(from, at + 8);
    header.writeUInt32BE(table.length, at + 12);
    parts.push(whole);
    from += whole.length;
  }
  return Buffer.concat(parts, from);
}

function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}

function padded(bytes: Buffer): Buffer {
  return bytes.length % 4 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - (bytes.length % 4))]);
}
