/** From a span of the letter's text to the words on the paper that it was read from. Pure. */
import type { PageResult, PageWord } from './ports/paper.ts';

/** In ten-thousandths of the upright page's sides. */
export interface PageBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Place {
  /** 0-based, of all pages in order. */
  readonly page: number;
  /** One for each line. */
  readonly boxes: readonly PageBox[];
}

interface PlacedWord {
  readonly word: PageWord;
  readonly start: number;
  readonly end: number;
}

export type PlacesOf = (span: { readonly start: number; readonly end: number }) => readonly Place[];

/** Offsets are those of `textOf(pages)` (recognise.ts): page texts, trimmed, the empty ones left out, parted by an empty line. */
export function placesIn(pages: readonly Pick<PageResult, 'text' | 'words'>[]): PlacesOf {
  let offset = 0;
  const placed = pages.map(({ text, words }) => {
    const trimmed = text.trim();
    const found = aligned(trimmed, words, offset);
    if (trimmed) offset += trimmed.length + GAP;
    return found;
  });
  return ({ start, end }) =>
    placed.flatMap((words, page) => {
      const within = words.filter((each) => each.start < end && each.end > start);
      return within.length > 0 ? [{ page, boxes: linesOf(within.map(({ word }) => word)) }] : [];
    });
}

/** The text of a page that stands in a box, line by line: words whose middle lies in it. */
export function textInBox(words: readonly PageWord[], box: PageBox): string {
  const inside = words.filter(({ left, top, right, bottom }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  let text = '';
  for (const [index, { text: word, line }] of inside.entries()) {
    const before = inside[index - 1];
    // A word broken at the end of its line is one word again
    if (before && before.line !== line && /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(word)) text = `${text.slice(0, -1)}${word}`;
    else text += `${index > 0 ? ' ' : ''}${word}`;
  }
  return text;
}

/** Two line ends between pages. */
const GAP = 2;

/** Words stand in the text in their order; one that is not found (a hyphen undone) is passed over. */
function aligned(text: string, words: readonly PageWord[], offset: number): readonly PlacedWord[] {
  const found: PlacedWord[] = [];
  let cursor = 0;
  for (const word of words) {
    const at = text.indexOf(word.text, cursor);
    if (at < 0 || at - cursor > FAR) continue;
    cursor = at + word.text.length;
    found.push({ word, start: offset + at, end: offset + cursor });
  }
  return found;
}

/** A word that would be found much later is another one. */
const FAR = 400;

function linesOf(words: readonly PageWord[]): readonly PageBox[] {
  const lines = new Map<string, PageBox>();
  for (const { line, left, top, right, bottom } of words) {
    const known = lines.get(line);
    lines.set(line, {
      left: Math.min(known?.left ?? left, left),
      top: Math.min(known?.top ?? top, top),
      right: Math.max(known?.right ?? right, right),
      bottom: Math.max(known?.bottom ?? bottom, bottom),
    });
  }
  return [...lines.values()];
}
