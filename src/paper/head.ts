/** The head of the first sheet: corner with emblem, name and reference data (02, 05, 08), date, number, «На № …» (10–12), addressee (15), title (17). */
import type { LetterSheet } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, GREY, HAIR, INK, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines } from './line-breaker.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Draws it; gives back the millimetre below which the text may begin. */
export function drawHead(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig): number {
  const corner = drawCorner(paper, sheet, config);
  const registered = drawRegistration(paper, sheet, config, Math.max(config.registration.top, corner + 4));
  const addressee = drawAddressee(paper, sheet.addressee, config);
  const titled = sheet.title
    ? drawColumn(paper, 'H1', [sheet.title], {
        x: config.corner.left,
        top: Math.max(config.title.top, registered + 4),
        width: config.title.width,
        style: { face: 'serif', size: config.title.size },
        leading: config.title.leading,
      })
    : registered;
  return Math.max(titled, addressee);
}

interface Column {
  readonly x: number;
  readonly top: number;
  /** Millimetres. */
  readonly width: number;
  readonly style: Style;
  readonly leading: number;
  readonly centred?: boolean;
  readonly colour?: string;
}

/** Wrapped lines one under another in one structure element; gives back the bottom. */
export function drawColumn(paper: Canvas, tag: string, texts: readonly string[], column: Column): number {
  const { x, top, width, leading, centred = false, colour = INK } = column;
  const style = fitting(texts, column);
  const lines = texts.flatMap((text) => breakLines(text, { style, width: width * PT, balanced: centred }));
  if (lines.length === 0) return top;
  const pitch = (style.size * leading) / PT;
  paper.block(tag).draw(() => {
    for (const [index, line] of lines.entries()) {
      const left = centred ? x + (width - line.width / PT) / 2 : x;
      paper.line(line, left, top + index * pitch + baselineIn(style.size, leading), style, colour);
    }
  });
  return top + lines.length * pitch;
}

/** A single word wider than the column (a long e-mail address) makes the column smaller, down to 7 pt, rather than fall apart. */
function fitting(texts: readonly string[], { style, width }: Column): Style {
  const widest = Math.max(0, ...texts.flatMap((text) => text.split(/[ \u00a0]/)).map((word) => widthOf(word, style) / PT));
  return widest > width * 0.9 ? { ...style, size: Math.max(7, (style.size * width * 0.9) / widest) } : style;
}

function drawCorner(paper: Canvas, sheet: LetterSheet, { corner, emblem, colour, company }: LetterheadConfig): number {
  const { left: x, width } = corner;
  const scale = emblem.size / 64;
  const middle = x + (width - emblem.size) / 2;
  paper.block('Figure', { alt: emblem.alt }).draw(() => {
    paper.path(emblem.path, middle, emblem.top, scale, colour);
    paper.path(emblem.hole, middle, emblem.top, scale, '#ffffff');
  });
  const names = sheet.company ?? company.name;
  let y = corner.top;
  for (const [index, name] of names.entries()) {
    // The legal form above and the short name below stand back; a single line is the name itself.
    const light = names.length > 1 && (name.startsWith('(') || (index === 0 && !/[«"]/.test(name)));
    const style: Style = light ? { face: 'sans', size: corner.formSize } : { face: 'sans-bold', size: corner.nameSize };
    y = drawColumn(paper, 'P', [name], { x, width, top: y, style, leading: 1.25, centred: true, colour }) + 0.5;
  }
  y += 1.2;
  paper.artifact(() => paper.rule(x, y, width, colour, 0.75));
  const reference = { x, width, top: y + 1.6, style: { face: 'sans', size: corner.referenceSize }, leading: 1.3 } as const;
  return drawColumn(paper, 'P', sheet.reference ?? company.reference, { ...reference, centred: true, colour: GREY });
}

/** Cells on hair rules; a draft shows them empty. Gives back the bottom of the last rule. */
function drawRegistration(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig, top: number): number {
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

/** Right half, flush left, in the window of corner marks; post address and e-mail a little smaller. */
function drawAddressee(paper: Canvas, lines: readonly string[], { addressee }: LetterheadConfig): number {
  const { left: x, top, width, size, addressSize } = addressee;
  const cut = lines.findIndex((line) => isAddress(line));
  const at = cut < 1 ? lines.length : cut;
  let y = top;
  for (const line of lines.slice(0, at)) {
    if (y > top && person.test(line)) y += 1.4;
    y = drawColumn(paper, 'P', [line], { x, top: y, width, style: { face: 'serif', size }, leading: 1.22 }) + 0.6;
  }
  for (const [index, line] of lines.slice(at).entries()) {
    const style: Style = { face: 'serif', size: addressSize };
    y = drawColumn(paper, 'P', [line], { x, top: y + (index === 0 ? 1.4 : 0), width, style, leading: 1.27 });
  }
  paper.artifact(() => {
    for (const [cornerX, turn] of [
      [x - 3.2, 1],
      [x + width, -1],
    ] as const) {
      for (const [cornerY, down] of [
        [top - 2.4, 1],
        [y + 2, -1],
      ] as const) {
        paper.rule(turn > 0 ? cornerX : cornerX - 3.4, cornerY, 3.4, HAIR);
        paper.box(cornerX - (turn > 0 ? 0 : 0.18), down > 0 ? cornerY : cornerY - 3.4, 0.18, 3.4, HAIR);
      }
    }
  });
  return y + 2;
}

const person = /^[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?[ \u00a0](?:[А-ЯЁ]\.[ \u00a0]?){1,2}$/u;
const street = /^(?:\d{6}(?:\D|$)|[\w.+-]+@|(?:ул|пр|просп|пр-т|пер|пл|наб|бул|ш|г|пос|с|дер|мкр|а\/я|обл|р-н)\.?[\s\u00a0])/iu;

function isAddress(line: string): boolean {
  return street.test(line);
}
