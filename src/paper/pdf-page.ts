/** Pages of a PDF, by poppler: what is on each, their pictures. Asked once for the whole file, drawn one by one. */
import { run } from './child.ts';
import type { PageSource } from './page-source.ts';

export interface PdfPage {
  /** Dots per inch to draw it with: that of the scan inside, else 300; less for a page that claims to be metres wide. */
  readonly dpi: number;
  readonly coloured: boolean;
}

/** Empty when it cannot be opened. @throws Error ENOENT without poppler */
export async function openPdf(path: string, most: number, timeoutMs: number): Promise<readonly PdfPage[]> {
  const info = await run('pdfinfo', ['-f', '1', '-l', String(most), path], { timeoutMs });
  const said = info.stdout.toString('latin1');
  const count = Math.min(most, Number(said.match(/^Pages:\s+(\d+)/m)?.[1] ?? 0));
  if (!(count > 0)) return [];
  const sizes = new Map(
    [...said.matchAll(/^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+) pts/gm)].map(([, page, wide, tall]) => [
      Number(page),
      Math.max(Number(wide), Number(tall)) / 72,
    ]),
  );
  const list = await run('pdfimages', ['-list', '-f', '1', '-l', String(count), path], { timeoutMs });
  const rows = rowsOf(list.stdout.toString('latin1'));
  return Array.from({ length: count }, (_, index) => {
    const onIt = rows.filter(({ page }) => page === index + 1);
    const inches = sizes.get(index + 1) || 11.7;
    return {
      dpi: Math.max(1, Math.min(scanDpi(onIt), LONGEST / inches)),
      coloured: onIt.length > 0 && onIt.some(({ colour }) => !GREY.has(colour)),
    };
  });
}

/** Null when it cannot be drawn. @param index 0-based */
export async function renderPage(
  path: string,
  index: number,
  { dpi, coloured }: PdfPage,
  timeoutMs: number,
): Promise<PageSource | null> {
  const tone = coloured ? [] : ['-gray'];
  const { code, stdout } = await run('pdftoppm', ['-r', dpi.toFixed(1), ...tone, ...only(index), path], { timeoutMs });
  const header = stdout.toString('latin1', 0, 64).match(/^P([56])\s+(\d+)\s+(\d+)\s+255\s/);
  if (code !== 0 || !header) return null;
  const channels = header[1] === '6' ? 3 : 1;
  const [width, height] = [Number(header[2]), Number(header[3])];
  const bytes = stdout.subarray(header[0].length, header[0].length + width * height * channels);
  return bytes.length === width * height * channels ? { kind: 'raw', bytes, channels, width, height } : null;
}

/** PNG for the screen; null when there is no such page. @param width pixels */
export async function pagePng(path: string, index: number, width: number, timeoutMs: number): Promise<Buffer | null> {
  const size = ['-scale-to-x', String(width), '-scale-to-y', '-1'];
  const { code, stdout } = await run('pdftoppm', ['-png', ...size, ...only(index), path], { timeoutMs });
  return code === 0 && stdout.length > 0 ? stdout : null;
}

const DRAWN_DPI = 300;
/** Pixels on the longest side. */
const LONGEST = 4000;
const GREY: ReadonlySet<string> = new Set(['gray']);

interface ImageRow {
  readonly page: number;
  readonly colour: string;
  readonly pixels: number;
  readonly dpi: number;
}

function rowsOf(list: string): readonly ImageRow[] {
  return list
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => {
      const columns = row.trim().split(/\s+/);
      return {
        page: Number(columns[0]),
        colour: columns[5] ?? '',
        pixels: Number(columns[3]) * Number(columns[4]),
        dpi: Number(columns[12]),
      };
    });
}

/** Of a page that is one image: drawing it larger would only blur it. */
function scanDpi(images: readonly ImageRow[]): number {
  const [only] = images;
  const scan = images.length === 1 && only && only.pixels > 300_000 && only.dpi >= 70;
  return scan ? Math.min(DRAWN_DPI, only.dpi) : DRAWN_DPI;
}

function only(index: number): readonly string[] {
  return ['-f', String(index + 1), '-l', String(index + 1)];
}
