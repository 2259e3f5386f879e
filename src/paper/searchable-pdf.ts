/** A scan as a PDF that can be searched: each page's picture, and behind it the words on the lines they were read from. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { PageResult } from '../office/ports/paper.ts';
import { type PageLook, shownPage } from './page-image.ts';

export interface ReadFile {
  readonly content: Buffer;
  readonly type: string;
  readonly pages: readonly PageResult[];
}

export async function searchablePdf(files: readonly ReadFile[], look: PageLook): Promise<Buffer> {
  const document = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    lang: 'ru',
    info: { Title: 'Скан с распознанным текстом' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.registerFont('hidden', FONT);
  for (const file of files) {
    for (const page of file.pages) {
      const picture = await pictureOf(file, page, look);
      if (picture) addPage(document, picture, page);
    }
  }
  if (document.bufferedPageRange().count === 0) document.addPage({ size: 'A4' });
  document.end();
  return whole;
}

interface PageJpeg {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

const FONT = createRequire(import.meta.url).resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf');
/** Pixels across: 200 dpi of A4. */
const ACROSS = 1654;
/** Points: the longer side of A4. */
const LONGER_SIDE = 841.89;

/** A JPEG that lies upright is taken as it is: no generation is lost, and no time. */
async function pictureOf(file: ReadFile, { page = 0, turn }: PageResult, look: PageLook): Promise<PageJpeg | null> {
  if (file.type === 'image/jpeg' && turn === 0) {
    const { width, height, orientation = 1, channels } = await sharp(file.content).metadata();
    if (orientation === 1 && channels !== 4 && file.content.length < 1_500_000) return { jpeg: file.content, width, height };
  }
  const png = await shownPage(file, page, { ...look, width: ACROSS, turn });
  if (!png) return null;
  const { data, info } = await sharp(png).jpeg({ quality: 60 }).toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}

function addPage(document: PDFKit.PDFDocument, { jpeg, width, height }: PageJpeg, { words }: PageResult): void {
  const scale = LONGER_SIDE / Math.max(width, height);
  const [wide, tall] = [width * scale, height * scale];
  document.addPage({ size: [wide, tall], margin: 0 });
  document.image(jpeg, 0, 0, { width: wide, height: tall });
  // 3 Tr: neither filled nor drawn. It holds until the end of the page.
  document.addContent('3 Tr').font('hidden');
  for (const line of linesOf(words)) {
    const bottom = Math.max(...line.map((word) => word.bottom));
    const top = Math.min(...line.map((word) => word.top));
    const size = Math.max(2, Math.min(40, (((bottom - top) * tall) / 10_000) * 0.95));
    document.fontSize(size);
    // On one baseline, else readers take each word for a line of its own
    const baseline = (bottom * tall) / 10_000 - size * 0.2;
    for (const { text, left, right } of line) {
      const room = Math.max(1, ((right - left) * wide) / 10_000);
      const natural = document.widthOfString(text);
      const horizontalScaling = natural > 0 ? Math.round((100 * room) / natural) : 100;
      const fitted: PDFKit.Mixins.TextOptions & { horizontalScaling: number } = {
        lineBreak: false,
        baseline: 'alphabetic',
        horizontalScaling,
      };
      document.text(`${text} `, (left * wide) / 10_000, baseline, fitted);
    }
  }
}

/** Words that share a line, in the order they were read. */
function linesOf(words: PageResult['words']): readonly (readonly PageResult['words'][number][])[] {
  const lines: PageResult['words'][number][][] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last?.[0]?.line === word.line) last.push(word);
    else lines.push([word]);
  }
  return lines;
}
