/** The faces of the house, read and parsed once for all documents, and words shaped in them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { type Subset, subsetter } from './font-subset.ts';

/** PT Serif and PT Sans for the house; DejaVu Sans, Noto Emoji and (Chinese names) ZCOOL XiaoWei for what they lack. */
const FACES = ['serif', 'serif-bold', 'sans', 'sans-bold', 'fallback', 'emoji', 'han'] as const;
export type Face = (typeof FACES)[number];

/** A face in a size (points). */
export interface Style {
  readonly face: Face;
  readonly size: number;
}

/** The parsed font, with a `createSubset` for pdfkit. @throws when the package is not installed */
export function font(face: Face): Font {
  return loaded(face).font;
}

/** A word as glyphs: runs, each in a face that has its characters. Widths in thousandths of the size. */
export interface Shape {
  readonly width: number;
  readonly runs: readonly ShapeRun[];
}

export interface ShapeRun {
  readonly face: Face;
  readonly glyphs: readonly ShapeGlyph[];
}

export interface ShapeGlyph {
  readonly id: number;
  readonly codePoints: readonly number[];
  /** The glyph's own width, and how far the pen moves (kerning). */
  readonly width: number;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

export function shape(text: string, face: Face): Shape {
  const known = shapes[face].get(text);
  if (known) return known;
  const runs = runsOf(text, face).map((run) => shaped(run.text, run.face));
  const width = runs.reduce((sum, { glyphs }) => sum + glyphs.reduce((total, { advance }) => total + advance, 0), 0);
  if (shapes[face].size > SHAPES_KEPT) shapes[face].clear();
  const made = { width, runs };
  shapes[face].set(text, made);
  return made;
}

/** Width in points. */
export function widthOf(text: string, { face, size }: Style): number {
  return (shape(text, face).width * size) / 1000;
}

/** The face that can draw the character in a text of this face; null: none can. */
export function faceFor(codePoint: number, face: Face): Face | null {
  if (loaded(face).characters.has(codePoint)) return face;
  const spares = codePoint >= 0x1f000 ? (['emoji', 'fallback'] as const) : (['fallback', 'emoji', 'han'] as const);
  return spares.find((spare) => loaded(spare).characters.has(codePoint)) ?? null;
}

const SHAPES_KEPT = 20_000;
const require = createRequire(import.meta.url);
const shapes = Object.fromEntries(FACES.map((face) => [face, new Map()])) as Record<Face, Map<string, Shape>>;
const faces = new Map<Face, Loaded>();

interface Loaded {
  readonly font: Font & { createSubset(): Subset };
  readonly characters: ReadonlySet<number>;
}

const files: Record<Face, string> = {
  serif: '@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/pt-serif/700Bold/PTSerif_700Bold.ttf',
  sans: '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
  fallback: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  emoji: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  han: '@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf',
};

function loaded(face: Face): Loaded {
  const known = faces.get(face);
  if (known) return known;
  const bytes = readFileSync(require.resolve(files[face]));
  const parsed = create(bytes);
  // Trap: fontkit keeps a glyph with the code points it was first asked for; a glyph that is first met as a part of another
  // has none, and a later document loses the letter in extraction. Asking for all in their order makes it the same every time.
  for (const codePoint of parsed.characterSet) parsed.glyphForCodePoint(codePoint);
  const made = {
    font: Object.assign(Object.create(parsed) as Font, { createSubset: subsetter(bytes) }),
    characters: new Set(parsed.characterSet),
  };
  faces.set(face, made);
  return made;
}

function runsOf(text: string, face: Face): readonly { face: Face; text: string }[] {
  const runs: { face: Face; text: string }[] = [];
  for (const sign of text) {
    const own = faceFor(sign.codePointAt(0) ?? 0, face) ?? face;
    const last = runs.at(-1);
    if (last?.face === own) last.text += sign;
    else runs.push({ face: own, text: sign });
  }
  return runs;
}

function shaped(text: string, face: Face): ShapeRun {
  const { font: own } = loaded(face);
  const scale = 1000 / own.unitsPerEm;
  // Trap: «fi» as one glyph is read back as U+FB01, and nobody finds «office» any more. Arabic cannot do without its ligatures.
  const { glyphs, positions } = own.layout(text, face === 'fallback' ? {} : { liga: false, dlig: false });
  return {
    face,
    glyphs: glyphs.map(({ id, advanceWidth, codePoints }, index) => ({
      id,
      codePoints,
      width: advanceWidth * scale,
      advance: (positions[index]?.xAdvance ?? advanceWidth) * scale,
      dx: (positions[index]?.xOffset ?? 0) * scale,
      dy: (positions[index]?.yOffset ?? 0) * scale,
    })),
  };
}
