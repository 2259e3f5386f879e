/** The answer on the letterhead of the company (cl. 8.2, 8.4.5): data → PDF/A-2a. Look and rules: ГОСТ Р 7.0.97, templates/letterhead.yaml. */
import type { LetterSheet, Printer } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, canvas, PT } from './canvas.ts';
import { checkHeight, closingHeight, drawClosing } from './closing.ts';
import { type FlowItem, flowOf, type Measure, spaced } from './flow.ts';
import { drawFlow } from './flow-drawing.ts';
import { type Style, widthOf } from './fonts.ts';
import { drawHead } from './head.ts';
import { sheetsOf } from './parting.ts';
import { demanded } from './requisites.ts';
import type { LetterheadConfig } from './stationery.ts';

export function letterheadPrinter({ letterhead }: { letterhead: LetterheadConfig }): Pick<Printer, 'letterhead'> {
  return { letterhead: async (sheet) => print(demanded(sheet, letterhead), letterhead) };
}

async function print(sheet: LetterSheet, config: LetterheadConfig): Promise<Buffer> {
  const paper = canvas({
    title: sheet.docTitle ?? documentTitle(sheet),
    author: config.company.author,
    created: dayOf(sheet.date),
    width: 210,
    height: 297,
  });
  paper.sheet();
  const first = drawHead(paper, sheet, config) + 6;
  const measure = measureOf(config);
  const { flow, starts } = laidOut(flowOf(sheet, measure), measure, sheet, config, first);
  const bottom = drawFlow(paper, flow, starts, {
    style: measure.style,
    first,
    next: config.margins.top,
    turnOver: (number) => turnOver(paper, number, config),
  });
  drawClosing(paper, sheet, config, bottom);
  return paper.finish(sheet.mark && { name: sheet.mark.owner, at: sheet.mark.at });
}

function measureOf({ margins, text }: LetterheadConfig): Measure {
  return {
    left: margins.left,
    width: 210 - margins.left - margins.right,
    indent: text.indent,
    style: { face: 'serif', size: text.size },
    leading: text.leading,
    paragraphGap: text.paragraphGap,
  };
}

/** The first leading, or a tighter one when that saves a sheet. */
function laidOut(
  flow: readonly FlowItem[],
  measure: Measure,
  sheet: LetterSheet,
  config: LetterheadConfig,
  first: number,
): { readonly flow: readonly FlowItem[]; readonly starts: readonly number[] } {
  const { margins, text } = config;
  const frame = { first, next: margins.top, bottom: 297 - margins.bottom, foot: checkHeight(sheet, config) };
  const parted = (leading: number) => {
    const lines = leading === text.leading ? flow : spaced(flow, measure, leading);
    // On a single sheet the QR stands beside the executor mark and asks for room above it
    const single = sheetsOf(lines, { ...frame, closing: closingHeight(sheet, config, { qr: true }) });
    if (single.length === 1) return { flow: lines, starts: single };
    const starts = sheetsOf(lines, { ...frame, closing: closingHeight(sheet, config, { qr: false }) });
    return { flow: lines, starts: starts.length === 1 ? single : starts };
  };
  let best = parted(text.leading);
  for (const leading of text.tighter) {
    if (best.starts.length === 1) break;
    const next = parted(leading);
    if (next.starts.length < best.starts.length) best = next;
  }
  return best;
}

function turnOver(paper: Canvas, number: number, { pageNumber }: LetterheadConfig): void {
  const style: Style = { face: 'serif', size: pageNumber.size };
  paper.sheet();
  paper.artifact(() => {
    const width = widthOf(String(number), style) / PT;
    paper.text(String(number), 105 - width / 2, pageNumber.top + baselineIn(style.size, 1), style);
  });
}

function documentTitle({ title, number, date }: LetterSheet): string {
  const subject = title ?? 'Письмо';
  return [subject, number && `№ ${number}`, date && `от ${date}`].filter(Boolean).join(' ').replaceAll('\u00a0', ' ');
}

const months = ['январ', 'феврал', 'март', 'апрел', 'ма', 'июн', 'июл', 'август', 'сентябр', 'октябр', 'ноябр', 'декабр'];

/** «23.11.2026» or «23 ноября 2026 г.»; a draft has the epoch, so that the same input gives the same bytes. */
function dayOf(text: string | null): Date {
  const numeric = text?.match(/(\d{1,2})\.(\d{1,2})\.(\d{4})/);
  if (numeric) return new Date(Date.UTC(Number(numeric[3]), Number(numeric[2]) - 1, Number(numeric[1])));
  const worded = text?.match(/(\d{1,2})[\s\u00a0]+([а-я]+)[\s\u00a0]+(\d{4})/u);
  const month = months.findIndex((stem) => worded?.[2]?.startsWith(stem) && worded[2].length - stem.length === 1);
  return worded && month >= 0 ? new Date(Date.UTC(Number(worded[3]), month, Number(worded[1]))) : new Date(0);
}
