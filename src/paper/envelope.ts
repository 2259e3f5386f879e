/** The DL envelope, 220 × 110 mm (ГОСТ Р 51506-99): sender upper left, addressee lower right, a place for the stamp. */
import { Invalid } from '../domain/errors.ts';
import type { Printer } from '../office/ports/paper.ts';
import { type Canvas, canvas, GREY, HAIR } from './canvas.ts';
import { printable } from './glyphs.ts';
import { drawColumn } from './head.ts';
import { tied } from './no-break.ts';

const WIDTH = 220;
const HEIGHT = 110;

/** @throws Invalid when there is no addressee */
export const printEnvelope: Printer['envelope'] = async (from, to) => {
  const sender = clean(from, 'адресе отправителя');
  const addressee = clean(to, 'адресе получателя');
  if (addressee.length === 0) throw new Invalid('Укажите адрес получателя для конверта.', { to: 'Укажите адрес получателя.' });
  const paper = canvas({
    title: `Конверт: ${addressee[0] ?? ''}`.replaceAll('\u00a0', ' '),
    author: sender[0] ?? 'Chancery',
    created: new Date(0),
    width: WIDTH,
    height: HEIGHT,
  });
  paper.sheet();
  drawAddress(paper, 'От кого', sender, { x: 14, top: 12, width: 84, size: 10 });
  drawAddress(paper, 'Кому', addressee, { x: 112, top: 54, width: 92, size: 12 });
  const index = addressee.join(' ').match(/(?<!\d)\d{6}(?!\d)/)?.[0];
  if (index) drawIndex(paper, index);
  paper.artifact(() => drawStampPlace(paper));
  return paper.finish();
};

interface Place {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly size: number;
}

function drawAddress(paper: Canvas, label: string, lines: readonly string[], { x, top, width, size }: Place): void {
  const below = drawColumn(paper, 'P', [label], {
    x,
    top,
    width,
    style: { face: 'sans', size: 7.5 },
    leading: 1.2,
    colour: GREY,
  });
  drawColumn(paper, 'P', lines, { x, top: below + 1, width, style: { face: 'serif', size }, leading: 1.3 });
}

/** The post index large at the lower left, where the sorting reads it. */
function drawIndex(paper: Canvas, index: string): void {
  const below = drawColumn(paper, 'P', ['Индекс места назначения'], {
    x: 14,
    top: 84,
    width: 60,
    style: { face: 'sans', size: 7.5 },
    leading: 1.2,
    colour: GREY,
  });
  paper.block('P').draw(() => {
    for (const [position, digit] of [...index].entries()) {
      paper.rule(14 + position * 9, below + 10, 7, HAIR);
      paper.text(digit, 15.6 + position * 9, below + 8.6, { face: 'sans-bold', size: 20 });
    }
  });
}

function drawStampPlace(paper: Canvas): void {
  const { x, y, width, height } = { x: 183, y: 9, width: 25, height: 32 };
  for (const edge of [y, y + height]) paper.rule(x, edge, width, HAIR);
  for (const edge of [x, x + width - 0.18]) paper.box(edge, y, 0.18, height, HAIR);
}

function clean(lines: readonly string[], where: string): readonly string[] {
  return lines.map((line) => tied(printable(line, where))).filter(Boolean);
}
