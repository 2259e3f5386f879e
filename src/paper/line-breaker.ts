/** Lines of a paragraph by total fit: the breaks that make all gaps together most even, with hyphens only where they pay. */
// Own work because pdfkit's justified text has no space glyphs and keeps soft hyphens in the stream.
import { type Style, widthOf } from './fonts.ts';
import { drawnOrder } from './right-to-left.ts';
import { syllables } from './syllables.ts';

/** Words as they are drawn (no-break groups of digits stay one word), without trailing spaces. Widths in points. */
export interface Line {
  readonly words: readonly string[];
  /** With single spaces. */
  readonly width: number;
  /** Space to add to each gap when justified; 0 on the last line. May be slightly negative. */
  readonly stretch: number;
}

export interface Setting {
  readonly style: Style;
  /** Points. */
  readonly width: number;
  readonly indent?: number;
  readonly justified?: boolean;
  /** Words may part at syllables; justified lines always do. */
  readonly hyphens?: boolean;
  /** Ragged lines of like length, the last one too. */
  readonly balanced?: boolean;
}

/** The lines of one paragraph; an empty text has none. */
export function breakLines(text: string, setting: Setting): readonly Line[] {
  const atoms = atomsOf(text, setting);
  if (atoms.length === 0) return [];
  const best: Array<{ cost: number; from: number; hyphens: number }> = [{ cost: 0, from: -1, hyphens: 0 }];
  for (let end = 1; end <= atoms.length; end += 1) best[end] = bestLineTo(end, atoms, best, setting);
  const ends: number[] = [];
  for (let at = atoms.length; at > 0; at = best[at]?.from ?? 0) ends.unshift(at);
  return ends.map((end, line) => lineOf(atoms, ends[line - 1] ?? 0, end, setting));
}

/** A part of a word that is never broken. */
interface Atom {
  readonly text: string;
  readonly width: number;
  /** What stands before it; `cost` of a break there. */
  readonly joint: 'space' | 'loose' | 'tie' | 'hyphen' | 'cut';
}

/** `loose`: a telephone parts before its extension rather than leave a line full of gaps. */
const jointCost = { space: 0, cut: 60, hyphen: 400, loose: 600, tie: 1e7 } as const;
const SHRINK = 0.15;
/** Spaces. */
const WIDEST_GAP = 4;
/** Points: a shorter last line looks like an accident. */
const SHORT_LAST = 34;

function bestLineTo(
  end: number,
  atoms: readonly Atom[],
  best: readonly { cost: number; from: number; hyphens: number }[],
  setting: Setting,
) {
  let found: { cost: number; from: number; hyphens: number } | null = null;
  const closing = atoms[end];
  const space = widthOf(' ', setting.style);
  let words = closing?.joint === 'hyphen' ? widthOf('-', setting.style) : 0;
  let gaps = 0;
  for (let from = end - 1; from >= 0; from -= 1) {
    const atom = atoms[from];
    const before = best[from];
    if (!atom || !before) break;
    words += atom.width;
    const room = setting.width - (from === 0 ? (setting.indent ?? 0) : 0) - words - gaps * space;
    const shrinkable = setting.justified ? gaps * space * SHRINK : 0;
    if (room < -shrinkable - 0.01 && found) break;
    const hyphens = closing?.joint === 'hyphen' ? before.hyphens + 1 : 0;
    const cost =
      before.cost +
      (closing ? jointCost[closing.joint] : 0) +
      looseness(room, gaps, space, !closing, setting) +
      hyphens ** 2 * 40;
    if (!found || cost < found.cost) found = { cost, from, hyphens };
    if (room < -shrinkable - 0.01) break;
    if (atom.joint !== 'hyphen' && atom.joint !== 'cut') gaps += 1;
  }
  return found ?? { cost: 0, from: end - 1, hyphens: 0 };
}

function looseness(
  room: number,
  gaps: number,
  space: number,
  last: boolean,
  { justified, balanced, width, indent = 0 }: Setting,
): number {
  if (room < 0 && !justified) return 1e9;
  if (last && !balanced) return room < 0 ? 50 : justified && width - room < SHORT_LAST + indent ? 200 : 0;
  if (!justified) return (10 * (room / width)) ** 2;
  if (gaps === 0) return 3e6;
  const ratio = room / (gaps * space);
  return ratio < 0 ? (10 * (-ratio / SHRINK)) ** 2 / 4 : Math.min((10 * ratio) ** 3 / 10, 2e6);
}

