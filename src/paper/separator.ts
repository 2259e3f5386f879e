/** The separator sheet: laid between two letters in the feeder, it parts them. Printed once, used for years. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { SEPARATOR } from './sheet-study.ts';

export function separatorSheet(): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: 0,
    lang: 'ru',
    info: { CreationDate: new Date(0), Title: 'Разделительный лист' },
  });
  const chunks: Buffer[] = [];
  page.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve) => page.on('end', () => resolve(Buffer.concat(chunks))));
  // Two codes: one is seen whichever end goes first, and when a corner is folded
  drawCode(page, 297.6 - SIDE / 2, 90);
  drawCode(page, 297.6 - SIDE / 2, 752 - SIDE);
  page.font(FONT).fillColor('#000');
  page.fontSize(30).text('Разделительный лист', 0, 375, { width: 595, align: 'center' });
  page.fontSize(13).text('Положите его между письмами и сканируйте пачку целиком:', 0, 425, { width: 595, align: 'center' });
  page.text('программа начнёт за ним новое письмо, а сам лист в письмо не попадёт.', 0, 443, { width: 595, align: 'center' });
  page.end();
  return whole;
}

/** Points. */
const SIDE = 230;
const FONT = createRequire(import.meta.url).resolve('@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf');

function drawCode(page: PDFKit.PDFDocument, left: number, top: number): void {
  const { data, size } = encode(SEPARATOR, { ecc: 'H', border: 0 });
  const module = SIDE / size;
  for (const [row, cells] of data.entries())
    for (const [column, dark] of cells.entries())
      if (dark) page.rect(left + column * module, top + row * module, module + 0.05, module + 0.05);
  page.fill('#000');
}
