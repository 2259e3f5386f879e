/** The head of the first sheet: emblem, name and reference data (02, 05, 06, 08), date, number, «На № …» (10–12), addressee (15), title (17). */
import type { LetterSheet } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, GREY, HAIR, INK, PT } from './canvas.ts';
import { type Style, widthOf } from './fonts.ts';
import { breakLines } from './line-breaker.ts';
import { drawRegistration } from './registration.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Draws it; gives back the millimetre below which the text may begin. */
export function drawHead(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig): number {
  const long = formOf(sheet, config) === 'longitudinal';
  const named = long ? drawFlag(paper, sheet, config) : drawCorner(paper, sheet, config);
  const below = long ? named + 6 : Math.max(config.registration.top, named + 4);
  const registered = drawRegistration(paper, sheet, config, below);
  const addressee = drawAddressee(paper, sheet.addressee, config, long ? named + 7 : config.addressee.top);
  const titled = sheet.title
    ? drawColumn(paper, 'H1', [sheet.title], {
        x: config.margins.left,
        top: Math.max(long ? 0 : config.title.top, registered + (long ? 6 : 4)),
        width: config.title.width,
        style: { face: 'serif', size: config.title.size },
        leading: config.title.leading,
      })
    : registered;
  return Math.max(titled, addressee);
}

function formOf({ form, office }: LetterSheet, config: LetterheadConfig): 'corner' | 'longitudinal' {
  return form ?? (office ? config.offices[office]?.form : undefined) ?? config.form;
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

/** A word a little wider than the column makes the column smaller; a much wider one (a long e-mail address) is cut at its signs. */
function fitting(texts: readonly string[], { style, width }: Column): Style {
  const words = texts.flatMap((text) => text.split(/[ \u00a0]/)).map((word) => widthOf(word, style) / PT);
  const widest = Math.max(0, ...words) / 0.98;
  const size = (style.size * width) / widest;
  return widest > width && size >= style.size * LEAST_SHARE ? { ...style, size } : style;
}

const LEAST_SHARE = 0.84;

function drawCorner(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig): number {
  const { corner, emblem, colour } = config;
  const { left: x, width } = corner;
  drawEmblem(paper, config, x + (width - emblem.size) / 2);
  let y = drawNames(paper, sheet, config, { x, top: corner.top, width });
  y += 1.2;
  paper.artifact(() => paper.rule(x, y, width, colour, 0.75));
  const reference = { x, width, top: y + 1.6, style: { face: 'sans', size: corner.referenceSize }, leading: 1.3 } as const;
  return drawColumn(paper, 'P', referenceOf(sheet, config), { ...reference, centred: true, colour: GREY });
}

/** The longitudinal form: the same requisites, centred across the sheet, lines no longer than 120 mm. */
function drawFlag(paper: Canvas, sheet: LetterSheet, config: LetterheadConfig): number {
  const { corner, emblem, colour, margins, longitudinal } = config;
  const whole = 210 - margins.left - margins.right;
  const { width } = longitudinal;
  const x = margins.left + (whole - width) / 2;
  drawEmblem(paper, config, margins.left + (whole - emblem.size) / 2);
  const y = drawNames(paper, sheet, config, { x, top: corner.top, width }) + 1;
  const style: Style = { face: 'sans', size: corner.referenceSize };
  const lines = joined(referenceOf(sheet, config), style, width);
  const bottom = drawColumn(paper, 'P', lines, { x, width, top: y, style, leading: 1.3, centred: true, colour: GREY }) + 1.8;
  paper.artifact(() => paper.rule(margins.left, bottom, whole, colour, 0.75));
  return bottom;
}

/** Short lines share one: «адрес, тел.: …». */
function joined(lines: readonly string[], style: Style, width: number): readonly string[] {
  const out: string[] = [];
  for (const line of lines) {
    const both = `${out.at(-1) ?? ''}, ${line}`;
    if (out.length > 0 && widthOf(both, style) / PT <= width) out[out.length - 1] = both;
    else out.push(line);
  }
  return out;
}

function drawEmblem(paper: Canvas, { emblem, colour }: LetterheadConfig, x: number): void {
  const { size, top, alt } = emblem;
  paper.block('Figure', { alt, box: [x, top, size, size] }).draw(() => {
    paper.path(emblem.path, x, top, size / 64, colour);
    paper.path(emblem.hole, x, top, size / 64, '#ffffff');
  });
}

function drawNames(
  paper: Canvas,
  sheet: LetterSheet,
  { corner, colour, company, offices }: LetterheadConfig,
  { x, top, width }: { readonly x: number; readonly top: number; readonly width: number },
): number {
  const names = sheet.company ?? company.name;
  let y = top;
  for (const [index, name] of names.entries()) {
    // The legal form above and the short name below stand back; a single line is the name itself.
    const light = names.length > 1 && (name.startsWith('(') || (index === 0 && !/[«"]/.test(name)));
    const style: Style = light ? { face: 'sans', size: corner.formSize } : { face: 'sans-bold', size: corner.nameSize };
    y = drawColumn(paper, 'P', [name], { x, width, top: y, style, leading: 1.25, centred: true, colour }) + 0.5;
  }
  const unit = (sheet.office ? offices[sheet.office]?.unit : undefined) ?? [];
  const style: Style = { face: 'sans-bold', size: corner.unitSize };
  return drawColumn(paper, 'P', unit, {
    x,
    width,
    top: y + (unit.length > 0 ? 1 : 0),
    style,
    leading: 1.25,
    centred: true,
    colour,
  });
}

function referenceOf({ reference, office }: LetterSheet, { company, offices }: LetterheadConfig): readonly string[] {
  return reference ?? (office ? offices[office]?.reference : undefined) ?? company.reference;
}

/** Right half, flush left, in the window of corner marks; post address and e-mail a little smaller. */
function drawAddressee(paper: Canvas, lines: readonly string[], { addressee }: LetterheadConfig, top: number): number {
  const { left: x, width, size, addressSize } = addressee;
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
