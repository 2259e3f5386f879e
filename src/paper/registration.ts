/** Date and number (10, 11), «На № … от …» (12): cells on hair rules. */
import type { LetterSheet } from '../office/ports/paper.ts';
import { type Canvas, GREY, HAIR, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Cells on hair rules; a draft shows them empty. Gives back the bottom of the last rule. */
export function drawRegistration(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig, top: number): number {
  const { size, dateCell } = config.registration;
  const left = config.corner.left;
  const width = config.corner.width;
  drawCells(paper, { left, width, baseline: top + 4, size }, [
    { text: sheet.date, least: dateCell },
    { label: '№', text: sheet.number, least: 20 },
  ]);
  if (!sheet.ref) return top + 5.2;
  const from = sheet.ref.date ? [{ label: 'от', text: sheet.ref.date, least: 24 }] : [];
  drawCells(paper, { left, width, baseline: top + 11.4, size }, [{ label: 'На №', text: sheet.ref.number, least: 20 }, ...from]);
  return top + 12.6;
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
  const labelStyle: Style = { face: 'sans', size: 8.2 };
  const labels = cells.map(({ label }, index) => (label ? widthOf(label, labelStyle) / PT + (index > 0 ? 4 : 2) : 0));
  const room = row.width - labels.reduce((sum, each) => sum + each, 0);
  const wanted = cells.map(({ text, least }) => Math.max(least, widthOf(text ?? '', { face: 'serif', size: row.size }) / PT + 3));
  const total = wanted.reduce((sum, each) => sum + each, 0);
  // What is left over goes to the last cell that holds a number; what is missing, everyone gives.
  const spare = Math.max(0, room - total);
  const widest = cells.length === 2 && !cells[0]?.label ? 1 : 0;
  let x = row.left;
  paper.block('P').draw(() => {
    for (const [index, { label, text }] of cells.entries()) {
      if (label) paper.text(label, x + (index > 0 ? 2 : 0), row.baseline, labelStyle, GREY);
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
