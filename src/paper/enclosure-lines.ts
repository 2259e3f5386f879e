/** «Приложение:» with one line, or with numbered ones (19): the words of an item hang beside its number. */
import { PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines, type Line } from './line-breaker.ts';

export interface Enclosure {
  readonly lines: readonly Line[];
  /** Millimetres from the left edge of the sheet. */
  readonly x: number;
  /** Drawn before the first line. */
  readonly labels: readonly { readonly text: string; readonly x: number }[];
}

/** Points: ragged lines may end a hair further right than justified ones. */
const HAIR_OVER = 1;

/** @param list one text for each enclosure; `left` and `width` of the text in millimetres */
export function enclosureLines(list: readonly string[], { left, width, style }: Place): readonly Enclosure[] {
  const bare = list.map((each) => each.replace(/^Приложени[ея]\s*[:.]?\s*/u, ''));
  const label = `${list[0]?.match(/^Приложени[ея]/u)?.[0] ?? 'Приложение'}:`;
  const inset = widthOf(`${label} `, style) / PT;
  const items = bare.map((each, index) => {
    const [, own, text = each] = each.match(/^(\d+[.)])[ \u00a0]+(.*)$/u) ?? [];
    return { number: own ?? (bare.length > 1 ? `${index + 1}.` : null), text };
  });
  const room = Math.max(0, ...items.map(({ number }) => (number ? widthOf(`${number}\u00a0`, style) / PT : 0)));
  return items.map(({ number, text }, index) => {
    const x = left + inset + room;
    const labels = [...(index === 0 ? [{ text: label, x: left }] : []), ...(number ? [{ text: number, x: left + inset }] : [])];
    return { lines: breakLines(text, { style, width: (width - inset - room) * PT + HAIR_OVER }), x, labels };
  });
}

interface Place {
  readonly left: number;
  readonly width: number;
  readonly style: Style;
}
