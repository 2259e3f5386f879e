/** The scanned copy that goes by e-mail (8.4.6): each sheet as a picture, with its words behind it so that it can be searched. */
import { deflateSync } from 'node:zlib';
import { type Canvas, canvas, PT } from './canvas.ts';
import { run, withFile } from './child.ts';
import { type Grey, greysIn } from './greymaps.ts';

export interface ScanCopyOptions {
  readonly title: string;
  readonly author: string;
  /** Date of the letter. */
  readonly created: Date;
  readonly timeoutMs: number;
}

/** A PDF of pictures at 200 dpi. @throws Error with code ENOENT without poppler; when the PDF cannot be drawn */
export function scanCopy(pdf: Buffer, { title, author, created, timeoutMs }: ScanCopyOptions): Promise<Buffer> {
  return withFile(pdf, async (path) => {
    const [drawn, read] = await Promise.all([
      run('pdftoppm', ['-r', String(DPI), '-gray', path], { timeoutMs }),
      run('pdftotext', ['-bbox', '-enc', 'UTF-8', path, '-'], { timeoutMs }),
    ]);
    const sheets = greysIn(drawn.stdout);
    if (drawn.code !== 0 || sheets.length === 0) throw new Error(`the letter cannot be drawn: ${drawn.stderr.slice(0, 200)}`);
    const words = wordsIn(read.stdout.toString('utf8'));
    const paper = canvas({ title, author, created, width: 210, height: 297 });
    for (const [index, sheet] of sheets.entries()) drawSheet(paper, sheet, words[index] ?? [], index + 1);
    return paper.finish();
  });
}

const DPI = 200;
/** Bytes of a sheet's picture from which on four greys must do in place of sixteen. */
const LARGE = 110_000;

interface Word {
  readonly text: string;
  /** Points from the top left corner. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly height: number;
}

function drawSheet(paper: Canvas, grey: Grey, words: readonly Word[], number: number): void {
  paper.sheet();
  const fine = png(grey, 4);
  const picture = fine.length > LARGE ? png(grey, 2) : fine;
  const [width, height] = [(grey.width * 25.4) / DPI, (grey.height * 25.4) / DPI];
  paper
    .block('Figure', { alt: `Скан-копия, лист ${number}`, box: [0, 0, width, height] })
    .draw(() => paper.image(picture, 0, 0, width, height));
  if (words.length === 0) return;
  paper.block('P').draw(() => {
    for (const { text, left, right, bottom, height: size } of words) {
      const style = { face: 'sans', size: size / 1.3 } as const;
      paper.hidden(`${text} `, left / PT, (bottom - size * 0.22) / PT, (right - left) / PT, style);
    }
  });
}

/** PNG of 4 or 16 greys: a third of what a JPEG of text takes, and pdfkit takes it in as it is. */
function png({ width, height, pixels }: Grey, bits: 2 | 4): Buffer {
  const each = 8 / bits;
  const row = Math.ceil(width / each);
  const packed = Buffer.alloc((row + 1) * height);
  const shift = 8 - bits;
  const round = 1 << (shift - 1);
  const most = (1 << bits) - 1;
  for (let y = 0; y < height; y += 1) {
    let to = y * (row + 1) + 1;
    const from = y * width;
    for (let x = 0; x < width; x += each) {
      let byte = 0;
      for (let part = 0; part < each; part += 1) {
        const grey = x + part < width ? (pixels[from + x + part] ?? 255) : 255;
        byte = (byte << bits) | Math.min(most, (grey + (bits === 2 ? round : 0)) >> shift);
      }
      packed[to] = byte;
      to += 1;
    }
  }
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([bits, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(packed, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** PNG, annex D; Node has its own only since 20.15. */
function crc32(bytes: Buffer): number {
  let sum = -1;
  for (const byte of bytes) sum = (CRC[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ -1) >>> 0;
}

/** By sheet. */
function wordsIn(xml: string): readonly (readonly Word[])[] {
  return xml
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g)].map(
        ([, left, top, right, bottom, text = '']) => ({
          text: plain(text),
          left: Number(left),
          right: Number(right),
          bottom: Number(bottom),
          height: Number(bottom) - Number(top),
        }),
      ),
    );
}

function plain(text: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text
    .replace(/&(#\d+|\w+);/g, (whole, name: string) =>
      name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (entities[name] ?? whole),
    )
    .replace(/[\p{Cc}\p{Co}]/gu, '');
}
