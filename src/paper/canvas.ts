/**
 * A tagged PDF/A-2a document to draw on: millimetres from the top left corner, baselines for text. The same calls give the
 * same bytes: nothing depends on the clock.
 */
import PDFDocument from 'pdfkit';
import { type Face, font, type Style, shape } from './fonts.ts';
import type { Line } from './line-breaker.ts';
import { rgb, short, written } from './operators.ts';
import { type PdfKit, type PdfKitFont, type StructureElement, signatureField } from './pdfkit-inside.ts';

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
  /** A part of it: LI of L, TD of TR. */
  block(tag: string, options?: BlockOptions): Block;
}

export interface BlockOptions {
  /** What a figure shows, for those who do not see it. */
  readonly alt?: string;
  /** Of a TH. */
  readonly scope?: 'Column' | 'Row';
  /** Millimetres: x, y, width, height of a figure. */
  readonly box?: readonly [number, number, number, number];
}

export interface Canvas {
  readonly sheets: number;
  sheet(): void;
  /** Back to a sheet that is drawn already, 0-based. */
  turnTo(sheet: number): void;
  /** Structure tags of PDF: P, H1, Figure, L … */
  block(tag: string, options?: BlockOptions): Block;
  /** Decoration: not read aloud. */
  artifact(work: () => void): void;
  /** Millimetres; `baseline` is where the letters stand. */
  text(text: string, x: number, baseline: number, style: Style, colour?: string): void;
  /** One line of a paragraph; with real spaces, so that it can be searched and copied. */
  line(line: Line, x: number, baseline: number, style: Style, colour?: string): void;
  rule(x: number, y: number, width: number, colour?: string, thickness?: number): void;
  path(svg: string, x: number, y: number, scale: number, colour: string): void;
  box(x: number, y: number, width: number, height: number, colour: string): void;
  /** Many boxes in one stroke: the modules of a bar code. */
  boxes(boxes: readonly (readonly [number, number, number, number])[], colour: string): void;
  frame(x: number, y: number, width: number, height: number, radius: number, colour: string): void;
  image(picture: Buffer, x: number, y: number, width: number, height: number): void;
  /** Text that is found and copied but not seen: over the picture of a page. */
  hidden(text: string, x: number, baseline: number, width: number, style: Style): void;
  /** With a place for a signature when `signed` says so. */
  finish(signed?: { readonly name: string; readonly at: Date }): Promise<Buffer>;
}

