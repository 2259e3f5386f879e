/** Date and number (10, 11), «На № … от …» (12): cells on hair rules. */
import type { LetterSheet } from '../office/ports/paper.ts';
import { type Canvas, GREY, HAIR, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines } from './line-breaker.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Cells on hair rules; a draft shows them empty; a very long number has rows of its own. Gives back the bottom of the last rule. */
export function drawRegistration(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig, top: number): number {
  const { size, dateCell } = config.registration;
  const { left, width } = config.corner;
  const { date, number, ref } = sheet;
  const own = rowsOf([{ text: date, least: dateCell }], { label: '№', text: number, least: 20 }, width, size);
  const theirs = ref
    ? rowsOf(
        ref.date ? [{ label: 'от', text: ref.date, least: 24 }] : [],
        { label: 'На №', text: ref.number, least: 20 },
        width,
        size,
        'first',
      )
    : [];
  const rows = [...own, ...theirs];
  for (const [index, cells] of rows.entries()) {
    drawCells(paper, { left, width, baseline: top + 4 + index * PITCH, size }, cells);
  }
  return top + 5.2 + (rows.length - 1) * PITCH;
}

/** Millimetres from rule to rule. */
const PITCH = 7.4;
/** Of the size: smaller than this nobody reads a number. */
const LEAST_SHARE = 0.78;

/** The number beside the date where both are readable; else each in its row, a number that is longer than a row in several. */
function rowsOf(
  dates: readonly Cell[],
  number: Cell,
  width: number,
  size: number,
  order: 'first' | 'last' = 'last',
): readonly (readonly Cell[])[] {
  const together = order === 'first' ? [number, ...dates] : [...dates, number];
  if (shareOf(together, width, size) >= LEAST_SHARE) return [together];
  const room = width - widthOf(number.label ?? '', LABEL) / PT - 8;
  const lines = breakLines(number.text ?? '', { style: { face: 'serif', size: size * LEAST_SHARE }, width: room * PT });
  const numbers =
    shareOf([number], width, size) >= LEAST_SHARE
      ? [[number]]
      : lines.map((line, index) => [{ ...number, label: index === 0 ? (number.label ?? '') : '', text: line.words.join(' ') }]);
  const alone = dates.map((each) => [each]);
  return order === 'first' ? [...numbers, ...alone] : [...alone, ...numbers];
}

/** How much smaller the texts of a row must be to fit; 1: as they are. */
function shareOf(cells: readonly Cell[], width: number, size: number): number {
  const labels = cells.reduce((sum, { label }, index) => sum + labelWidth(label, index), 0);
  const wanted = cells.reduce((sum, cell) => sum + wantedWidth(cell, size), 0);
  return Math.min(1, (width - labels) / wanted);
}

const LABEL: Style = { face: 'sans', size: 8.2 };

/** Millimetres. */
function labelWidth(label: string | undefined, index: number): number {
  return label ? widthOf(label, LABEL) / PT + (index > 0 ? 4 : 2) : 0;
}

function wantedWidth({ text, least }: Cell, size: number): number {
  return Math.max(least, widthOf(text ?? '', { face: 'serif', size }) / PT + 3);
}

interface Cell {
  readonly label?: string;
  readonly text: string | null;
  /** Millimetres. */
  readonly least: number;
}

function drawCells(
  paper: Canvas,
  row: { left: number; width: number; baseline: number; size: number },
  cells: readonly Cell[],
): void {
  const labels = cells.map(({ label }, index) => labelWidth(label, index));
  const room = row.width - labels.reduce((sum, each) => sum + each, 0);
  const wanted = cells.map((cell) => wantedWidth(cell, row.size));
  const total = wanted.reduce((sum, each) => sum + each, 0);
  // What is left over goes to the last cell that holds a number; what is missing, everyone gives.
  const spare = Math.max(0, room - total);
  const widest = cells.length === 2 && !cells[0]?.label ? 1 : 0;
  let x = row.left;
  paper.block('P').draw(() => {
    for (const [index, { label, text }] of cells.entries()) {
      if (label) paper.text(label, x + (index > 0 ? 2 : 0), row.baseline, LABEL, GREY);
      x += labels[index] ?? 0;
      const cell = (wanted[index] ?? 0) * Math.min(1, room / total) + (index === widest ? spare : 0);
      paper.rule(x, row.baseline + 1.2, cell, HAIR);
      if (text) {
        const natural = widthOf(text, { face: 'serif', size: row.size }) / PT;
        const style: Style = { face: 'serif', size: row.size * Math.min(1, (cell - 1) / natural) };
        paper.text(text, x + (cell - widthOf(text, style) / PT) / 2, row.baseline, style);
      }
      x += cell;
    }
  });
}
