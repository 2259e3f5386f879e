/** A file page by page: from its text layer where that is real, else by reading the picture. Runs in the reading process. */
import type { PageResult } from '../office/ports/paper.ts';
import { withFile } from './child.ts';
import type { Lexicon } from './lexicon.ts';
import { type ReadPage, readPage, unread } from './page-reading.ts';
import type { PageSource } from './page-source.ts';
import { openPdf, type PdfPage, renderPage } from './pdf-page.ts';
import type { Pool } from './pool.ts';
import { layerWords, textLayers } from './text-layer.ts';
import { readTiff } from './tiff.ts';

export interface FileNeeds {
  readonly lexicon: Lexicon;
  /** Pages of all files go through it. */
  readonly pool: Pool;
  readonly pages: number;
  readonly pixels: number;
  /** Of one child. */
  readonly timeoutMs: number;
}

export interface FileToRead {
  readonly content: Buffer;
  readonly type: string;
  /** Pages that are read already, 0-based. */
  readonly skip: readonly number[];
}

/**
 * Tells each page as it is read; resolves with the number of pages.
 * @throws Error ENOENT when tesseract or poppler is not installed
 */
export function readPages(file: FileToRead, needs: FileNeeds, tell: (page: number, result: PageResult) => void): Promise<number> {
  const each = async (count: number, work: (index: number) => Promise<ReadPage>): Promise<number> => {
    const left = Array.from({ length: count }, (_, index) => index).filter((index) => !file.skip.includes(index));
    await Promise.all(left.map((index) => needs.pool(async () => tell(index, await clocked(() => work(index))))));
    return count;
  };
  const ocr = (source: PageSource) => readPage(source, needs);
  if (file.type !== 'application/pdf') {
    const sources = sourcesOf(file, needs.pages);
    return each(sources.length, async (index) => {
      const source = sources[index];
      return source ? ocr(source) : unread(CLOSED);
    });
  }
  return withFile(file.content, async (path) => {
    const pages = await openPdf(path, needs.pages, needs.timeoutMs);
    const texts = pages.length > 0 ? await textLayers(path, pages.length, needs.lexicon, needs.timeoutMs) : [];
    return each(pages.length, async (index) => pdfPage(path, index, pages[index], texts[index] ?? null, ocr, needs.timeoutMs));
  });
}

/** Pages of a file, without reading any. @throws Error ENOENT without poppler */
export async function countPages(
  file: Pick<FileToRead, 'content' | 'type'>,
  { pages, childMs }: { readonly pages: number; readonly childMs: number },
): Promise<number> {
  if (file.type !== 'application/pdf') return sourcesOf(file, pages).length;
  return withFile(file.content, async (path) => (await openPdf(path, pages, childMs)).length);
}

/** Pages of an image file, not decoded yet. */
export function sourcesOf({ content, type }: Pick<FileToRead, 'content' | 'type'>, most: number): readonly PageSource[] {
  if (!type.startsWith('image/')) return [];
  const pages = type === 'image/tiff' ? readTiff(content, most)?.pages : undefined;
  if (!pages) return [{ kind: 'encoded', content, page: 0, stretch: null }];
  return pages.slice(0, most).map(({ xDpi, yDpi }, page) => {
    const differ = xDpi && yDpi && Math.abs(xDpi / yDpi - 1) > 0.1;
    return { kind: 'encoded', content, page, stretch: differ ? { xDpi, yDpi } : null };
  });
}

const CLOSED = 'страница не открывается, посмотрите сами';

async function pdfPage(
  path: string,
  index: number,
  page: PdfPage | undefined,
  text: string | null,
  ocr: (source: PageSource) => Promise<ReadPage>,
  timeoutMs: number,
): Promise<ReadPage> {
  if (text !== null) {
    const { words, ratio } = await layerWords(path, index, timeoutMs);
    return { text, confidence: 1, legible: 'legible', score: 1, reason: null, turn: 0, words, ratio };
  }
  const source = page ? await renderPage(path, index, page, timeoutMs) : null;
  return source ? ocr(source) : unread(CLOSED);
}

async function clocked(work: () => Promise<ReadPage>): Promise<PageResult> {
  const from = performance.now();
  const page = await work();
  return { ...page, seconds: Math.round(performance.now() - from) / 1000 };
}
