/** QR codes on scanned sheets (31): by them a signed sheet that comes back from the scanner finds its reply. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { MarkReader } from '../office/ports/paper.ts';
import { run, withFile } from './child.ts';
import { type Grey, greysIn } from './greymaps.ts';

/** Looks at the first sheets of a file. @param limits of the engine: pixels of a picture, milliseconds of a child */
export function markReader({ limits }: { readonly limits: { readonly pixels: number; readonly childMs: number } }): MarkReader {
  let ready = false;
  return {
    async marks({ content, type }) {
      // The package would fetch its module from the net; ours lies in the package
      if (!ready) prepareZXingModule({ overrides: { wasmBinary: wasm() } });
      ready = true;
      const sheets = type === 'application/pdf' ? await drawn(content, limits) : [await decoded(content, limits.pixels)];
      const found: string[] = [];
      for (const { pixels, width, height } of sheets) {
        const image = { data: new Uint8ClampedArray(rgba(pixels)), width, height, colorSpace: 'srgb' as const };
        const codes = await readBarcodes(image as Parameters<typeof readBarcodes>[0], {
          formats: ['QRCode'],
          tryHarder: true,
          maxNumberOfSymbols: 8,
        });
        found.push(...codes.map(({ text }) => text).filter(Boolean));
      }
      return found;
    },
  };
}

/** Pixels of the longer side, A4 at some 200 dots an inch: the code has modules of 0.4 mm, three dots each. */
const WIDEST = 2400;
/** The code stands on the first sheet; the one after it may have come first out of the scanner. */
const SHEETS = 2;

function wasm(): ArrayBuffer {
  const bytes = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

async function decoded(picture: Buffer, most: number): Promise<Grey> {
  const { data, info } = await sharp(picture, { limitInputPixels: most, failOn: 'none' })
    .rotate()
    .resize({ width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** The longer side is held to `WIDEST`, whatever the sheet claims to measure. */
async function drawn(pdf: Buffer, { childMs }: { readonly childMs: number }): Promise<readonly Grey[]> {
  return withFile(pdf, async (path) => {
    const { stdout } = await run('pdftoppm', ['-scale-to', String(WIDEST), '-gray', '-f', '1', '-l', String(SHEETS), path], {
      timeoutMs: childMs,
    });
    return greysIn(stdout);
  });
}

function rgba(pixels: Uint8Array): Uint8Array {
  const out = new Uint8Array(pixels.length * 4).fill(255);
  for (let at = 0; at < pixels.length; at += 1) {
    const grey = pixels[at] ?? 255;
    out[at * 4] = grey;
    out[at * 4 + 1] = grey;
    out[at * 4 + 2] = grey;
  }
  return out;
}
