/** The reading room: scans to text, page by page, with a verdict on legibility (8.1, 8.2.7). */
import sharp from 'sharp';
import {
  type PageMemory,
  type PageResult,
  type Reader,
  ReaderMissing,
  type Recognition,
  type Scanner,
} from '../office/ports/paper.ts';
import { judgeLetter } from './legibility.ts';
import { programs } from './programs.ts';
import { type LaidFile, type ReadingLine, readingLine } from './reading-line.ts';
import { inspectScan } from './scan.ts';
import { separatorSheet } from './separator.ts';
import { type Spool, spool } from './spool.ts';
import type { ScanLimits } from './verdict.ts';

// Pictures are opened in processes of their own; here only headers are.
sharp.cache(false);
sharp.concurrency(1);

export interface ScanReaderOptions {
  readonly limits: ScanLimits;
  /** Instead of the dictionary: words in their basic form. */
  readonly lexiconWords?: Iterable<string>;
}

/** Two pages at once for the whole reader, whoever asks. */
export function scanReader({ limits, lexiconWords }: ScanReaderOptions): Reader & Scanner {
  const line = readingLine(limits, { lexiconWords: lexiconWords ? [...lexiconWords] : null });
  // Of their own: who looks at a page does not wait for those that are being read.
  const drawing = readingLine(limits, { nice: false });
  const lay = spool();
  return {
    inspect: (file, name) => inspectScan(file, name, limits),
    async read(files, memory = forgetful) {
      return recognitionOf((await Promise.all(files.map((file) => readFile(line, lay, file, memory)))).flat());
    },
    searchable: (files) => named(() => allLaid(lay, files, (laid) => line.searchable(laid))),
    page: (file, index, look) => named(() => lay(file, (path) => drawing.page({ path, type: file.type }, index, look ?? {}))),
    status: () => programs(),
    async study(file, tell) {
      const told: Promise<void>[] = [];
      await named(() => line.study(file, (page, study) => told.push(tell(page, study)))).finally(() => Promise.all(told));
    },
    assemble: (sheets) => named(() => line.assemble(sheets)),
    separator: separatorSheet,
  };
}

function recognitionOf(pages: readonly PageResult[]): Recognition {
  const reasons = pages.map(({ reason }) => reason);
  return { pages, ...judgeLetter(pages, reasons) };
}

type File = Parameters<Reader['read']>[0][number];

const forgetful: PageMemory = { recall: async () => new Map(), keep: async () => {} };

/** Pages that are kept are not read again; each new one is kept before the file counts as read. */
async function readFile(line: ReadingLine, lay: Spool, file: File, memory: PageMemory): Promise<readonly PageResult[]> {
  const { content, type, hash } = file;
  const known = new Map(hash ? await memory.recall(hash) : []);
  const kept: Promise<void>[] = [];
  const tell = (page: number, result: PageResult) => {
    const placed = hash ? { ...result, file: hash, page } : result;
    known.set(page, placed);
    if (hash) kept.push(memory.keep(hash, page, placed));
  };
  const skip = [...known.keys()];
  const reading = named(() => lay({ content, type }, (path) => line.read({ path, type, skip }, tell)));
  const count = await reading.finally(() => Promise.all(kept));
  return Array.from({ length: count }, (_, page) => known.get(page)).filter((page) => page !== undefined);
}

/** One after the other, so that no more than one is copied at a time. */
async function allLaid<T>(lay: Spool, files: Readable, work: (laid: readonly LaidFile[]) => Promise<T>): Promise<T> {
  const [first, ...others] = files;
  if (!first) return work([]);
  const { content, type, pages } = first;
  return lay({ content, type }, (path) => allLaid(lay, others, (laid) => work([{ path, type, pages }, ...laid])));
}

type Readable = Parameters<Reader['searchable']>[0];

/** A program that is not there becomes the names of the packages to install. */
async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { missing } = programs();
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && missing.length > 0) throw new ReaderMissing(missing);
    throw error;
  }
}
