/** Envelopes of ГОСТ Р 51506-99: E65 (DL), C5, C4. Sender upper left, addressee lower right, a place for the stamp, the index. */
import { Invalid } from '../domain/errors.ts';
import type { EnvelopeFormat, Printer } from '../office/ports/paper.ts';
import { type Canvas, canvas, GREY, HAIR, PT } from './canvas.ts';
import type { Style } from './fonts.ts';
import { printable } from './glyphs.ts';
import { drawColumn } from './head.ts';
import { breakLines } from './line-breaker.ts';
import { tied } from './no-break.ts';

interface Format {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  readonly from: Place;
  readonly to: Place;
}

/** Where the post reads: the addressee in the lower right quarter, 15 mm and more from the edges. */
const FORMATS: Readonly<Record<EnvelopeFormat, Format>> = {
  E65: { width: 220, height: 110, from: { x: 14, top: 12, width: 84, size: 10 }, to: { x: 112, top: 54, width: 92, size: 12 } },
  C5: { width: 229, height: 162, from: { x: 15, top: 15, width: 90, size: 10.5 }, to: { x: 117, top: 86, width: 96, size: 13 } },
  C4: { width: 324, height: 229, from: { x: 20, top: 20, width: 120, size: 12 }, to: { x: 172, top: 128, width: 132, size: 15 } },
};

/** @throws Invalid when there is no addressee, or when the address does not fit */
export const printEnvelope: Printer['envelope'] = async (from, to, format = 'E65') => {
  const sender = clean(from, 'адресе отправителя');
  const addressee = clean(to, 'адресе получателя');
  if (addressee.length === 0) throw new Invalid('Укажите адрес получателя для конверта.', { to: 'Укажите адрес получателя.' });
  const { width, height, ...places } = FORMATS[format];
  const paper = canvas({
    title: `Конверт: ${addressee[0] ?? ''}`.replaceAll('\u00a0', ' '),
    author: sender[0] ?? 'Chancery',
    created: new Date(0),
    width,
    height,
  });
  paper.sheet();
  drawAddress(paper, 'От кого', sender, fitting(sender, places.from, places.to.top - 4));
  drawAddress(paper, 'Кому', addressee, fitting(addressee, places.to, height - 8));
  const index = addressee.join(' ').match(/(?<!\d)\d{6}(?!\d)/)?.[0];
  if (index) drawIndex(paper, index, places.from.x, height - 26);
  paper.artifact(() => drawStampPlace(paper, width));
  return paper.finish();
};

/** A long address becomes smaller until it ends above `bottom`; the post reads from 7 points up. */
function fitting(lines: readonly string[], place: Place, bottom: number): Place {
  for (let size = place.size; size >= 7; size -= 0.5) {
    const style: Style = { face: 'serif', size };
    const count = lines.flatMap((line) => breakLines(line, { style, width: place.width * PT })).length;
    if (place.top + LABEL + (count * size * LEADING) / PT <= bottom) return { ...place, size };
  }
  throw new Invalid('Адрес не помещается на конверт. Сократите его или возьмите конверт больше.', { to: 'Сократите адрес.' });
}

const LABEL = 4.2;
const LEADING = 1.3;

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
  drawColumn(paper, 'P', lines, { x, top: below + 1, width, style: { face: 'serif', size }, leading: LEADING });
}

/** The post index large at the lower left, where the sorting reads it. */
function drawIndex(paper: Canvas, index: string, x: number, top: number): void {
  const below = drawColumn(paper, 'P', ['Индекс места назначения'], {
    x,
    top,
    width: 60,
    style: { face: 'sans', size: 7.5 },
    leading: 1.2,
    colour: GREY,
  });
  paper.block('P').draw(() => {
    for (const [position, digit] of [...index].entries()) {
      paper.rule(x + position * 9, below + 10, 7, HAIR);
      paper.text(digit, x + 1.6 + position * 9, below + 8.6, { face: 'sans-bold', size: 20 });
    }
  });
}

function drawStampPlace(paper: Canvas, sheet: number): void {
  const { x, y, width, height } = { x: sheet - 37, y: 9, width: 25, height: 32 };
  for (const edge of [y, y + height]) paper.rule(x, edge, width, HAIR);
  for (const edge of [x, x + width - 0.18]) paper.box(edge, y, 0.18, height, HAIR);
}

function clean(lines: readonly string[], where: string): readonly string[] {
  // An e-mail address helps no postman
  return lines.map((line) => tied(printable(line, where))).filter((line) => line && !line.includes('@'));
}
