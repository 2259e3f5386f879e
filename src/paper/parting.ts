/** Where the sheets of a letter part: no widow, no signature alone, the head of a table on every sheet it goes on to. */
import type { FlowItem } from './flow.ts';

export interface Frame {
  /** Millimetres: where the text begins on the first and on the other sheets, and where every sheet ends. */
  readonly first: number;
  readonly next: number;
  readonly bottom: number;
  /** Millimetres at the foot of the first of several sheets that belong to the QR. */
  readonly foot: number;
  /** What stands below the text on the last sheet: signature and executor mark. */
  readonly closing: number;
}

/** First item of each sheet. The signature never stands with fewer than two lines, no paragraph leaves one line behind. */
export function sheetsOf(flow: readonly FlowItem[], frame: Frame): readonly number[] {
  const starts = [0];
  for (;;) {
    const start = starts.at(-1) ?? 0;
    const top = starts.length === 1 ? frame.first : frame.next;
    if (heightOf(flow, start, flow.length) <= frame.bottom - frame.closing - top) return starts;
    const full = reach(flow, start, frame.bottom - (starts.length === 1 ? frame.foot : 0) - top);
    // Where the closing alone, or with enclosures alone, would go on: it takes as few lines with it as the rules allow.
    const least = carried(flow);
    const cut = lastBreak(flow, start, least > start ? Math.min(full, least) : full);
    if (cut !== null) starts.push(cut);
    // A head as long as the sheet: the text begins on the second one.
    else if (starts.length === 1 && frame.first > frame.next) starts.push(0);
    else if (start >= flow.length) return starts;
    // Where the rules leave no place (a row as high as the sheet), the sheet parts where it is full
    else starts.push(Math.max(full, start + 1));
  }
}

/** Of these items on one sheet, with the head of a table that goes on from the sheet before. */
export function heightOf(flow: readonly FlowItem[], from: number, to: number): number {
  let sum = to > from ? continuedHead(flow, from) : 0;
  for (let at = from; at < to; at += 1) sum += (flow[at]?.height ?? 0) + (at > from ? (flow[at]?.above ?? 0) : 0);
  return sum;
}

/** Millimetres of the head that is drawn again above the first row of a sheet. */
export function continuedHead(flow: readonly FlowItem[], at: number): number {
  const item = flow[at];
  if (item?.kind !== 'row' || item.row.head) return 0;
  const height = item.table.head?.height ?? 0;
  return height > HIGHEST_HEAD ? 0 : height;
}

const HIGHEST_HEAD = 90;

/** The latest line that may begin the last sheet: two lines of text, or of a long list of enclosures, go with the signature. */
function carried(flow: readonly FlowItem[]): number {
  if (longList(flow)) return flow.length - 2;
  const text = flow.flatMap(({ role }, index) => (role === 'enclosure' ? [] : [index]));
  return text.at(-2) ?? 0;
}

function longList(flow: readonly FlowItem[]): boolean {
  return flow.filter(({ role }) => role === 'enclosure').length > 8;
}

function reach(flow: readonly FlowItem[], start: number, room: number): number {
  let end = start;
  let sum = continuedHead(flow, start);
  for (; end < flow.length; end += 1) {
    sum += (flow[end]?.height ?? 0) + (end > start ? (flow[end]?.above ?? 0) : 0);
    if (sum > room) break;
  }
  return end;
}

function lastBreak(flow: readonly FlowItem[], start: number, latest: number): number | null {
  for (let at = latest; at > start; at -= 1) if (mayBreak(flow, at)) return at;
  return null;
}

function mayBreak(flow: readonly FlowItem[], at: number): boolean {
  const before = flow[at - 1];
  const after = flow[at];
  if (!before || !after) return false;
  if (before.role === 'salutation') return false;
  // A short list of enclosures stays with the text.
  if (after.role === 'enclosure' && before.role === 'text' && !longList(flow)) return false;
  if (before.kind === 'row' && before.row.head) return false;
  if (before.paragraph !== after.paragraph) return !(before.kind === 'line' && before.announces);
  if (after.kind === 'row') return true;
  let first = at;
  while (flow[first - 1]?.paragraph === after.paragraph) first -= 1;
  let end = at;
  while (flow[end]?.paragraph === after.paragraph) end += 1;
  return at - first >= 2 && end - at >= 2;
}