export function canvas({ title, author, created, width, height }: CanvasOptions): Canvas {
  const options = {
    size: [width * PT, height * PT],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: 'ru-RU',
    displayTitle: true,
    // Trap: without null the standard Helvetica slips in, not embedded; with it a forgotten font throws.
    font: null,
    info: { Title: title, Author: author, Creator: 'Chancery', Producer: 'PDFKit', CreationDate: created },
  };
  const doc = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  const inside = doc as unknown as PdfKit;
  const done = collected(doc);
  const root = inside.struct('Document');
  inside.addStructure(root);
  const fonts = new Map<Face, PdfKitFont>();
  let sheets = 0;

  const fontOf = (face: Face): PdfKitFont => {
    const known = fonts.get(face);
    const used = known ?? opened(inside, face);
    if (!known) fonts.set(face, used);
    inside.page.fonts[used.id] ??= used.ref();
    return used;
  };

  /** pdfkit's own `text` wraps, justifies and saves the state for each word; a line here is one TJ. */
  const write = (words: readonly string[], stretch: number, x: number, baseline: number, style: Style, setting: string) => {
    const out = [`BT ${setting}1 0 0 -1 ${short(x * PT)} ${short(baseline * PT)} Tm`];
    let open: Face | null = null;
    let pieces = '';
    const close = () => {
      if (pieces) out.push(`[${pieces}] TJ`);
      pieces = '';
    };
    for (const [index, word] of words.entries()) {
      const last = index === words.length - 1;
      for (const run of shape(last ? word : `${word} `, style.face).runs) {
        const used = fontOf(run.face);
        if (run.face !== open) {
          close();
          out.push(`/${used.id} ${short(style.size)} Tf`);
          open = run.face;
        }
        pieces += written(used, run.glyphs, style.size);
      }
      if (!last && stretch !== 0) pieces += `${short((-stretch * 1000) / style.size)} `;
    }
    close();
    out.push('ET');
    inside.addContent(out.join('\n'));
  };

  const element = (parent: StructureElement, tag: string, { alt, scope, box }: BlockOptions = {}): Block => {
    const bbox = box && [box[0] * PT, box[1] * PT, (box[0] + box[2]) * PT, (box[1] + box[3]) * PT];
    const own = inside.struct(tag, { ...(alt && { alt }), ...(scope && { scope }), ...(bbox && { bbox }) });
    parent.add(own);
    return {
      draw(work) {
        own.add(inside.markStructureContent(tag));
        work();
        inside.endMarkedContent();
      },
      block: (child, more) => element(own, child, more),
    };
  };

  return {
    get sheets() {
      return sheets;
    },
    sheet() {
      doc.addPage();
      sheets += 1;
    },
    turnTo: (sheet) => void doc.switchToPage(sheet),
    block: (tag, more) => element(root, tag, more),
    artifact(work) {
      inside.markContent('Artifact', { type: 'Layout' });
      work();
      inside.endMarkedContent();
    },
    text: (text, x, baseline, style, colour = INK) => write([text], 0, x, baseline, style, `${rgb(colour)} rg `),
    line: ({ words, stretch }, x, baseline, style, colour = INK) =>
      write(words, stretch, x, baseline, style, `${rgb(colour)} rg `),
    rule(x, y, ruleWidth, colour = HAIR, thickness = 0.5) {
      const [from, to] = [short(x * PT), short((x + ruleWidth) * PT)];
      inside.addContent(`${rgb(colour)} RG ${thickness} w ${from} ${short(y * PT)} m ${to} ${short(y * PT)} l S`);
    },
    path(svg, x, y, scale, colour) {
      doc.save();
      doc.translate(x * PT, y * PT).scale(scale * PT);
      doc.path(svg).fill(colour);
      doc.restore();
    },
    box(x, y, boxWidth, boxHeight, colour) {
      this.boxes([[x, y, boxWidth, boxHeight]], colour);
    },
    boxes(boxes, colour) {
      const rectangles = boxes.map((each) => `${each.map((value) => short(value * PT)).join(' ')} re`);
      inside.addContent(`${rgb(colour)} rg\n${rectangles.join('\n')}\nf`);
    },
    frame(x, y, frameWidth, frameHeight, radius, colour) {
      doc.lineWidth(0.9).strokeColor(colour);
      doc.roundedRect(x * PT, y * PT, frameWidth * PT, frameHeight * PT, radius * PT).stroke();
    },
    image(picture, x, y, imageWidth, imageHeight) {
      doc.image(picture, x * PT, y * PT, { width: imageWidth * PT, height: imageHeight * PT });
    },
    hidden(text, x, baseline, textWidth, style) {
      const natural = (shape(text, style.face).width * style.size) / 1000;
      const stretched = natural > 0 ? (textWidth * PT * 100) / natural : 100;
      write([text], 0, x, baseline, style, `3 Tr ${short(stretched)} Tz `);
    },
    async finish(signed) {
      if (signed) signatureField(inside, signed);
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

/** Trap: pdfkit leaves the width of the missing glyph in the units of the font. */
function opened(doc: PdfKit, face: Face): PdfKitFont {
  doc.font(font(face), face);
  const used = doc._font;
  used.widths[0] = ((used.widths[0] ?? 0) * 1000) / font(face).unitsPerEm;
  return used;
}

function collected(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
