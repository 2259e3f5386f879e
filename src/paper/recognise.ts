/** The reading room: scans to text, page by page, with a verdict on legibility (8.1, 8.2.7). */
import sharp from 'sharp';
import type { PageReading } from '../domain/letter.ts';
import { type Reader, ReaderMissing, type Recognition } from '../office/ports/paper.ts';
import { withFile } from './child.ts';
import { judgeLetter } from './legibility.ts';
import { type Lexicon, lexiconOf, russianLexicon } from './lexicon.ts';
import { type ReadPage, readPage } from './page-reading.ts';
import { countPages, pagePng, renderPage } from './pdf-page.ts';
import { workPool } from './pool.ts';
import type { PageSource } from './preprocess.ts';
import { programs } from './programs.ts';
import { inspectScan } from './scan.ts';
import { textLayer } from './text-layer.ts';
import { readTiff } from './tiff.ts';
import type { ScanLimits } from './verdict.ts';

export interface ScanReaderOptions {
  readonly limits: ScanLimits;
  /** Instead of the dictionary: words in their basic form. */
  readonly lexiconWords?: Iterable<string>;
}

/** Two pages at once for the whole reader, whoever asks. */
export function scanReader({ limits, lexiconWords }: ScanReaderOptions): Reader {
  const pool = workPool(2);
  const lexicon = lexiconWords ? Promise.resolve(lexiconOf(lexiconWords)) : null;
  // One thread a picture: two pages are on the way already.
  sharp.concurrency(1);
  const timeoutMs = limits.childMs;

  const readFile = async (file: ReadFile): Promise<readonly TimedPage[]> => {
    const words = await (lexicon ?? russianLexicon());
    const timed = (work: () => Promise<ReadPage>) => pool(() => clocked(() => named(work, programs())));
    const ocr = (source: PageSource) => readPage(source, { lexicon: words, pixels: limits.pixels, timeoutMs });
    if (file.type === 'application/pdf') {
      return withFile(file.content, async (path) => {
        const count = Math.min(limits.pages, await named(() => countPages(path, timeoutMs), programs()));
        return Promise.all(indexes(count).map((index) => timed(() => readPdfPage(path, index, words, ocr, timeoutMs))));
      });
    }
    return Promise.all(sourcesOf(file, limits.pages).map((source) => timed(() => ocr(source))));
  };

  return {
    inspect: (file, name) => inspectScan(file, name, limits),
    async read(files): Promise<Recognition> {
      const read = (await Promise.all(files.map(readFile))).flat();
      const pages = read.map(({ reason: _, ...page }) => page);
      return {
        pages,
        ...judgeLetter(
          pages,
          read.map(({ reason }) => reason),
        ),
      };
    },
    page: async (file, index) => {
      if (!Number.isInteger(index) || index < 0 || index >= limits.pages) return null;
      if (file.type === 'application/pdf') {
        return withFile(file.content, (path) => named(() => pagePng(path, index, SCREEN_WIDTH, timeoutMs), programs()));
      }
      return imagePng(file, index, limits);
    },
    status: () => programs(),
  };
}

/** Pixels. */
const SCREEN_WIDTH = 1400;

type ReadFile = Parameters<Reader['read']>[0][number];
type TimedPage = PageReading & { readonly reason: string | null };

async function readPdfPage(
  path: string,
  index: number,
  lexicon: Lexicon,
  ocr: (source: PageSource) => Promise<ReadPage>,
  timeoutMs: number,
): Promise<ReadPage> {
  const text = await textLayer(path, index, lexicon, timeoutMs);
  if (text !== null) return { text, confidence: 1, legible: 'legible', score: 1, reason: null };
  const source = await renderPage(path, index, timeoutMs);
  return source
    ? ocr(source)
    : { text: '', confidence: 0, legible: 'doubtful', score: 0, reason: 'страница не открывается, посмотрите сами' };
}

function sourcesOf({ content, type }: Pick<ReadFile, 'content' | 'type'>, most: number): readonly PageSource[] {
  if (!type.startsWith('image/')) return [];
  const pages = type === 'image/tiff' ? readTiff(content, most)?.pages : undefined;
  if (!pages) return [{ kind: 'encoded', content, page: 0, stretch: null }];
  return pages.slice(0, most).map(({ xDpi, yDpi }, page) => {
    const differ = xDpi && yDpi && Math.abs(xDpi / yDpi - 1) > 0.1;
    return { kind: 'encoded', content, page, stretch: differ ? { xDpi, yDpi } : null };
  });
}

async function imagePng(file: { content: Buffer; type: string }, index: number, limits: ScanLimits): Promise<Buffer | null> {
  const source = sourcesOf(file, limits.pages)[index];
  if (source?.kind !== 'encoded') return null;
  const image = sharp(source.content, { page: source.page, limitInputPixels: limits.pixels, failOn: 'truncated' });
  const { width, height } = await image.metadata();
  const stretch = source.stretch ? source.stretch.xDpi / source.stretch.yDpi : 1;
  const wide = Math.min(SCREEN_WIDTH, width);
  const shaped =
    stretch === 1
      ? { width: wide }
      : { width: wide, height: Math.round((wide / width) * height * stretch), fit: 'fill' as const };
  return image.autoOrient().resize(shaped).png().toBuffer();
}

async function clocked(work: () => Promise<ReadPage>): Promise<TimedPage> {
  const from = performance.now();
  const page = await work();
  return { ...page, seconds: Math.round(performance.now() - from) / 1000 };
}

/** A program that is not there becomes the names of the packages to install. */
async function named<T>(work: () => Promise<T>, { missing }: { missing: readonly string[] }): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && missing.length > 0) throw new ReaderMissing(missing);
    throw error;
  }
}

function indexes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
