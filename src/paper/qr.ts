/** A QR code as one filled path (31): level M, quiet zone left to the white sheet around it. */
import { encode } from 'uqr';
import type { Canvas } from './canvas.ts';

export interface QrPlace {
  /** Millimetres. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly alt: string;
}

export function drawQr(paper: Canvas, text: string, { x, y, size, alt }: QrPlace): void {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 0 });
  const side = size / modules;
  const boxes: [number, number, number, number][] = [];
  for (const [row, cells] of data.entries()) {
    for (let at = 0; at < modules; at += 1) {
      let width = 0;
      while (cells[at + width]) width += 1;
      if (width > 0) boxes.push([x + at * side, y + row * side, width * side, side]);
      at += width;
    }
  }
  paper.block('Figure', { alt, box: [x, y, size, size] }).draw(() => paper.boxes(boxes, '#000000'));
}
