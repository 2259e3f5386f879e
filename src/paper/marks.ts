/** QR codes on scanned sheets (31): by them a signed sheet that comes back from the scanner finds its reply. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { MarkReader } from '../office/ports/paper.ts';
import { run, withFile } from './child.ts';

/** Looks at the first sheets of a file. @param limits of the engine: pixels of a picture, milliseconds of a child */
export function markReader({ limits }: { readonly limits: { readonly pixels: number; readonly childMs: number } }): MarkReader {
  let ready = false;
  return {
    async marks({ content, type }) {
      // The package would fetch its module from the net; ours lies in the package
      if (!ready) prepareZXingModule({ overrides: { wasmBinary: wasm() } });
      ready = true;
      const sheets = type === 'application/pdf' ? await drawn(content, limits.childMs) : [content];
      const found: string[] = [];
      for (const sheet of sheets) {
        const picture = sharp(sheet, { limitInputPixels: limits.pixels, failOn: 'none' });
        const { data, info } = await picture
          .rotate()
          .resize({ width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true })
          .toColourspace('srgb')
          .ensureAlpha()
          .raw()
          .toBuffer({ resolveWithObject: true });
        const image = { data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' as const };
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

/** Pixels, and dots an inch: the code has modules of 0.4 mm, three dots each. */
const WIDEST = 2600;
const DPI = 200;
/** The code stands on the first sheet; the one after it may have come first out of the scanner. */
const SHEETS = 2;

function wasm(): ArrayBuffer {
  const bytes = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

async function drawn(pdf: Buffer, timeoutMs: number): Promise<readonly Buffer[]> {
  return withFile(pdf, async (path) => {
    const sheets: Buffer[] = [];
    for (let page = 1; page <= SHEETS; page += 1) {
      const only = ['-f', String(page), '-l', String(page), '-singlefile'];
      const { code, stdout } = await run('pdftoppm', ['-r', String(DPI), '-gray', '-png', ...only, path], { timeoutMs });
      if (code !== 0 || stdout.length === 0) break;
      sheets.push(stdout);
    }
    return sheets;
  });
}
