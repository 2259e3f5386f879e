/** What is dark on a sheet and no text: the edges of the scanner's glass, rules and squares of the paper, specks. On a small copy, 500 points wide. */

export interface InkMap {
  /** 1 where there is ink, row by row. */
  readonly ink: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Rows and columns at the edges that are dark from end to end. Never more than a third from a side: what is black to its middle is no edge. */
export function withoutEdges({ ink, width, height }: InkMap): InkMap {
  const row = (y: number) => filled(width, (x) => ink[y * width + x] === 1);
  const top = count(height / 3, row);
  const bottom = count(height / 3, (y) => row(height - 1 - y));
  const column = (x: number) => filled(height - top - bottom, (y) => ink[(top + y) * width + x] === 1);
  const left = count(width / 3, column);
  const right = count(width / 3, (x) => column(width - 1 - x));
  const [wide, tall] = [width - left - right, height - top - bottom];
  const inner = new Uint8Array(wide * tall);
  for (let y = 0; y < tall; y += 1) inner.set(ink.subarray((top + y) * width + left, (top + y) * width + left + wide), y * wide);
  return { ink: inner, width: wide, height: tall };
}

/** Lines far longer than a stroke of a letter, and as thin as one. */
export function withoutRules({ ink, width, height }: InkMap): InkMap {
  const across = runs(ink, width, height, 1, width);
  const along = runs(ink, height, width, width, 1);
  const left = Uint8Array.from(ink);
  for (let at = 0; at < left.length; at += 1) {
    if (!ink[at]) continue;
    const [long, thick] = [Math.max(across[at] ?? 0, along[at] ?? 0), Math.min(across[at] ?? 0, along[at] ?? 0)];
    // With the corners that the smaller copy fills up where rules meet
    if (long >= LONG && (thick <= THIN || isCrossing(ink, width, at)))
      for (const to of around(at, at % width, width, height)) left[to] = 0;
  }
  return { ink: left, width, height };
}

/** Spots smaller than a letter, as dust is; not when there are so many that they may be what is left of letters. */
export function withoutSpecks({ ink, width, height }: InkMap): InkMap {
  const open = Uint8Array.from(ink);
  const left = Uint8Array.from(ink);
  let specks = 0;
  for (let from = 0; from < open.length; from += 1) {
    if (!open[from]) continue;
    open[from] = 0;
    const spot = [from];
    let [first, last, bottom] = [from % width, from % width, 0];
    for (const at of spot) {
      const x = at % width;
      [first, last, bottom] = [Math.min(first, x), Math.max(last, x), Math.max(bottom, Math.floor(at / width))];
      for (const to of around(at, x, width, height)) {
        if (!open[to]) continue;
        open[to] = 0;
        spot.push(to);
      }
    }
    if (last - first >= SPECK || bottom - Math.floor(from / width) >= SPECK) continue;
    specks += 1;
    for (const at of spot) left[at] = 0;
  }
  return specks > MOST_SPECKS ? { ink, width, height } : { ink: left, width, height };
}

/** Points of 0.42 mm: 17 mm. */
const LONG = 40;
const THIN = 4;
/** Points: letters of 8 points measure more than 3, and hang together. */
const SPECK = 4;
const MOST_SPECKS = 400;
/** Of a row, for an edge. */
const DARK_ROW = 0.85;

function filled(length: number, isInk: (at: number) => boolean): boolean {
  let dark = 0;
  for (let at = 0; at < length; at += 1) if (isInk(at)) dark += 1;
  return dark > length * DARK_ROW;
}

function count(most: number, isDark: (at: number) => boolean): number {
  let at = 0;
  while (at < most && isDark(at)) at += 1;
  return at;
}

/** For each point of ink the length of the run it is in: `lines` of `length` points, `step` apart, beginning `next` apart. */
function runs(ink: Uint8Array, length: number, lines: number, step: number, next: number): Uint16Array {
  const found = new Uint16Array(ink.length);
  for (let line = 0; line < lines; line += 1) {
    for (let from = 0; from < length; from += 1) {
      let to = from;
      while (to < length && ink[line * next + to * step]) to += 1;
      for (let at = from; at < to; at += 1) found[line * next + at * step] = to - from;
      from = to;
    }
  }
  return found;
}

/** Where two rules meet, the four fields beside are empty. */
function isCrossing(ink: Uint8Array, width: number, at: number): boolean {
  return [-THIN * (width + 1), -THIN * (width - 1), THIN * (width - 1), THIN * (width + 1)].every((by) => !ink[at + by]);
}

function around(at: number, x: number, width: number, height: number): readonly number[] {
  const found: number[] = [];
  for (let down = -1; down <= 1; down += 1) {
    for (let right = -1; right <= 1; right += 1) {
      const to = at + down * width + right;
      if (x + right >= 0 && x + right < width && to >= 0 && to < width * height) found.push(to);
    }
  }
  return found;
}
