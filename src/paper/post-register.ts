/** The list of postal items of a day (after form 103): numbered rows, totals, places for the signatures of both hands. */
import { isDay } from '../domain/calendar.ts';
import { Invalid } from '../domain/errors.ts';
import type { PostRow, Printer } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, canvas, GREY, HAIR, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { printable } from './glyphs.ts';
import { drawColumn } from './head.ts';
import { breakLines, type Line } from './line-breaker.ts';
import { tied } from './no-break.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Printed for `day` (YYYY-MM-DD). @throws Invalid when the day does not exist or there are no rows */
export function postRegisterPrinter({ letterhead }: { letterhead: LetterheadConfig }): Pick<Printer, 'postRegister'> {
  return {
    async postRegister(day, rows) {
      if (!isDay(day)) throw new Invalid('Укажите день реестра: год, месяц, число.', { day: 'Укажите день.' });
      if (rows.length === 0) throw new Invalid('За этот день почтовых отправлений нет: реестр печатать не из чего.');
      return print(day, rows, letterhead);
    },
  };
}

const LEFT = 20;
const BOTTOM = 272;
/** Millimetres of the totals and the two signatures. */
const TOTALS = 40;
const body: Style = { face: 'serif', size: 9.5 };
const head: Style = { face: 'sans-bold', size: 8 };
const LEADING = 1.25;
const PITCH = (body.size * LEADING) / PT;
const PAD = 1.3;

const columns = [
  { title: '№', width: 9, of: (_: PostRow, index: number) => String(index + 1) },
  { title: 'Исходящий №', width: 40, of: (row: PostRow) => row.outgoingNumber },
  { title: 'Кому', width: 46, of: (row: PostRow) => row.to },
  { title: 'Адрес', width: 50, of: (row: PostRow) => row.address },
  { title: 'Номер отправления', width: 35, of: (row: PostRow) => row.trackingNumber ?? '' },
] as const;
const WIDTH = columns.reduce((sum, { width }) => sum + width, 0);

async function print(day: string, rows: readonly PostRow[], { company, colour }: LetterheadConfig): Promise<Buffer> {
  const date = `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
  const title = `Реестр почтовых отправлений за ${date}`;
  const paper = canvas({ title, author: company.author, created: new Date(`${day}T00:00:00Z`), width: 210, height: 297 });
  paper.sheet();
  let y = drawColumn(paper, 'P', [company.author], {
    x: LEFT,
    top: 20,
    width: 120,
    style: { face: 'sans-bold', size: 10 },
    leading: 1.3,
    colour,
  });
  y = drawColumn(paper, 'H1', [title], {
    x: LEFT,
    top: y + 3,
    width: WIDTH,
    style: { face: 'serif-bold', size: 14 },
    leading: 1.3,
  });
  y = drawHeads(paper, y + 4);
  for (const [index, row] of rows.entries()) {
    const cells = columns.map(({ width, of }) => {
      const text = tied(printable(of(row, index), `строке ${index + 1} реестра`));
      return breakLines(text, { style: body, width: (width - 2 * PAD) * PT });
    });
    const height = Math.max(1, ...cells.map((lines) => lines.length)) * PITCH + 2 * PAD;
    // The last row goes over with the totals: signatures never stand on a sheet of their own.
    const room = index === rows.length - 1 ? height + TOTALS : height;
    if (y + room > BOTTOM) y = drawHeads(paper, turnOver(paper));
    drawRow(paper, cells, y);
    y += height;
    paper.artifact(() => paper.rule(LEFT, y, WIDTH, HAIR, 0.4));
  }
  drawTotals(paper, rows, y + 6);
  return paper.finish();
}

/** The heads are drawn anew on each sheet. */
function drawHeads(paper: Canvas, top: number): number {
  paper.artifact(() => paper.box(LEFT, top, WIDTH, 7, '#eef2ef'));
  let x = LEFT;
  paper.block('P').draw(() => {
    for (const { title, width } of columns) {
      paper.text(title, x + PAD, top + 4.6, head);
      x += width;
    }
  });
  paper.artifact(() => paper.rule(LEFT, top + 7, WIDTH, HAIR, 0.7));
  return top + 7;
}

function drawRow(paper: Canvas, cells: readonly (readonly Line[])[], top: number): void {
  let x = LEFT;
  paper.block('P').draw(() => {
    for (const [index, lines] of cells.entries()) {
      for (const [position, line] of lines.entries()) {
        paper.line(line, x + PAD, top + PAD + position * PITCH + baselineIn(body.size, LEADING), body);
      }
      x += columns[index]?.width ?? 0;
    }
  });
}

function drawTotals(paper: Canvas, rows: readonly PostRow[], top: number): void {
  const numbered = rows.filter(({ trackingNumber }) => trackingNumber).length;
  const total = `Всего отправлений: ${rows.length}, из них с номером отправления: ${numbered}.`;
  const style: Style = { face: 'serif', size: 11 };
  let y = drawColumn(paper, 'P', [total], { x: LEFT, top, width: WIDTH, style, leading: 1.3 }) + 10;
  for (const [label, name] of [
    ['Сдал', 'канцелярия'],
    ['Принял', 'отделение связи'],
  ] as const) {
    const from = LEFT + 18;
    paper.block('P').draw(() => {
      paper.text(label, LEFT, y, style);
      paper.rule(from, y + 0.8, 60, HAIR);
      paper.text(`${name}, подпись, дата`, from, y + 4.2, { face: 'sans', size: 7.5 }, GREY);
    });
    y += 13;
  }
}

function turnOver(paper: Canvas): number {
  paper.sheet();
  const number = String(paper.sheets);
  const style: Style = { face: 'serif', size: 11 };
  paper.artifact(() => paper.text(number, 105 - widthOf(number, style) / PT / 2, 15, style));
  return 20;
}
