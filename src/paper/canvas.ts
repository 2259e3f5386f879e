/**
 * A tagged PDF/A-2b document to draw on: millimetres from the top left corner, baselines for text. The same calls give the
 * same bytes: nothing depends on the clock.
 */
import PDFDocument from 'pdfkit';
import { FACES, font, type Style, widthOf } from './fonts.ts';
import type { Line } from './line-breaker.ts';

export const PT = 72 / 25.4;

export interface CanvasOptions {
  readonly title: string;
  readonly author: string;
  /** Date of the document, not of the printing. */
  readonly created: Date;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
}

/** A paragraph, heading or table cell in the structure of the document; may go on over sheets. */
export interface Block {
  draw(work: () => void): void;
}

export interface Canvas {
  readonly sheets: number;
  sheet(): void;
  /** Structure tags of PDF: P, H1, Figure, L … */
  block(tag: string, options?: { alt?: string }): Block;
  /** Decoration: not read aloud. */
  artifact(work: () => void): void;
  /** Millimetres; `baseline` is where the letters stand. */
  text(text: string, x: number, baseline: number, style: Style, colour?: string): void;
  /** One line of a paragraph; with real spaces, so that it can be searched and copied. */
  line(line: Line, x: number, baseline: number, style: Style, colour?: string): void;
  rule(x: number, y: number, width: number, colour?: string, thickness?: number): void;
  path(svg: string, x: number, y: number, scale: number, colour: string): void;
  box(x: number, y: number, width: number, height: number, colour: string): void;
  finish(): Promise<Buffer>;
}

export function canvas({ title, author, created, width, height }: CanvasOptions): Canvas {
  const options = {
    size: [width * PT, height * PT],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    tagged: true,
    lang: 'ru',
    displayTitle: true,
    // Trap: without null the standard Helvetica slips in, not embedded; with it a forgotten font throws.
    font: null,
    info: { Title: title, Author: author, Creator: 'Chancery', Producer: 'PDFKit', CreationDate: created },
  };
  const doc = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  const done = collected(doc);
  // pdfkit takes parsed fonts; its types know only files and bytes.
  for (const face of FACES) doc.registerFont(face, font(face) as unknown as Uint8Array);
  const root = doc.struct('Document');
  doc.addStructure(root);
  let sheets = 0;

  const write = (text: string, x: number, baseline: number, { face, size }: Style, colour: string) =>
    doc
      .font(face)
      .fontSize(size)
      .fillColor(colour)
      .text(text, x * PT, baseline * PT, { lineBreak: false, baseline: 'alphabetic' });

  return {
    get sheets() {
      return sheets;
    },
    sheet() {
      doc.addPage();
      sheets += 1;
    },
    block(tag, { alt } = {}) {
      const element = doc.struct(tag, alt ? { alt } : {});
      root.add(element);
      return {
        draw(work) {
          element.add(doc.markStructureContent(tag));
          work();
          doc.endMarkedContent();
        },
      };
    },
    artifact(work) {
      doc.markContent('Artifact');
      work();
      doc.endMarkedContent();
    },
    text: (text, x, baseline, style, colour = INK) => void write(text, x, baseline, style, colour),
    line({ words, stretch }, x, baseline, style, colour = INK) {
      const space = widthOf(' ', style);
      let at = x * PT;
      // Stretched gaps: word by word, each with its space glyph. pdfkit's own justification writes none.
      const runs = stretch === 0 ? [words.join(' ')] : words.map((word, index) => (index < words.length - 1 ? `${word} ` : word));
      for (const [index, run] of runs.entries()) {
        write(run, at / PT, baseline, style, colour);
        at += widthOf(words[index] ?? '', style) + space + stretch;
      }
    },
    rule(x, y, ruleWidth, colour = HAIR, thickness = 0.5) {
      doc.lineWidth(thickness).strokeColor(colour);
      doc
        .moveTo(x * PT, y * PT)
        .lineTo((x + ruleWidth) * PT, y * PT)
        .stroke();
    },
    path(svg, x, y, scale, colour) {
      doc
        .save()
        .translate(x * PT, y * PT)
        .scale(scale * PT);
      doc.path(svg).fill(colour);
      doc.restore();
    },
    box(x, y, boxWidth, boxHeight, colour) {
      doc.rect(x * PT, y * PT, boxWidth * PT, boxHeight * PT).fill(colour);
    },
    finish() {
      root.end();
      doc.end();
      return done;
    },
  };
}

export const INK = '#16211d';
export const GREY = '#66706b';
export const HAIR = '#9aa8a1';

/** Millimetres from the top of a line of so much leading to its baseline: letters stand in the middle of the line. */
export function baselineIn(size: number, leading: number): number {
  return (size * (leading / 2 + 0.35)) / PT;
}

function collected(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
