/** The ceiling: tesseract as it comes, two processes, one thread each, a process a page, on the pages as they lie in their files. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanFile } from './page-set.ts';

export interface RawPage {
  readonly file: string;
  readonly page: number;
}

export interface RawPages {
  /** By `NAME PAGE`, 0-based. PDF pages are drawn at 300 dpi before anything is timed. */
  readonly pages: ReadonlyMap<string, RawPage>;
  remove(): void;
}

export function rawPages(files: readonly ScanFile[]): RawPages {
  const dir = mkdtempSync(join(tmpdir(), 'bench-raw-'));
  const pages = new Map<string, RawPage>();
  for (const [at, { name, content, type, pages: truth }] of files.entries()) {
    const path = join(dir, `${at}-${name}`);
    writeFileSync(path, content);
    for (const index of truth.keys()) {
      if (type !== 'application/pdf') {
        pages.set(`${name} ${index}`, { file: path, page: index });
        continue;
      }
      const drawn = join(dir, `${at}-${index}`);
      execFileSync('pdftoppm', ['-gray', '-r', '300', '-f', `${index + 1}`, '-l', `${index + 1}`, '-singlefile', path, drawn]);
      pages.set(`${name} ${index}`, { file: `${drawn}.pgm`, page: 0 });
    }
  }
  return { pages, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** As nice as our own children, so that other work on the machine hinders both alike. */
export function readRaw({ file, page }: RawPage): Promise<string> {
  const select = file.endsWith('.tif') ? ['-c', `tessedit_page_number=${page}`] : [];
  const child = spawn('nice', ['-n', '10', 'tesseract', file, 'stdout', '-l', 'rus+eng', ...select], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8'))));
}

/** Two at a time. */
export async function inPairs<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all([worker(), worker()]);
  return results;
}
