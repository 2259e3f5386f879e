/** A table in the text of a letter: column widths, rows as broken lines, drawn row by row so that sheets may part between them. */
import type { SheetTable } from '../office/ports/paper.ts';
import { type Block, baselineIn, type Canvas, HAIR, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines, type Line } from './line-breaker.ts';

export interface Table {
  readonly columns: readonly Column[];
  readonly style: Style;
  readonly head: TableRow | null;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly cells: readonly (readonly Line[])[];
  /** Millimetres. */
  readonly height: number;
  readonly strong: boolean;
  readonly head: boolean;
  /** The first slice of its row, with air above it; the last one, with a rule below it. */
  readonly begins: boolean;
  readonly ends: boolean;
}

interface Column {
  readonly x: number;
  readonly width: number;
  readonly right: boolean;
}

/** One table, or several with the first column repeated when there are more columns than a sheet can hold. Millimetres. */
export function tablesOf({ header, rows }: SheetTable, left: number, width: number): readonly Table[] {
  const count = Math.max(header.length, ...rows.map((row) => row.length));
  if (fits(header, rows, width)) return [tableOf(header, rows, left, width)];
  // As few parts as the words allow, of as many columns each
  for (let parts = 2; ; parts += 1) {
    const most = Math.ceil((count - 1) / parts);
    const some = (from: number) => (cells: readonly string[]) => [cells[0] ?? '', ...cells.slice(from, from + most)];
    const starts = Array.from({ length: Math.ceil((count - 1) / most) }, (_, part) => part * most + 1);
    if (most > 1 && !starts.every((from) => fits(some(from)(header), rows.map(some(from)), width))) continue;
    return starts.map((from) => tableOf(some(from)(header), rows.map(some(from)), left, width));
  }
}

/** Few columns are drawn somehow; many only where their words need not be cut in the smallest size but one. */
function fits(header: readonly string[], rows: readonly (readonly string[])[], width: number): boolean {
  const count = Math.max(header.length, ...rows.map((row) => row.length));
  if (count <= FEW) return true;
  return count <= width / NARROWEST && total(needsOf(header, rows, 8, width).map(({ least }) => least)) <= width;
}

/** Millimetres; points. */
const NARROWEST = 11;
const PAD = { x: 1.4, y: 0.9 } as const;
const SIZES = [11, 10, 9, 8, 7] as const;
const LEADING = 1.22;
/** A row of more lines than this may go on over a sheet, in slices of so many. */
const WHOLE = 10;
const SLICE = 3;
const FEW = 6;
/** Of the width of the table: a longer word (an address of the net) is cut rather than make all others small. */
const LONGEST_WORD = 0.34;

function tableOf(header: readonly string[], rows: readonly (readonly string[])[], left: number, width: number): Table {
  const count = Math.max(1, header.length, ...rows.map((row) => row.length));
  const needs = (size: number) => needsOf(header, rows, size, width);
  const size = SIZES.find((each) => total(needs(each).map(({ least }) => least)) <= width) ?? SIZES[SIZES.length - 1] ?? 7;
  const widths = shared(needs(size), width);
  const cell = (row: readonly string[], column: number) => row[column] ?? '';
  const right = Array.from({ length: count }, (_, column) => {
    const filled = rows.map((row) => cell(row, column)).filter((text) => text.trim());
    return column > 0 && filled.length > 0 && filled.every((text) => number.test(text));
  });
  const columns = widths.map((own, column) => ({
    x: left + total(widths.slice(0, column)),
    width: own,
    right: right[column] ?? false,
  }));
  const style: Style = { face: 'serif', size };
  const table = { columns, style };
  const head = header.some((text) => text.trim()) ? (rowOf(table, header, { strong: true, head: true })[0] ?? null) : null;
  return {
    ...table,
    head,
    rows: rows.flatMap((row) => rowOf(table, row, { strong: /^(?:Итого|Всего)(?![\p{L}])/u.test(row[0] ?? ''), head: false })),
  };
}

interface Need {
  /** Millimetres: the widest word, and the widest cell on one line. */
  readonly least: number;
  readonly natural: number;
}

