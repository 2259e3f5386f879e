/** The text of a letter as one run of lines and table rows, and where the sheets part (18, 19). */
import type { SheetBlock, SheetList } from '../office/ports/paper.ts';
import { PT } from './canvas.ts';
import { enclosureLines } from './enclosure-lines.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines, type Line } from './line-breaker.ts';
import { type Table, type TableRow, tablesOf } from './table.ts';

export type FlowItem = FlowLine | FlowRow;

interface Flowing {
  /** Index of the paragraph; lines of one paragraph, rows of one table share it. */
  readonly paragraph: number;
  readonly role: 'salutation' | 'text' | 'enclosure';
  /** Space above, left out at the top of a sheet; height of the line. Millimetres. */
  readonly above: number;
  readonly height: number;
}

export interface FlowLine extends Flowing {
  readonly kind: 'line';
  readonly line: Line;
  /** Millimetres from the left edge of the sheet. */
  readonly x: number;
  /** Hanging words before the first line: «Приложение:», a dash, a number. */
  readonly labels: readonly { readonly text: string; readonly x: number }[];
  /** Depth of the list from 1; 0 in a paragraph. Lines of one list share `list`. */
  readonly depth: number;
  readonly list: number;
  /** A line that announces what follows («сообщаем следующее:») stays with it. */
  readonly announces: boolean;
}

export interface FlowRow extends Flowing {
  readonly kind: 'row';
  readonly table: Table;
  readonly row: TableRow;
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
  readonly text: readonly SheetBlock[];
  readonly enclosure: readonly string[];
}

/** Millimetres: a list hangs so deep, its inner lists so much deeper. */
const HANG = 5.5;
const FIRST = 2.4;
const TABLE_GAP = 2.2;

export function flowOf(content: Content, measure: Measure): readonly FlowItem[] {
  const { style, left, width, indent, paragraphGap } = measure;
  const height = (style.size * measure.leading) / PT;
  const flow: FlowItem[] = [];
  let paragraph = 0;
  let lists = 0;
  const gap = (wanted: number) => (paragraph === 1 && flow.length > 0 ? FIRST : wanted);
  const add = (
    lines: readonly Line[],
    more: (line: Line, index: number) => Pick<FlowLine, 'role' | 'x' | 'labels' | 'above'> & Partial<FlowLine>,
  ) => {
    for (const [index, line] of lines.entries()) {
      flow.push({ kind: 'line', line, paragraph, height, depth: 0, list: 0, announces: false, ...more(line, index) });
    }
    paragraph += 1;
  };
  const addList = ({ list, ordered = false }: SheetList, depth: number, number: number) => {
    const from = indent + (depth - 1) * HANG;
    for (const [position, item] of list.entries()) {
      const { text, list: inner } = typeof item === 'string' ? { text: item, list: [] } : item;
      const label = ordered ? `${depth % 2 ? position + 1 : (letters[position % letters.length] ?? '')})` : '–';
      const hang = Math.max(HANG, widthOf(`${label} `, style) / PT);
      const setting = { style, width: Math.max(40, width - from - hang) * PT, justified: true };
      const above = gap(depth === 1 && position === 0 ? paragraphGap : 0.4);
      add(breakLines(text, setting), (_, index) => ({
        role: 'text',
        x: left + from + hang,
        labels: index === 0 ? [{ text: label, x: left + from }] : [],
        above: index > 0 ? 0 : above,
        depth,
        list: number,
        announces: inner.length > 0,
      }));
      if (inner.length > 0) addList({ list: inner, ordered }, Math.min(depth + 1, 6), number);
    }
  };
  const addTable = (table: Table) => {
    const rows = [table.head, ...table.rows].filter((row) => row !== null);
    for (const [index, row] of rows.entries()) {
      const above = index === 0 ? gap(TABLE_GAP) : 0;
      flow.push({ kind: 'row', table, row, paragraph, role: 'text', above, height: row.height });
    }
    paragraph += 1;
  };

  add(breakLines(content.salutation, { style, width: width * PT }), (line) => ({
    role: 'salutation',
    x: left + (width - line.width / PT) / 2,
    labels: [],
    above: 0,
  }));
  for (const block of content.text) {
    const before = flow.at(-1);
    if (typeof block === 'string') {
      const above = gap(before?.kind === 'row' ? TABLE_GAP + 0.8 : paragraphGap);
      add(breakLines(block, { style, width: width * PT, indent: indent * PT, justified: true }), (_, index) => ({
        role: 'text',
        x: index === 0 ? left + indent : left,
        labels: [],
        above: index > 0 ? 0 : above,
        announces: block.endsWith(':'),
      }));
    } else if ('list' in block) {
      lists += 1;
      addList(block, 1, lists);
    } else for (const table of tablesOf(block.table, left, width)) addTable(table);
  }
  for (const [position, { lines, x, labels }] of enclosureLines(content.enclosure, measure).entries()) {
    add(lines, (_, index) => ({
      role: 'enclosure',
      x,
      labels: index === 0 ? labels : [],
      above: index > 0 ? 0 : position === 0 ? 4 : 0,
    }));
  }
  return flow;
}

const letters = 'абвгдежиклмнпрстуфхцшщэюя';

/** The same lines at another leading: nothing is broken anew. */
export function spaced(flow: readonly FlowItem[], { style }: Measure, leading: number): readonly FlowItem[] {
  return flow.map((item) => (item.kind === 'line' ? { ...item, height: (style.size * leading) / PT } : item));
}
