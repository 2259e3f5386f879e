/** Pixels of a page, three bytes each, and what scanners, lamps and lenses do to them. Nothing here is left to chance. */
import sharp, { type Sharp } from 'sharp';

export interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

export async function pictureOf(input: Buffer): Promise<Picture> {
  const { data, info } = await sharp(input, { limitInputPixels: false })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function asSharp({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** `level(x, y)` of the page, both 0–1: the light that falls there, 1 as it was; `veil`: white laid over it, 0–1. */
export function lit(picture: Picture, level: (x: number, y: number) => number, veil?: (x: number, y: number) => number): Picture {
  const { width, height } = picture;
  const data = Buffer.alloc(picture.data.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = level(x / width, y / height);
      const white = veil ? veil(x / width, y / height) : 0;
      for (let channel = 0; channel < 3; channel += 1, at += 1) {
        const value = (picture.data[at] ?? 0) * light;
        data[at] = Math.max(0, Math.min(255, value + (255 - value) * white));
      }
    }
  }
  return { data, width, height };
}

/** Each pixel of the result is fetched from `from(x, y)` (pixels) of the old page; outside of it lies `table`. */
export function warped(
  picture: Picture,
  size: { width: number; height: number },
  from: (x: number, y: number) => readonly [number, number],
  table: readonly [number, number, number] = [255, 255, 255],
): Picture {
  const { data: old, width, height } = picture;
  const data = Buffer.alloc(size.width * size.height * 3);
  for (let y = 0, at = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1, at += 3) {
      const [fx, fy] = from(x, y);
      const [left, top] = [Math.floor(fx), Math.floor(fy)];
      const inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
      for (let channel = 0; channel < 3; channel += 1) {
        if (!inside) {
          data[at + channel] = table[channel] ?? 0;
          continue;
        }
        const p = (top * width + left) * 3 + channel;
        const [u, v] = [fx - left, fy - top];
        const upper = (old[p] ?? 0) * (1 - u) + (old[p + 3] ?? 0) * u;
        const lower = (old[p + width * 3] ?? 0) * (1 - u) + (old[p + width * 3 + 3] ?? 0) * u;
        data[at + channel] = upper * (1 - v) + lower * v;
      }
    }
  }
  return { data, ...size };
}

/** Grain that is the same in each run; `sigma` in levels of grey. */
export function grainy(picture: Picture, sigma: number): Picture {
  const data = Buffer.from(picture.data);
  const next = dice(7);
  for (let at = 0; at < data.length; at += 3) {
    const change = (next() + next() + next() - 1.5) * sigma * 2;
    for (let channel = 0; channel < 3; channel += 1)
      data[at + channel] = Math.max(0, Math.min(255, (data[at + channel] ?? 0) + change));
  }
  return { ...picture, data };
}

/** Smeared along `(dx, dy)` pixels: a hand that moved. */
export function moved(picture: Picture, dx: number, dy: number): Picture {
  const { data: old, width, height } = picture;
  const steps = Math.max(Math.abs(dx), Math.abs(dy));
  const data = Buffer.alloc(old.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let step = 0; step <= steps; step += 1) {
        const fx = Math.max(0, Math.min(width - 1, Math.round(x + (dx * step) / steps - dx / 2)));
        const fy = Math.max(0, Math.min(height - 1, Math.round(y + (dy * step) / steps - dy / 2)));
        sum += old[(fy * width + fx) * 3] ?? 0;
      }
      data.fill(Math.round(sum / (steps + 1)), (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return { data, width, height };
}

/** 0–1, the same row in each run. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A drawing of page size laid over the picture. */
export async function drawnOver(
  picture: Picture,
  inner: string,
  blend: 'multiply' | 'over' | 'screen' = 'multiply',
): Promise<Picture> {
  const { width, height } = picture;
  const svg = `<svg width="${width}" height="${height}" viewBox="0 0 1000 1414" preserveAspectRatio="none" xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
  return pictureOf(
    await asSharp(picture)
      .composite([{ input: Buffer.from(svg), blend }])
      .png({ compressionLevel: 1 })
      .toBuffer(),
  );
}
