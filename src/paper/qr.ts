/** A QR code as one filled path (31): level M, quiet zone left to the white sheet around it. */
import type { Canvas } from './canvas.ts';
import { qrModules } from './qr-modules.ts';

export interface QrPlace {
  /** Millimetres. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly alt: string;
}

export function drawQr(paper: Canvas, text: string, { x, y, size, alt }: QrPlace): void {
  const { cells, size: modules } = qrModules(text);
  const side = size / modules;
  const boxes: [number, number, number, number][] = [];
  for (let row = 0; row < modules; row += 1) {
    for (let at = 0; at < modules; at += 1) {
      let width = 0;
      while (at + width < modules && cells[row * modules + at + width] === 1) width += 1;
      if (width > 0) boxes.push([x + at * side, y + row * side, width * side, side]);
      at += width;
    }
  }
  paper.block('Figure', { alt, box: [x, y, size, size] }).draw(() => paper.boxes(boxes, '#000000'));
}
