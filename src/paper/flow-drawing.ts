/** Draws the run of lines and rows sheet by sheet, each into its place in the structure: P, L with LI, Table with TR. */
import { type Block, baselineIn, type Canvas, PT } from './canvas.ts';
import type { FlowItem, FlowLine, FlowRow } from './flow.ts';
import type { Style } from './fonts.ts';
import { continuedHead, heightOf } from './parting.ts';
import { drawRow, type Table } from './table.ts';

export interface Sheets {
  readonly style: Style;
  /** Millimetres: where the text begins on the first and on the other sheets. */
  readonly first: number;
  readonly next: number;
  readonly turnOver: (number: number) => void;
}

/** Gives back the bottom of the last line, in millimetres on its sheet. */
export function drawFlow(
  paper: Canvas,
  flow: readonly FlowItem[],
  starts: readonly number[],
  { style, first, next, turnOver }: Sheets,
): number {
  const blocks = structure(paper);
  let bottom = first;
  for (const [sheet, start] of starts.entries()) {
    if (sheet > 0) turnOver(sheet + 1);
    const end = starts[sheet + 1] ?? flow.length;
    const top = sheet === 0 ? first : next;
    let y = top;
    const item = flow[start];
    if (item?.kind === 'row' && end > start && continuedHead(flow, start) > 0 && item.table.head) {
      drawRow(paper, item.table, item.table.head, y, null);
      y += item.table.head.height;
    }
    for (let at = start; at < end; ) {
      const group = groupAt(flow, at, end);
      if (at > start) y += group[0]?.above ?? 0;
      y =
        group[0]?.kind === 'row'
          ? drawRows(paper, group as FlowRow[], y, blocks)
          : drawLines(paper, group as FlowLine[], y, style, blocks);
      at += group.length;
    }
    bottom = top + heightOf(flow, start, end);
  }
  return bottom;
}

/** What is left of one paragraph or table on this sheet. */
function groupAt(flow: readonly FlowItem[], at: number, end: number): readonly FlowItem[] {
  let to = at + 1;
  while (to < end && flow[to]?.paragraph === flow[at]?.paragraph) to += 1;
  return flow.slice(at, to);
}

function drawLines(paper: Canvas, lines: readonly FlowLine[], top: number, style: Style, blocks: Structure): number {
  const [first] = lines;
  if (!first) return top;
  let y = top;
  const baseline = ({ height }: FlowLine, at: number) => at + baselineIn(style.size, (height * PT) / style.size);
  const marks = () => {
    for (const { text, x } of first.labels) paper.text(text, x, baseline(first, top), style);
  };
  const drawn = () => {
    for (const each of lines) {
      paper.line(each.line, each.x, baseline(each, y), style);
      y += each.height;
    }
  };
  if (first.depth > 0) {
    const { label, body } = blocks.item(first);
    if (first.labels.length > 0) label?.draw(marks);
    body.draw(drawn);
  } else {
    blocks.paragraph(first).draw(() => {
      marks();
      drawn();
    });
  }
  return y;
}

function drawRows(paper: Canvas, rows: readonly FlowRow[], top: number, blocks: Structure): number {
  let y = top;
  for (const { table, row, height } of rows) {
    drawRow(paper, table, row, y, blocks.table(table));
    y += height;
  }
  return y;
}

interface Structure {
  paragraph(line: FlowLine): Block;
  table(table: Table): Block;
  /** Of a list item: its label and its body; the label only with the item's first lines. */
  item(line: FlowLine): { readonly label: Block | null; readonly body: Block };
}

/** Elements that go on over sheets are found again. */
function structure(paper: Canvas): Structure {
  const paragraphs = new Map<number, Block>();
  const tables = new Map<Table, Block>();
  const bodies = new Map<number, Block>();
  /** Lists that are open now, outermost first; and the last body of each depth, which holds the inner list. */
  let open: { list: number; levels: Block[]; bodies: Block[] } = { list: 0, levels: [], bodies: [] };
  const listAt = (depth: number): Block => {
    open.levels.length = Math.min(open.levels.length, depth);
    while (open.levels.length < depth) {
      const inner = open.bodies[open.levels.length - 1];
      open.levels.push(inner ? inner.block('L') : paper.block('L'));
    }
    return open.levels[depth - 1] ?? paper.block('L');
  };
  return {
    paragraph({ paragraph }) {
      const known = paragraphs.get(paragraph) ?? paper.block('P');
      paragraphs.set(paragraph, known);
      return known;
    },
    table(table) {
      const known = tables.get(table) ?? paper.block('Table');
      tables.set(table, known);
      return known;
    },
    item({ list, depth, paragraph, labels }) {
      const known = bodies.get(paragraph);
      if (known) return { label: null, body: known };
      if (open.list !== list) open = { list, levels: [], bodies: [] };
      const item = listAt(depth).block('LI');
      const mark = labels.length > 0 ? item.block('Lbl') : null;
      const body = item.block('LBody');
      open.bodies[depth - 1] = body;
      open.bodies.length = depth;
      bodies.set(paragraph, body);
      return { label: mark, body };
    },
  };
}
