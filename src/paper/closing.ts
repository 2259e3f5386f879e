/** «С уважением,», the signature (22) with the mark of an electronic one (23), the executor mark (25, cl. 8.2, 8.4.5), the QR (31). */
import type { LetterSheet } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, GREY, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { drawColumn } from './head.ts';
import { breakLines } from './line-breaker.ts';
import { drawQr } from './qr.ts';
import { drawSignatureMark } from './signature-mark.ts';
import type { LetterheadConfig } from './stationery.ts';

const REGARDS = 'С уважением,';
const LEADING = 1.22;
/** Millimetres: air above the closing, between «С уважением,» and the post, and above the executor mark. */
const ABOVE = 6;
const BETWEEN = 2;
const FOOT = 6;
const MARK_LEADING = 1.3;
/** Above the QR at the foot of a single sheet. */
const QR_AIR = 3;

/** Millimetres that the closing takes on the last sheet, executor mark included; with the QR when it stands beside that mark. */
export function closingHeight(sheet: LetterSheet, config: LetterheadConfig, { qr }: { readonly qr: boolean }): number {
  const foot = Math.max(FOOT + markHeight(sheet, config), qr ? checkHeight(sheet, config) : 0);
  return ABOVE + signatureHeight(sheet, config) + foot;
}

/** Millimetres that the QR takes at the foot of the first sheet. */
export function checkHeight({ check }: LetterSheet, config: LetterheadConfig): number {
  return check ? config.check.size + QR_AIR : 0;
}

/** @param top bottom of the text on the last sheet, millimetres */
export function drawClosing(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig, top: number): void {
  const { left, right } = config.margins;
  const style: Style = { face: 'serif', size: config.text.size };
  const from = top + ABOVE;
  const height = signatureHeight(sheet, config);
  // An electronic mark is higher than two lines: the words stand in its middle
  const words = wordsHeight(sheet, config);
  let y = drawColumn(paper, 'P', [REGARDS], { x: left, top: from + (height - words) / 2, width: 100, style, leading: LEADING });
  y += BETWEEN;
  const lines = positionLines(sheet, config);
  const name = nameLines(sheet, config);
  paper.block('P').draw(() => {
    for (const [index, line] of lines.entries()) {
      const baseline = y + baselineIn(style.size, LEADING);
      paper.line(line, left, baseline, style);
      // The name stands level with the last line of the post, flush right.
      if (index === lines.length - 1) {
        paper.text(name.text, 210 - right - widthOf(name.text, name.style) / PT, baseline, name.style);
      }
      y += pitch(config);
    }
  });
  if (sheet.mark) drawSignatureMark(paper, sheet.mark, config, from + (height - config.signatureMark.height) / 2);
  drawMark(paper, sheet, config);
  if (sheet.check) drawCheck(paper, sheet.check, config);
}

/** On the face of the last sheet, at the bottom, from the left margin: full name, telephone below. */
function drawMark(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig): void {
  drawColumn(paper, 'P', markTexts(sheet, config), {
    x: config.margins.left,
    top: config.executorMark.bottom - markHeight(sheet, config),
    width: MARK_WIDTH,
    style: { face: 'serif', size: config.executorMark.size },
    leading: MARK_LEADING,
  });
}

const MARK_WIDTH = 95;

/** Lower right of the first sheet (ГОСТ Р 7.0.97-2025, 31). */
function drawCheck(paper: Canvas, { url, code }: NonNullable<LetterSheet['check']>, config: LetterheadConfig): void {
  const { size, textSize } = config.check;
  const x = 210 - config.margins.right - size;
  const y = config.executorMark.bottom - size;
  paper.turnTo(0);
  drawQr(paper, url, { x, y, size, alt: `QR-код со ссылкой на проверку письма: ${url}` });
  const style: Style = { face: 'sans', size: textSize };
  const lines = ['Проверить ответ:', shortUrl(url), `код ${code}`];
  const step = (textSize * 1.3) / PT;
  paper.block('P').draw(() => {
    for (const [index, text] of lines.entries()) {
      const baseline = y + size - (lines.length - index) * step + baselineIn(textSize, 1.3);
      paper.text(text, x - 2.5 - widthOf(text, style) / PT, baseline, style, GREY);
    }
  });
}

/** What a person types: host and path, without the number and the code. */
function shortUrl(url: string): string {
  return url
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/(\/check)\/.*$/, '$1');
}

function positionLines(sheet: LetterSheet, config: LetterheadConfig) {
  const style: Style = { face: 'serif', size: config.text.size };
  const width = positionWidth(sheet, config);
  return breakLines(sheet.signer.position, { style, width: width * PT, hyphens: true });
}

/** Millimetres. A very long post takes more room, where no electronic mark stands beside it. */
function positionWidth({ signer, mark }: LetterSheet, { signature, text }: LetterheadConfig): number {
  const narrow = signature.positionWidth;
  if (mark || widthOf(signer.position, { face: 'serif', size: text.size }) / PT < narrow * LONG_POSITION) return narrow;
  return narrow * 1.35;
}

const LONG_POSITION = 3.5;

/** A very long name becomes smaller rather than run into the post. */
function nameLines(sheet: LetterSheet, config: LetterheadConfig) {
  const { signer, mark } = sheet;
  const { text, margins, signatureMark } = config;
  const style: Style = { face: 'serif', size: text.size };
  const from = mark ? signatureMark.left + signatureMark.width : margins.left + positionWidth(sheet, config);
  const room = 210 - margins.right - from - 3;
  const width = widthOf(signer.name, style) / PT;
  return { text: signer.name, style: width > room ? { ...style, size: Math.max(7, (style.size * room) / width) } : style };
}

function wordsHeight(sheet: LetterSheet, config: LetterheadConfig): number {
  return pitch(config) * (1 + positionLines(sheet, config).length) + BETWEEN;
}

function signatureHeight(sheet: LetterSheet, config: LetterheadConfig): number {
  return Math.max(wordsHeight(sheet, config), sheet.mark ? config.signatureMark.height : 0);
}

function pitch({ text }: LetterheadConfig): number {
  return (text.size * LEADING) / PT;
}

/** Full name; telephone and e-mail below, on one line where they fit. */
function markTexts({ executor }: LetterSheet, { executorMark }: LetterheadConfig): readonly string[] {
  const { name, phone, email } = executor;
  const both = [phone, email].filter(Boolean).join(', ');
  const fits = widthOf(both, { face: 'serif', size: executorMark.size }) / PT <= MARK_WIDTH;
  return fits || !email ? [name, both] : [name, phone, email];
}

function markHeight(sheet: LetterSheet, config: LetterheadConfig): number {
  const { executorMark } = config;
  const style: Style = { face: 'serif', size: executorMark.size };
  const lines = markTexts(sheet, config).flatMap((text) => breakLines(text, { style, width: MARK_WIDTH * PT }));
  return (lines.length * executorMark.size * MARK_LEADING) / PT;
}
