/** Pages of a PDF as pictures, by poppler. */
import { run } from './child.ts';
import type { PageSource } from './preprocess.ts';

/** 0 when it cannot be opened. @throws Error ENOENT without poppler */
export async function countPages(path: string, timeoutMs: number): Promise<number> {
  const { stdout } = await run('pdfinfo', [path], { timeoutMs });
  return Number(stdout.toString('latin1').match(/^Pages:\s+(\d+)/m)?.[1] ?? 0);
}

/** At the resolution of the scan inside, else 300 dpi; null when it cannot be drawn. @param index 0-based */
export async function renderPage(path: string, index: number, timeoutMs: number): Promise<PageSource | null> {
  const dpi = Math.min(await scanDpi(path, index, timeoutMs), await largestDpi(path, index, timeoutMs));
  const { code, stdout } = await run('pdftoppm', ['-r', dpi.toFixed(1), ...only(index), path], { timeoutMs });
  const header = stdout.toString('latin1', 0, 64).match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
  if (code !== 0 || !header) return null;
  const width = Number(header[1]);
  const height = Number(header[2]);
  const rgb = stdout.subarray(header[0].length, header[0].length + width * height * 3);
  return rgb.length === width * height * 3 ? { kind: 'raw', rgb, width, height, dpi } : null;
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

/** Of a page that is one image: drawing it larger would only blur it. */
async function scanDpi(path: string, index: number, timeoutMs: number): Promise<number> {
  const { stdout } = await run('pdfimages', ['-list', ...only(index), path], { timeoutMs });
  const rows = stdout.toString('latin1').trim().split('\n').slice(2);
  const columns = rows[0]?.trim().split(/\s+/) ?? [];
  const said = Number(columns[12]);
  const large = Number(columns[3]) * Number(columns[4]) > 300_000;
  return rows.length === 1 && large && said >= 70 ? Math.min(DRAWN_DPI, said) : DRAWN_DPI;
}

/** A page may claim to be five metres wide. */
async function largestDpi(path: string, index: number, timeoutMs: number): Promise<number> {
  const page = String(index + 1);
  const { stdout } = await run('pdfinfo', ['-f', page, '-l', page, path], { timeoutMs });
  const size = stdout.toString('latin1').match(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/m);
  const inches = Math.max(Number(size?.[1] ?? 842), Number(size?.[2] ?? 842)) / 72;
  return Math.max(1, LONGEST / inches);
}

function only(index: number): readonly string[] {
  return ['-f', String(index + 1), '-l', String(index + 1)];
}
