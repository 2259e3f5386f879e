/** The answer on the letterhead of the company (cl. 8.2, 8.4.5): data → PDF/A-2b. Look and rules: ГОСТ Р 7.0.97, templates/letterhead.yaml. */
import { Invalid } from '../domain/errors.ts';
import type { LetterSheet, Printer } from '../office/ports/paper.ts';
import { baselineIn, type Canvas, canvas, PT } from './canvas.ts';
import { closingHeight, drawClosing } from './closing.ts';
import { type FlowLine, flowOf, heightOf, type Measure, sheetsOf } from './flow.ts';
import { type Style, widthOf } from './fonts.ts';
import { printable } from './glyphs.ts';
import { drawHead } from './head.ts';
import { tied } from './no-break.ts';
import type { LetterheadConfig } from './stationery.ts';

export function letterheadPrinter({ letterhead }: { letterhead: LetterheadConfig }): Pick<Printer, 'letterhead'> {
  return { letterhead: async (sheet) => print(demanded(sheet), letterhead) };
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
  const { flow, starts } = laidOut(sheet, config, first);
  const bottom = drawFlow(paper, flow, starts, config, first);
  drawClosing(paper, sheet, config, bottom);
  return paper.finish();
}

/** The first leading, or a tighter one when that saves a sheet. */
function laidOut(sheet: LetterSheet, config: LetterheadConfig, first: number) {
  const { margins, text } = config;
  const tries = [text.leading, ...text.tighter].map((leading) => {
    const measure: Measure = {
      left: margins.left,
      width: 210 - margins.left - margins.right,
      indent: text.indent,
      style: { face: 'serif', size: text.size },
      leading,
      paragraphGap: text.paragraphGap,
    };
    const flow = flowOf(sheet, measure);
    const frame = { first, next: margins.top, bottom: 297 - margins.bottom, closing: closingHeight(sheet, config) };
    return { flow, starts: sheetsOf(flow, frame) };
  });
  const fewest = Math.min(...tries.map(({ starts }) => starts.length));
  return tries.find(({ starts }) => starts.length === fewest) ?? { flow: [], starts: [0] };
}

/** Gives back the bottom of the last line, in millimetres on its sheet. */
function drawFlow(
  paper: Canvas,
  flow: readonly FlowLine[],
  starts: readonly number[],
  config: LetterheadConfig,
  first: number,
): number {
  const style: Style = { face: 'serif', size: config.text.size };
  const blocks = new Map<number, ReturnType<Canvas['block']>>();
  let bottom = first;
  for (const [sheet, start] of starts.entries()) {
    if (sheet > 0) turnOver(paper, sheet + 1, config);
    const end = starts[sheet + 1] ?? flow.length;
    const top = sheet === 0 ? first : config.margins.top;
    for (let at = start; at < end; ) {
      const group = flow.slice(at, end).filter(({ paragraph }) => paragraph === flow[at]?.paragraph);
      const paragraph = flow[at]?.paragraph ?? 0;
      const block = blocks.get(paragraph) ?? paper.block('P');
      blocks.set(paragraph, block);
      block.draw(() => {
        for (const [index, { line, x, label, height }] of group.entries()) {
          const y = top + heightOf(flow, start, at + index + 1) - height;
          const baseline = y + baselineIn(style.size, (height * PT) / style.size);
          if (label) paper.text(label.text, label.x, baseline, style);
          paper.line(line, x, baseline, style);
        }
      });
      at += group.length;
    }
    bottom = top + heightOf(flow, start, end);
  }
  return bottom;
}

function turnOver(paper: Canvas, number: number, { pageNumber }: LetterheadConfig): void {
  const style: Style = { face: 'serif', size: pageNumber.size };
  paper.sheet();
  paper.artifact(() => {
    const width = widthOf(String(number), style) / PT;
    paper.text(String(number), 105 - width / 2, pageNumber.top + baselineIn(style.size, 1), style);
  });
}

/** 8.2, 8.4.5: nothing leaves without the executor's name and telephone; nor without a text and a signatory. */
function demanded(sheet: LetterSheet): LetterSheet {
  const fields: Record<string, string> = {};
  const need = (field: string, value: string, sentence: string) => {
    if (!value.trim()) fields[field] = sentence;
  };
  need('executor.name', sheet.executor.name, 'Укажите исполнителя: фамилию, имя и отчество (п. 8.2, 8.4.5).');
  need('executor.phone', sheet.executor.phone, 'Укажите телефон исполнителя (п. 8.2, 8.4.5).');
  if (sheet.executor.phone.trim() && sheet.executor.phone.replace(/\D/g, '').length < 5) {
    fields['executor.phone'] =
      'Телефон исполнителя короче пяти цифр: укажите номер, по которому может позвонить потребитель (п. 8.2).';
  }
  need('signer.position', sheet.signer.position, 'Укажите должность подписанта.');
  need('signer.name', sheet.signer.name, 'Укажите инициалы и фамилию подписанта.');
  need('addressee', sheet.addressee.join(''), 'Укажите адресата.');
  need('text', sheet.text.join(''), 'Напишите текст письма.');
  if (Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields);
  return clean(sheet);
}

function clean(sheet: LetterSheet): LetterSheet {
  const line = (text: string, where: string) => tied(printable(text, where));
  const lines = (texts: readonly string[], where: string) =>
    texts
      .flatMap((text) => text.split(/\n+/))
      .map((text) => line(text, where))
      .filter(Boolean);
  const { date, number, ref, title } = sheet;
  return {
    ...sheet,
    date: date && line(date, 'дате'),
    number: number && line(number, 'номере'),
    ref: ref && { number: line(ref.number, 'строке «На №»'), date: ref.date && line(ref.date, 'строке «На №»') },
    addressee: lines(sheet.addressee, 'адресате'),
    title: title && line(title, 'заголовке'),
    salutation: line(sheet.salutation, 'обращении'),
    text: lines(sheet.text, 'тексте письма'),
    enclosure: lines(sheet.enclosure, 'приложении'),
    signer: { position: line(sheet.signer.position, 'должности подписанта'), name: line(sheet.signer.name, 'подписи') },
    executor: {
      name: line(sheet.executor.name, 'отметке об исполнителе'),
      phone: line(sheet.executor.phone, 'отметке об исполнителе'),
    },
    ...(sheet.company && { company: lines(sheet.company, 'названии компании') }),
    ...(sheet.reference && { reference: lines(sheet.reference, 'справочных данных') }),
  };
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
