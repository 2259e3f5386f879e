/** «С уважением,», the signature (22) and the executor mark (25, cl. 8.2 last paragraph, 8.4.5). */
import type { LetterSheet } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { drawColumn } from './head.ts';
import { breakLines } from './line-breaker.ts';
import type { LetterheadConfig } from './stationery.ts';

const REGARDS = 'С уважением,';
const LEADING = 1.22;
/** Millimetres: air above the closing, between «С уважением,» and the post, and above the executor mark. */
const ABOVE = 6;
const BETWEEN = 2;
const FOOT = 6;
const MARK_LEADING = 1.3;

/** Millimetres that the closing takes on the last sheet, executor mark included. */
export function closingHeight(sheet: LetterSheet, config: LetterheadConfig): number {
  return ABOVE + pitch(config) * (1 + positionLines(sheet, config).length) + BETWEEN + FOOT + markHeight(config);
}

export function drawClosing(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig, top: number): void {
  const { left, right } = config.margins;
  const style: Style = { face: 'serif', size: config.text.size };
  let y = drawColumn(paper, 'P', [REGARDS], { x: left, top: top + ABOVE, width: 100, style, leading: LEADING }) + BETWEEN;
  const lines = positionLines(sheet, config);
  paper.block('P').draw(() => {
    for (const [index, line] of lines.entries()) {
      const baseline = y + baselineIn(style.size, LEADING);
      paper.line(line, left, baseline, style);
      // The name stands level with the last line of the post, flush right.
      if (index === lines.length - 1)
        paper.text(sheet.signer.name, 210 - right - widthOf(sheet.signer.name, style) / PT, baseline, style);
      y += pitch(config);
    }
  });
  drawMark(paper, sheet, config);
}

/** On the face of the last sheet, at the bottom, from the left margin: full name, telephone below. */
function drawMark(paper: Canvas, { executor }: LetterSheet, config: LetterheadConfig): void {
  const style: Style = { face: 'serif', size: config.executorMark.size };
  drawColumn(paper, 'P', [executor.name, executor.phone], {
    x: config.margins.left,
    top: config.executorMark.bottom - markHeight(config),
    width: 120,
    style,
    leading: MARK_LEADING,
  });
}

function positionLines({ signer }: LetterSheet, config: LetterheadConfig) {
  const style: Style = { face: 'serif', size: config.text.size };
  return breakLines(signer.position, { style, width: config.signature.positionWidth * PT });
}

function pitch({ text }: LetterheadConfig): number {
  return (text.size * LEADING) / PT;
}

function markHeight({ executorMark }: LetterheadConfig): number {
  return (2 * executorMark.size * MARK_LEADING) / PT;
}
