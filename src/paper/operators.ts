/** Operators of a PDF page as short as they go: glyphs, numbers, colours. */
import type { ShapeGlyph } from './fonts.ts';
import type { PdfKitFont } from './pdfkit-inside.ts';

/** Glyphs as the strings and moves of a TJ; numbers and widths of the subset are noted on the way. */
export function written(used: PdfKitFont, glyphs: readonly ShapeGlyph[], size: number): string {
  let out = '';
  let hex = '';
  const flush = () => {
    if (hex) out += `<${hex}>`;
    hex = '';
  };
  for (const { id, codePoints, width, advance, dx, dy } of glyphs) {
    const number = used.subset.includeGlyph(id);
    used.widths[number] ??= width;
    used.unicode[number] ??= codePoints;
    if (dx !== 0 || dy !== 0) flush();
    if (dx !== 0) out += `${short(-dx)} `;
    if (dy !== 0) out += `] TJ ${short((dy * size) / 1000)} Ts [`;
    hex += number.toString(16).padStart(4, '0');
    const after = width - advance + dx;
    if (Math.abs(after) > 0.05 || dy !== 0) {
      flush();
      if (Math.abs(after) > 0.05) out += `${short(after)} `;
      if (dy !== 0) out += '] TJ 0 Ts [';
    }
  }
  flush();
  return out;
}

/** A number to a thousandth. */
export function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** #rrggbb as PDF's three numbers. */
export function rgb(colour: string): string {
  const known = colours.get(colour);
  if (known) return known;
  const made = [1, 3, 5].map((at) => short(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
  colours.set(colour, made);
  return made;
}

const colours = new Map<string, string>();
