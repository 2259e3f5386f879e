/**
 * The modules of a QR code under the mask that scanners read best (ISO/IEC 18004, 7.8.3). `uqr` finds the same one but takes an
 * eighth of the time of a whole letter for it: here the code is made once, and the eight masks are weighed on flat arrays.
 */
import { encode } from 'uqr';

export interface QrModules {
  readonly size: number;
  /** Row by row; 1 is dark. */
  readonly cells: Uint8Array;
}

/** Level M. @throws RangeError when the text is too long for a code */
export function qrModules(text: string): QrModules {
  const { data, types, size } = encode(text, { ecc: 'M', border: 0, maskPattern: 0 });
  const plain = new Uint8Array(size * size);
  const free = new Uint8Array(size * size);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      plain[y * size + x] = data[y]?.[x] ? 1 : 0;
      free[y * size + x] = types[y]?.[x] === 0 ? 1 : 0;
    }
  let best: { cells: Uint8Array; weight: number } = { cells: plain, weight: penalty(plain, size) };
  for (let mask = 1; mask < 8; mask += 1) {
    const cells = remasked(plain, free, size, mask);
    const weight = penalty(cells, size);
    if (weight < best.weight) best = { cells, weight };
  }
  return { size, cells: best.cells };
}

const inverts: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Which cells turn over between mask 0 and another; depends on the size alone. */
const turned = new Map<string, Uint8Array>();

function turnedBetween(size: number, mask: number): Uint8Array {
  const key = `${size} ${mask}`;
  const known = turned.get(key);
  if (known) return known;
  const made = new Uint8Array(size * size);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) made[y * size + x] = inverts[0]?.(x, y) === inverts[mask]?.(x, y) ? 0 : 1;
  turned.set(key, made);
  return made;
}

/** From mask 0 to another: the free cells, and the two copies of the format, which names the mask. */
function remasked(plain: Uint8Array, free: Uint8Array, size: number, mask: number): Uint8Array {
  const turn = turnedBetween(size, mask);
  const cells = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at += 1) cells[at] = (plain[at] as number) ^ ((turn[at] as number) & (free[at] as number));
  // The code of the format is linear: what mask 0 says, and the mask's own word over it
  let rest = mask;
  for (let n = 0; n < 10; n += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const word = (mask << 10) | rest;
  for (let bit = 0; bit < 15; bit += 1) {
    if (((word >>> bit) & 1) === 0) continue;
    const [first, second] = formatCells(bit, size);
    cells[first] = (cells[first] ?? 0) ^ 1;
    cells[second] = (cells[second] ?? 0) ^ 1;
  }
  return cells;
}

function formatCells(bit: number, size: number): readonly [number, number] {
  const at = (x: number, y: number) => y * size + x;
  const corner = bit < 6 ? at(8, bit) : bit === 6 ? at(8, 7) : bit === 7 ? at(8, 8) : bit === 8 ? at(7, 8) : at(14 - bit, 8);
  return [corner, bit < 8 ? at(size - 1 - bit, 8) : at(8, size - 15 + bit)];
}

/** 7.8.3.1: long runs, likenesses of the finder, squares of four, and a share of dark far from a half. */
function penalty(cells: Uint8Array, size: number): number {
  let sum = 0;
  for (let line = 0; line < size; line += 1) {
    sum += linePenalty(cells, line * size, 1, size);
    sum += linePenalty(cells, line, size, size);
  }
  let dark = 0;
  for (let at = 0; at < cells.length; at += 1) dark += cells[at] ?? 0;
  for (let y = 0; y < size - 1; y += 1)
    for (let at = y * size; at < y * size + size - 1; at += 1) {
      const cell = cells[at];
      if (cell === cells[at + 1] && cell === cells[at + size] && cell === cells[at + size + 1]) sum += 3;
    }
  const total = size * size;
  return sum + (Math.ceil(Math.abs(dark * 20 - total * 10) / total) - 1) * 10;
}

/** Runs of five and more, and finders (1:1:3:1:1 with four light ones on a side); the quiet zone around the line is light. */
function linePenalty(cells: Uint8Array, from: number, step: number, size: number): number {
  let sum = 0;
  let colour = 0;
  let run = 0;
  // The last seven runs, newest first; an array would cost more than all the rest
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  for (let n = 0, at = from; n <= size; n += 1, at += step) {
    const ends = n === size;
    const cell = ends ? 1 - colour : (cells[at] as number);
    if (cell === colour) {
      run += 1;
      if (run === 5) sum += 3;
      else if (run > 5) sum += 1;
      continue;
    }
    const light = colour === 0;
    g = f;
    f = e;
    e = d;
    d = c;
    c = b;
    b = a;
    a = run + (b === 0 ? size : 0) + (ends && light ? size : 0);
    if (light) sum += finders(a, b, c, d, e, f, g);
    colour = cell;
    run = ends ? 0 : 1;
    if (!ends || light) continue;
    // A dark end: the light around it is a run of its own
    sum += finders(size + (a === 0 ? size : 0), a, b, c, d, e, f);
  }
  return sum;
}

function finders(a: number, b: number, c: number, d: number, e: number, f: number, g: number): number {
  if (b === 0 || c !== b || d !== b * 3 || e !== b || f !== b) return 0;
  return (a >= b * 4 && g >= b ? 40 : 0) + (g >= b * 4 && a >= b ? 40 : 0);
}
