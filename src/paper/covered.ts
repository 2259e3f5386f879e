/** A part of the sheet that is one dark tone and cuts into the text: spilt ink, something laid over, a scan that broke off (8.2.7). */
import type { WeakPlace } from '../domain/letter.ts';
import type { PageWord } from '../office/ports/paper.ts';
import { darkShare, paperTone, type SmallPage } from './bare.ts';

/** Null: whatever is solid there stands apart from the text, as the edge of a table or a logo does. */
export function coveredPart(page: SmallPage, words: readonly PageWord[]): WeakPlace | null {
  const paper = paperTone(page, BRIGHTEST);
  if (darkShare(page, paper - DARKER) < LEAST) return null;
  const blocks = flatBlocks(page, paper);
  const tall = words.map(({ top, bottom }) => bottom - top).toSorted((a, b) => a - b)[words.length >> 1] ?? 0;
  const column = Math.max(...words.map(({ right }) => right)) - Math.min(...words.map(({ left }) => left));
  for (const part of partsOf(blocks)) {
    const set = new Set(part);
    if (part.length < blocks.flat.length * LEAST || !isHardEdged(set, blocks)) continue;
    const touching = words.filter((word) => touches(word, tall * NEAR, set, blocks));
    if (touching.reduce((sum, { left, right }) => sum + right - left, 0) > column * TOUCHED) return partBox(part, blocks);
  }
  return null;
}

/** Of the page: a logo is smaller, and so is a shaded row. */
const LEAST = 0.06;
/** Heights of a word: the next line begins within it, at one and a half lines too. */
const NEAR = 1.6;
/** Of the width of the text, by the words that stand so near. */
const TOUCHED = 0.15;
/** Tones within a block of one tone: ink beside paper has far more. */
const FLAT = 26;
/** Tones by which it is darker than the paper. */
const DARKER = 40;
/** One point in thirty exceeds the tone of what is left of the paper. */
const BRIGHTEST = 0.97;
const SIDE = 5;

interface Blocks {
  /** By how many tones it is darker than paper, all of it alike; 0: it is not. */
  readonly flat: Uint8Array;
  /** As light as paper. */
  readonly light: Uint8Array;
  readonly across: number;
  readonly down: number;
}

function flatBlocks(page: SmallPage, paper: number): Blocks {
  const { grey, channels, width, height } = page;
  const [across, down] = [Math.floor(width / SIDE), Math.floor(height / SIDE)];
  const flat = new Uint8Array(across * down);
  const light = new Uint8Array(across * down);
  for (let at = 0; at < flat.length; at += 1) {
    const [left, top] = [(at % across) * SIDE, Math.floor(at / across) * SIDE];
    let [least, most] = [255, 0];
    for (let y = top; y < top + SIDE; y += 1) {
      for (let x = left; x < left + SIDE; x += 1) {
        const tone = grey[(y * width + x) * channels] ?? 255;
        least = Math.min(least, tone);
        most = Math.max(most, tone);
      }
    }
    if (most < paper - DARKER && most - least < FLAT) flat[at] = paper - most;
    if (most > paper - DARKER / 2) light[at] = 1;
  }
  return { flat, light, across, down };
}

/** A shadow has no edge: from a cover to the paper it is a block or two, mostly. */
function isHardEdged(part: ReadonlySet<number>, { flat, light, across, down }: Blocks): boolean {
  const usual = [...part].map((at) => flat[at] ?? 0).toSorted((a, b) => a - b)[part.size >> 1] ?? 0;
  let edges = 0;
  let hard = 0;
  for (const at of part) {
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [x, y] = [(at % across) + 2 * dx, Math.floor(at / across) + 2 * dy];
      if (x < 0 || y < 0 || x >= across || y >= down || part.has(at + dx + dy * across)) continue;
      edges += 1;
      if (light[y * across + x] && (flat[at] ?? 0) > usual * 0.7) hard += 1;
    }
  }
  return hard * 2 >= edges;
}

/** Blocks that hang together. */
function partsOf({ flat, across, down }: Blocks): readonly (readonly number[])[] {
  const left = Uint8Array.from(flat);
  const parts: number[][] = [];
  for (let from = 0; from < left.length; from += 1) {
    if (!left[from]) continue;
    const part = [from];
    left[from] = 0;
    for (const at of part) {
      const column = at % across;
      const row = Math.floor(at / across);
      const beside = [
        column > 0 ? at - 1 : -1,
        column < across - 1 ? at + 1 : -1,
        at - across,
        row < down - 1 ? at + across : -1,
      ];
      for (const to of beside) {
        if (!left[to]) continue;
        left[to] = 0;
        part.push(to);
      }
    }
    parts.push(part);
  }
  return parts;
}

/** At least half of the word's width has the part right above or below it. */
function touches(
  { left, right, top, bottom }: PageWord,
  near: number,
  part: ReadonlySet<number>,
  { across, down }: Blocks,
): boolean {
  const column = (x: number) => Math.min(across - 1, Math.floor((x / 10_000) * across));
  const row = (y: number) => Math.min(down - 1, Math.max(0, Math.floor((y / 10_000) * down)));
  let touched = 0;
  for (let x = column(left); x <= column(right); x += 1) {
    // The block that its edge runs through is neither the one nor the other
    for (let y = row(top - near) - 1; y <= row(bottom + near) + 1; y += 1) {
      if (!part.has(y * across + x)) continue;
      touched += 1;
      break;
    }
  }
  return touched * 2 >= column(right) - column(left) + 1;
}

function partBox(part: readonly number[], { across, down }: Blocks): WeakPlace {
  const columns = part.map((at) => at % across);
  const rows = part.map((at) => Math.floor(at / across));
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
  return {
    left: Math.round((least(columns) / across) * 10_000),
    top: Math.round((least(rows) / down) * 10_000),
    right: Math.round(((most(columns) + 1) / across) * 10_000),
    bottom: Math.round(((most(rows) + 1) / down) * 10_000),
  };
}