function lineOf(atoms: readonly Atom[], from: number, end: number, setting: Setting): Line {
  const read: string[] = [];
  for (const [index, { text, joint }] of atoms.slice(from, end).entries()) {
    if (index > 0 && (joint === 'hyphen' || joint === 'cut')) read.push(`${read.pop() ?? ''}${text}`);
    else read.push(text);
  }
  const last = end === atoms.length;
  if (atoms[end]?.joint === 'hyphen') read.push(`${read.pop() ?? ''}-`);
  const words = drawnOrder(read);
  const gaps = words.length - 1;
  // A word is drawn with its space: some letters and points draw the space nearer
  const width = words.reduce((sum, word, index) => sum + widthOf(index < gaps ? `${word} ` : word, setting.style), 0);
  const room = setting.width - (from === 0 ? (setting.indent ?? 0) : 0) - width;
  // Ragged rather than with gaps as wide as words (before a long address of the net)
  const full = setting.justified && gaps > 0 && (!last || room < 0) ? room / gaps : 0;
  const stretch = full > WIDEST_GAP * widthOf(' ', setting.style) ? 0 : full;
  return { words, width, stretch };
}

function atomsOf(text: string, setting: Setting): readonly Atom[] {
  const atoms: Atom[] = [];
  // Spaces inside numbers and between initials are never stretched: they stay in the word.
  for (const [, gap = ' ', word = ''] of text
    .trim()
    .matchAll(/(^|\u00a0|[ ]+)((?:[^ \u00a0\d\p{Lu}]+|\d\u00a0(?=\d)|(?<!\p{L})\p{Lu}\.\u00a0(?=\p{Lu}\.)|[^ \u00a0])+)/gu)) {
    const joint = gap !== '\u00a0' ? 'space' : word.startsWith('доб.') ? 'loose' : 'tie';
    for (const [index, part] of partsOf(word, setting).entries()) {
      const atom = index === 0 ? ({ ...part, joint } as const) : part;
      atoms.push({ ...atom, width: widthOf(atom.text, setting.style) });
    }
  }
  return atoms;
}

function partsOf(word: string, { style, width, justified, hyphens = justified }: Setting): readonly Omit<Atom, 'width'>[] {
  // In a narrow cell a word with a capital is seldom a name: it parts too
  const pieces = han.test(word)
    ? word.split(betweenHan).map((text) => ({ text, joint: 'cut' as const }))
    : hyphens
      ? syllables(word, !justified)
      : [{ text: word, joint: 'cut' as const }];
  return pieces.flatMap((piece) =>
    widthOf(piece.text, style) <= width * 0.98 ? [piece] : chopped(piece.text, style, width * 0.9),
  );
}

/** Chinese writes no spaces: a line may end after any sign, but not before a closing one. */
const han = /\p{Script=Han}/u;
const betweenHan = /(?<=\p{Script=Han}[、。，»)”]*)(?![、。，»)”.,;:!?])/u;

/** A word wider than the line is cut where it is full: letters with a hyphen, an address of the net after one of its signs. */
function chopped(word: string, style: Style, width: number): readonly Omit<Atom, 'width'>[] {
  const parts: string[] = [];
  const joint = /^[^\p{L}\d]*\p{L}+[^\p{L}\d]*$/u.test(word) ? 'hyphen' : 'cut';
  let part = '';
  for (const sign of word) {
    if (part && widthOf(part + sign, style) > width) {
      const whole = joint === 'cut' ? (part.match(/^.*[/.,?&=_@-](?=[^/])/u)?.[0] ?? part) : part;
      // Half a line at least, else it is cut where it is full
      const taken = widthOf(whole, style) > width / 2 ? whole : part;
      parts.push(taken);
      part = part.slice(taken.length);
    }
    part += sign;
  }
  return [...parts, part].map((text, index) => ({ text, joint: index > 0 ? joint : 'cut' }));
}