function needsOf(header: readonly string[], rows: readonly (readonly string[])[], size: number, width: number): readonly Need[] {
  const all = [header, ...rows];
  return Array.from({ length: Math.max(1, ...all.map((row) => row.length)) }, (_, column) => {
    const texts = all.map((row) => row[column] ?? '');
    const widest = (pieces: readonly string[]) =>
      Math.max(0, ...pieces.map((piece) => widthOf(piece, { face: 'serif-bold', size }) / PT)) + 2 * PAD.x + 0.6;
    const least = widest(texts.flatMap((text) => text.split(/ |(?<!\d)\u00a0|\u00a0(?!\d)/u)));
    return { least: Math.min(least, width * LONGEST_WORD), natural: widest(texts) };
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}

const number = /^[+\-–−]?[\d\u00a0 .,]*\d[\d\u00a0 .,]*\s*%?$|^[–—-]$/u;

/** What is left over goes where text would still wrap; what is missing, the widest columns give. */
function shared(needs: readonly Need[], width: number): readonly number[] {
  const least = total(needs.map((each) => each.least));
  const natural = total(needs.map((each) => each.natural));
  if (natural <= width) return needs.map((each) => (each.natural * width) / natural);
  if (least <= width) {
    const spare = (width - least) / Math.max(0.001, natural - least);
    return needs.map((each) => each.least + (each.natural - each.least) * spare);
  }
  let fair = width / needs.length;
  for (let round = 0; round < needs.length; round += 1) {
    const small = needs.filter((each) => each.least <= fair);
    const taken = small.reduce((sum, each) => sum + each.least, 0);
    const next = (width - taken) / Math.max(1, needs.length - small.length);
    if (Math.abs(next - fair) < 0.01) break;
    fair = next;
  }
  return needs.map((each) => Math.min(each.least, fair));
}

function rowOf(
  { columns, style }: Pick<Table, 'columns' | 'style'>,
  texts: readonly string[],
  { strong, head }: Pick<TableRow, 'strong' | 'head'>,
): readonly TableRow[] {
  const pitch = (style.size * LEADING) / PT;
  const face = strong ? 'serif-bold' : 'serif';
  const cells = columns.map(({ width }, column) =>
    breakLines(texts[column] ?? '', { style: { ...style, face }, width: (width - 2 * PAD.x) * PT, hyphens: true }),
  );
  const lines = Math.max(1, ...cells.map((each) => each.length));
  // The last slice takes what is left over, so that no line stands alone on the next sheet
  const slices = head || lines <= WHOLE ? 1 : Math.floor(lines / SLICE);
  return Array.from({ length: slices }, (_, slice) => {
    const ends = slice === slices - 1;
    const [from, to] = [slice * SLICE, ends ? lines : (slice + 1) * SLICE];
    const height = (to - from) * pitch + (slice === 0 ? PAD.y : 0) + (ends ? PAD.y : 0);
    return { cells: cells.map((each) => each.slice(from, to)), height, strong, head, begins: slice === 0, ends };
  });
}

/** Draws one row at `top`, millimetres, into the structure of the table; a repeated head is decoration. */
export function drawRow(paper: Canvas, table: Table, row: TableRow, top: number, into: Block | null): void {
  const { columns, style } = table;
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return;
  const width = last.x + last.width - first.x;
  paper.artifact(() => {
    if (row.head) {
      paper.box(first.x, top, width, row.height, '#e9efec');
      paper.rule(first.x, top, width, HAIR);
    }
    if (row.ends) paper.rule(first.x, top + row.height, width, HAIR, row.head ? 0.8 : 0.5);
  });
  const tr = into?.block('TR');
  const own: Style = { ...style, face: row.strong ? 'serif-bold' : 'serif' };
  const pitch = (style.size * LEADING) / PT;
  const from = top + (row.begins ? PAD.y : 0);
  for (const [index, lines] of row.cells.entries()) {
    const column = columns[index];
    if (!column) continue;
    const draw = () => {
      for (const [position, line] of lines.entries()) {
        const room = column.width - 2 * PAD.x - line.width / PT;
        const x = column.x + PAD.x + (column.right ? Math.max(0, room) : 0);
        paper.line(line, x, from + position * pitch + baselineIn(style.size, LEADING), own);
      }
    };
    if (tr) tr.block(row.head ? 'TH' : 'TD', row.head ? { scope: 'Column' } : {}).draw(draw);
    else paper.artifact(draw);
  }
}
