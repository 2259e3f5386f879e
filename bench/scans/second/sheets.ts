/** The second set's sheets as they leave the sender's printer: layouts with their words in reading order. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { letterOf } from './texts.ts';

export type Layout = 'letter' | 'letterhead' | 'columns' | 'table' | 'form' | 'dense';
export type Face = keyof typeof FACES;

export interface Sheet {
  readonly pdf: Buffer;
  /** What stands on it, a paragraph or a row a line. */
  readonly text: string;
}

export interface Setting {
  readonly layout?: Layout;
  readonly face?: Face;
  /** Points. */
  readonly size?: number;
  readonly ink?: string;
  readonly squared?: boolean;
}

const of = createRequire(import.meta.url).resolve;
const FACES = {
  times: of('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  courier: of('@expo-google-fonts/cousine/400Regular/Cousine_400Regular.ttf'),
  sans: of('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
  bold: of('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: of('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  verdana: of('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  narrow: of('dejavu-fonts-ttf/ttf/DejaVuSerifCondensed.ttf'),
  hand: of('@expo-google-fonts/caveat/500Medium/Caveat_500Medium.ttf'),
  script: of('@expo-google-fonts/bad-script/400Regular/BadScript_400Regular.ttf'),
} as const;

type Page = InstanceType<typeof PDFDocument>;

export async function sheet(n: number, setting: Setting = {}): Promise<Sheet> {
  const { layout = 'letter', face = 'times', size = 12, ink = '#161616', squared } = setting;
  const page = new PDFDocument({ size: 'A4', margin: 0, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  const done = new Promise((resolve) => page.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve));
  if (squared) squares(page);
  page.fillColor(ink).font(FACES[face]).fontSize(size);
  const lines = LAYOUTS[layout](page, n, size, face);
  page.end();
  await done;
  return { pdf: Buffer.concat(chunks), text: lines.join('\n') };
}

const LAYOUTS: Readonly<Record<Layout, (page: Page, n: number, size: number, face: Face) => readonly string[]>> = {
  letter(page, n, size) {
    const { head, subject, body, foot } = letterOf(n);
    const all = [...head, subject, ...body, foot.join(' ')];
    page.text(all[0] ?? '', 70, 60, { width: 470, lineGap: size * 0.25 });
    for (const text of all.slice(1)) page.text(text, { width: 470, lineGap: size * 0.25, paragraphGap: size * 0.4 });
    return all;
  },
  letterhead(page, n, size, face) {
    const { head, subject, body, foot } = letterOf(n);
    page.circle(297, 45, 18).lineWidth(3).stroke('#356').fillColor('#161616');
    page
      .font(FACES.bold)
      .fontSize(size + 2)
      .text(head[0] ?? '', 60, 72, { width: 475, align: 'center' });
    page
      .font(FACES[face])
      .fontSize(size - 3)
      .text(head.slice(1, -1).join(', '), { width: 475, align: 'center' });
    page
      .moveTo(60, page.y + 6)
      .lineTo(535, page.y + 6)
      .lineWidth(1.5)
      .stroke('#161616');
    const top = page.y + 20;
    page.fontSize(size).text(head.at(-1) ?? '', 60, top, { width: 220 });
    page.text('Директору АО «ТБЭК»', 340, top + size * 2, { width: 200 });
    page.font(FACES.bold).text(subject, 60, top + size * 5, { width: 240 });
    page.font(FACES[face]).text(body[0] ?? '', 60, page.y + size, { width: 475, align: 'justify', indent: 30 });
    for (const text of body.slice(1)) page.text(text, { width: 475, align: 'justify', indent: 30 });
    const sign = page.y + size * 2;
    page.text(foot[0] ?? '', 60, sign, { lineBreak: false }).text(foot[1] ?? '', 400, sign, { lineBreak: false });
    page
      .path(`M 270 ${sign + 10} c 20 -45 30 40 45 -10 s 15 -25 25 5 s 20 -20 50 -12`)
      .lineWidth(1.4)
      .stroke('#1a2c90');
    return [
      head[0] ?? '',
      head.slice(1, -1).join(', '),
      head.at(-1) ?? '',
      'Директору АО «ТБЭК»',
      subject,
      ...body,
      foot.join(' '),
    ];
  },
  columns(page, n) {
    const [left, right] = [letterOf(n), letterOf(n + 1)].map(({ subject, body }) => [subject, ...body]) as [string[], string[]];
    for (const [at, texts] of [left, right].entries()) {
      page.text(texts[0] ?? '', 50 + at * 255, 70, { width: 235, lineGap: 2 });
      for (const text of texts.slice(1)) page.text(text, { width: 235, lineGap: 2, paragraphGap: 5 });
    }
    return [...left, ...right];
  },
  table(page, n, size) {
    const { head, body } = letterOf(n);
    page.text(head[0] ?? '', 60, 60, { width: 470 }).text(body[0] ?? '', { width: 470 });
    const top = page.y + 14;
    for (const [row, cells] of ROWS.entries()) {
      for (const [column, text] of cells.entries()) {
        page
          .rect(60 + column * 118, top + row * size * 2, 118, size * 2)
          .lineWidth(0.7)
          .stroke('#222');
        page.text(text, 66 + column * 118, top + row * size * 2 + size * 0.4, { lineBreak: false });
      }
    }
    page.text(body[1] ?? '', 60, top + ROWS.length * size * 2 + 14, { width: 470 });
    return [head[0] ?? '', body[0] ?? '', ...ROWS.map((row) => row.join(' ')), body[1] ?? ''];
  },
  form(page, n, size) {
    const rows = FIELDS.map(([label, filled], at) => {
      const y = 130 + at * size * 2.6;
      page.fillColor('#161616').font(FACES.sans).fontSize(size).text(label, 60, y, { lineBreak: false });
      page
        .moveTo(250, y + size * 1.25)
        .lineTo(540, y + size * 1.25)
        .lineWidth(0.5)
        .stroke('#444');
      page
        .fillColor('#20307a')
        .font(FACES[n % 2 ? 'hand' : 'courier'])
        .fontSize(n % 2 ? size * 1.6 : size);
      page.text(filled, 255, y - (n % 2 ? size * 0.55 : 0), { lineBreak: false });
      return `${label} ${filled}`;
    });
    page
      .fillColor('#161616')
      .font(FACES.bold)
      .fontSize(size + 3)
      .text('ЗАЯВЛЕНИЕ НА ЗАКЛЮЧЕНИЕ ДОГОВОРА', 60, 80, { width: 475, align: 'center' });
    return ['ЗАЯВЛЕНИЕ НА ЗАКЛЮЧЕНИЕ ДОГОВОРА', ...rows];
  },
  dense(page, n) {
    const all = [0, 1, 2, 3, 0, 1].flatMap((more) => letterOf(n + more).body);
    page.text(all[0] ?? '', 50, 50, { width: 500, align: 'justify' });
    for (const text of all.slice(1)) page.text(text, { width: 500, align: 'justify' });
    return all;
  },
};

const ROWS = [
  ['Период', 'Показания', 'Расход, кВт·ч', 'Начислено'],
  ['январь 2026', '40 118', '2 306', '15 912,40'],
  ['февраль 2026', '42 377', '2 259', '15 588,10'],
  ['март 2026', '44 590', '2 213', '15 270,70'],
  ['апрель 2026', '46 402', '1 812', '12 503,80'],
  ['Итого', '', '8 590', '59 275,00'],
] as const;

const FIELDS = [
  ['Фамилия, имя, отчество', 'Выдуманов Яков Лукич'],
  ['Адрес объекта', 'пос. Дальний, ул. Озёрная, 12'],
  ['Телефон', '8 (000) 640-77-15'],
  ['Вид объекта', 'жилой дом, 86 кв. м'],
  ['Мощность, кВт', '15'],
  ['Тип прибора учёта', 'Нева МТ 114'],
  ['Номер прибора', '00418833'],
  ['Дата', '21 августа 2026 года'],
  ['Желаемый срок', 'с первого октября'],
] as const;

function squares(page: Page): void {
  page.lineWidth(0.4).strokeColor('#9cb7d6');
  for (let x = 20; x < 590; x += 14.2) page.moveTo(x, 15).lineTo(x, 830);
  for (let y = 15; y < 835; y += 14.2) page.moveTo(20, y).lineTo(580, y);
  page.stroke();
}
