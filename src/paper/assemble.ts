/** Sheets from one or more files as a PDF of their own: a letter cut out of a batch. The same sheets give the same bytes. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { SheetToAssemble } from '../office/ports/paper.ts';
import { installed, run, withFile } from './child.ts';
import { type PageLook, shownPage } from './page-image.ts';

export async function assembled(sheets: readonly SheetToAssemble[], look: PageLook): Promise<Buffer> {
  const [first] = sheets;
  const one = first && sheets.every(({ type, content }) => type === 'application/pdf' && content.equals(first.content));
  if (one && (await installed('qpdf'))) {
    const cut = await pagesOfPdf(first.content, sheets, look.childMs);
    if (cut) return cut;
  }
  return pictures(sheets, look);
}

/** Pages of one PDF as they are: no picture is drawn anew. Null when qpdf cannot. */
function pagesOfPdf(pdf: Buffer, sheets: readonly SheetToAssemble[], timeoutMs: number): Promise<Buffer | null> {
  return withFile(pdf, async (path) => {
    const out = join(dirname(path), 'out.pdf');
    const pages = sheets.map(({ page }) => page + 1).join(',');
    const turns = sheets.flatMap(({ turn }, at) => (turn ? [`--rotate=+${turn}:${at + 1}`] : []));
    const cut = await run('qpdf', [path, '--deterministic-id', '--pages', '.', pages, '--', out], { timeoutMs });
    if (cut.code !== 0 && cut.code !== 3) return null;
    if (turns.length === 0) return readFile(out);
    const turned = join(dirname(path), 'turned.pdf');
    const { code } = await run('qpdf', [out, '--deterministic-id', ...turns, turned], { timeoutMs });
    return code === 0 || code === 3 ? readFile(turned) : null;
  });
}

async function pictures(sheets: readonly SheetToAssemble[], look: PageLook): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, margin: 0, info: { CreationDate: new Date(0), Title: 'Скан' } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  for (const sheet of sheets) {
    const picture = await pictureOf(sheet, look);
    const { width, height } = await sharp(picture).metadata();
    const scale = LONGER_SIDE / Math.max(width, height);
    document.addPage({ size: [width * scale, height * scale], margin: 0 });
    document.image(picture, 0, 0, { width: width * scale, height: height * scale });
  }
  document.end();
  return whole;
}

/** Points: the longer side of A4. */
const LONGER_SIDE = 841.89;
/** Pixels across: 300 dpi of A4. */
const ACROSS = 2480;

/** An upright JPEG is taken as it is; all else keeps its letters sharp. */
async function pictureOf({ content, type, page, turn }: SheetToAssemble, look: PageLook): Promise<Buffer> {
  if (type === 'image/jpeg' && turn === 0) {
    const { orientation = 1, channels } = await sharp(content).metadata();
    if (orientation === 1 && channels !== 4) return content;
  }
  const png = await shownPage({ content, type }, page, { ...look, width: ACROSS, turn });
  if (!png) throw new Error(`page ${page + 1} cannot be drawn`);
  const few = (await sharp(png).stats()).entropy < 1.5;
  // Black on white stays small without loss; shades of grey and photographs do not
  return few
    ? sharp(png).png({ palette: true, colours: 16 }).toBuffer()
    : sharp(png).flatten({ background: '#ffffff' }).jpeg({ quality: 85 }).toBuffer();
}
