/** The faces of the house: PT Serif and PT Sans (OFL-1.1), read and parsed once for all documents. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export const FACES = ['serif', 'serif-bold', 'sans', 'sans-bold'] as const;
export type Face = (typeof FACES)[number];

/** A face in a size (points). */
export interface Style {
  readonly face: Face;
  readonly size: number;
}

/** The parsed font. @throws when the package is not installed */
export function font(face: Face): Font {
  const known = parsed.get(face);
  if (known) return known;
  const made = create(readFileSync(require.resolve(files[face])));
  // Trap: fontkit builds composite glyphs (Cyrillic с from Latin c) without code points while it makes a subset, and keeps
  // them: the second document of a shared font would lose letters in extraction. Asking for each glyph first cures it.
  for (const codePoint of made.characterSet) made.glyphForCodePoint(codePoint);
  parsed.set(face, made);
  return made;
}

/** Width in points. */
export function widthOf(text: string, { face, size }: Style): number {
  const key = `${face} ${text}`;
  let units = widths.get(key);
  if (units === undefined) {
    const { unitsPerEm } = font(face);
    units = font(face).layout(text).advanceWidth / unitsPerEm;
    if (widths.size > WIDTHS_KEPT) widths.clear();
    widths.set(key, units);
  }
  return units * size;
}

const WIDTHS_KEPT = 20_000;
const require = createRequire(import.meta.url);
const parsed = new Map<Face, Font>();
const widths = new Map<string, number>();

const files: Record<Face, string> = {
  serif: '@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/pt-serif/700Bold/PTSerif_700Bold.ttf',
  sans: '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
};
