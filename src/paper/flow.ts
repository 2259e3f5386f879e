/** The text of a letter as one run of lines, and where the sheets part (18, 19). */
import { PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines, type Line } from './line-breaker.ts';

export interface FlowLine {
  readonly line: Line;
  /** Index of the paragraph; lines of one paragraph share it. */
  readonly paragraph: number;
  readonly role: 'salutation' | 'text' | 'enclosure';
  /** Millimetres from the left edge of the sheet. */
  readonly x: number;
  /** Hanging word before the first line: «Приложение:». */
  readonly label: { readonly text: string; readonly x: number } | null;
  /** Space above, left out at the top of a sheet; height of the line. Millimetres. */
  readonly above: number;
  readonly height: number;
}

export interface Measure {
  readonly left: number;
  readonly width: number;
  readonly indent: number;
  readonly style: Style;
  readonly leading: number;
  readonly paragraphGap: number;
}

export interface Content {
  readonly salutation: string;
  readonly text: readonly string[];
  readonly enclosure: readonly string[];
}

/** Points: ragged lines may end a hair further right than justified ones. */
const HAIR_OVER = 1;

export function flowOf(content: Content, measure: Measure): readonly FlowLine[] {
  const { style, left, width, indent, paragraphGap } = measure;
  const height = (style.size * measure.leading) / PT;
  const flow: FlowLine[] = [];
  let paragraph = 0;
  const add = (lines: readonly Line[], more: (line: Line, index: number) => Pick<FlowLine, 'role' | 'x' | 'label' | 'above'>) => {
    for (const [index, line] of lines.entries()) flow.push({ line, paragraph, height, ...more(line, index) });
    paragraph += 1;
  };
  add(breakLines(content.salutation, { style, width: width * PT }), (line) => ({
    role: 'salutation',
    x: left + (width - line.width / PT) / 2,
    label: null,
    above: 0,
  }));
  for (const text of content.text) {
    add(breakLines(text, { style, width: width * PT, indent: indent * PT, justified: true }), (_, index) => ({
      role: 'text',
      x: index === 0 ? left + indent : left,
      label: null,
      above: index > 0 ? 0 : paragraph === 1 ? 2.4 : paragraphGap,
    }));
  }
  const enclosures = enclosuresOf(content.enclosure);
  const hang = widthOf(`${enclosures[0]?.label ?? ''} `, style) / PT;
  for (const [position, { label, text }] of enclosures.entries()) {
    add(breakLines(text, { style, width: (width - hang) * PT + HAIR_OVER }), (_, index) => ({
      role: 'enclosure',
      x: left + hang,
      label: index === 0 && label ? { text: label, x: left } : null,
      above: index > 0 ? 0 : position === 0 ? 4 : 0,
    }));
  }
  return flow;
}

export interface Frame {
  /** Millimetres: where the text begins on the first and on the other sheets, and where every sheet ends. */
  readonly first: number;
  readonly next: number;
  readonly bottom: number;
  /** What stands below the text on the last sheet: signature and executor mark. */
  readonly closing: number;
}

/** First line of each sheet. The signature never stands with fewer than two lines, no paragraph leaves one line behind. */
export function sheetsOf(flow: readonly FlowLine[], frame: Frame): readonly number[] {
  const starts = [0];
  for (;;) {
    const start = starts.at(-1) ?? 0;
    const top = starts.length === 1 ? frame.first : frame.next;
    const full = reach(flow, start, frame.bottom - top);
    if (full === flow.length && heightOf(flow, start, flow.length) <= frame.bottom - frame.closing - top) return starts;
    // All lines fit but the closing does not: it goes on with as few lines as the rules allow.
    const cut = lastBreak(flow, start, full === flow.length ? carried(flow) : full);
    if (cut !== null) starts.push(cut);
    // A head as long as the sheet: the text begins on the second one.
    else if (starts.length === 1 && frame.first > frame.next) starts.push(0);
    else return starts;
  }
}

/** The latest line that may begin the last sheet: two lines of text, or of a long list of enclosures, go with the signature. */
function carried(flow: readonly FlowLine[]): number {
  const text = flow.flatMap(({ role }, index) => (role === 'enclosure' ? [] : [index]));
  return longList(flow) ? flow.length - 2 : (text.at(-2) ?? 0);
}

function longList(flow: readonly FlowLine[]): boolean {
  return flow.filter(({ role }) => role === 'enclosure').length > 8;
}

export function heightOf(flow: readonly FlowLine[], from: number, to: number): number {
  return flow.slice(from, to).reduce((sum, { above, height }, index) => sum + height + (index > 0 ? above : 0), 0);
}

function reach(flow: readonly FlowLine[], start: number, room: number): number {
  let end = start;
  while (end < flow.length && heightOf(flow, start, end + 1) <= room) end += 1;
  return end;
}

function lastBreak(flow: readonly FlowLine[], start: number, latest: number): number | null {
  for (let at = latest; at > start; at -= 1) if (mayBreak(flow, at)) return at;
  return null;
}

function mayBreak(flow: readonly FlowLine[], at: number): boolean {
  const before = flow[at - 1];
  const after = flow[at];
  if (!before || !after) return false;
  if (before.role === 'salutation') return false;
  // A short list of enclosures stays with the text.
  if (after.role === 'enclosure' && before.role === 'text' && !longList(flow)) return false;
  if (before.paragraph !== after.paragraph) return true;
  const lines = flow.filter(({ paragraph }) => paragraph === after.paragraph);
  const position = lines.indexOf(after);
  return position >= 2 && lines.length - position >= 2;
}

function enclosuresOf(list: readonly string[]): readonly { label: string | null; text: string }[] {
  const bare = list.map((each) => each.replace(/^Приложени[ея]\s*[:.]?\s*/u, ''));
  return bare.map((each, index) => ({
    label: index === 0 ? `${list[0]?.match(/^Приложени[ея]/u)?.[0] ?? 'Приложение'}:` : null,
    text: bare.length === 1 || /^\d+[.)]/.test(each) ? each : `${index + 1}.\u00a0${each}`,
  }));
}
