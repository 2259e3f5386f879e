/** Mark 23 of ГОСТ Р 7.0.97: that the document is signed electronically, by whose certificate, valid from when to when. */
import type { SignatureMark } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Drawn before signing, for the signature covers it. Millimetres. */
export function drawSignatureMark(paper: Canvas, mark: SignatureMark, config: LetterheadConfig, top: number): void {
  const { left, width, height, size } = config.signatureMark;
  const { emblem, colour } = config;
  const icon = 6;
  paper.artifact(() => {
    paper.frame(left, top, width, height, 2.2, colour);
    paper.path(emblem.path, left + 2.6, top + 2, icon / 64, colour);
    paper.path(emblem.hole, left + 2.6, top + 2, icon / 64, '#ffffff');
  });
  const heading: Style = { face: 'sans-bold', size };
  const plain: Style = { face: 'sans', size };
  paper.block('P').draw(() => {
    for (const [index, text] of ['ДОКУМЕНТ ПОДПИСАН', 'ЭЛЕКТРОННОЙ ПОДПИСЬЮ'].entries()) {
      const x = left + icon + 3 + (width - icon - 4 - widthOf(text, heading) / PT) / 2;
      paper.text(text, x, top + 1.6 + index * line(size) + baselineIn(size, LEADING), heading, colour);
    }
    const lines = [`Сертификат ${mark.serial}`, `Владелец ${mark.owner}`, `Действителен с ${mark.from} по ${mark.to}`];
    for (const [index, text] of lines.entries()) {
      const room = width - 5.2;
      const style = { ...plain, size: Math.min(size, Math.max(4.5, (size * room) / (widthOf(text, plain) / PT))) };
      paper.text(text, left + 2.6, top + 9.9 + index * line(size) + baselineIn(size, LEADING), style);
    }
  });
}

const LEADING = 1.3;

function line(size: number): number {
  return (size * LEADING) / PT;
}
