/** A reading process: files in, pages out. Apart from the engine: nothing that a picture does here holds up mail or screens, or takes their memory. */
import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';
import sharp from 'sharp';
import { assembled } from './assemble.ts';
import { lexiconOf, russianLexicon } from './lexicon.ts';
import { markReader } from './marks.ts';
import { shownPage } from './page-image.ts';
import { workPool } from './pool.ts';
import { countPages, readPages } from './read-file.ts';
import type { FromReading, ToReading } from './reading-line.ts';
import { searchablePdf } from './searchable-pdf.ts';
import { studySheet } from './sheet-study.ts';

// Before any thread is started: on Linux a thread has the niceness of the one that started it.
if (process.argv[3] === 'nice' && getPriority() < 10) setPriority(10);
// One thread a picture: two pages are on the way already.
sharp.concurrency(1);
sharp.cache(false);
const pool = workPool(2);
const marks = markReader({ limits: JSON.parse(process.argv[2] ?? '{}') });

process.on('message', (job: ToReading) => void read(job));
// The engine is gone, whatever way.
process.on('disconnect', () => process.exit(0));

async function read(job: ToReading): Promise<void> {
  const { id, limits } = job;
  try {
    if (job.ask === 'searchable') {
      const files = await Promise.all(job.files.map(async (file) => ({ ...file, content: await readFile(file.path) })));
      return say({ id, bytes: await pool(() => searchablePdf(files, limits)) });
    }
    if (job.ask === 'assemble') {
      const sheets = job.sheets.map((sheet) => ({ ...sheet, content: asBuffer(sheet.content) }));
      return say({ id, bytes: await pool(() => assembled(sheets, limits)) });
    }
    if (job.ask === 'page') {
      const { file, index, look } = job;
      return say({ id, bytes: await pool(() => shownPage(file, index, { ...limits, ...look })) });
    }
    if (job.ask === 'study') {
      const file = { ...job.file, content: asBuffer(job.file.content) };
      const pages = await countPages(file, limits);
      const all = Array.from({ length: pages }, (_, page) => page);
      await Promise.all(
        all.map((page) => pool(async () => say({ id, page, study: await studySheet(file, page, marks, limits) }))),
      );
      return say({ id, pages });
    }
    const lexicon = job.lexiconWords ? lexiconOf(job.lexiconWords) : await russianLexicon();
    const needs = { lexicon, pool, pages: limits.pages, pixels: limits.pixels, timeoutMs: limits.childMs };
    const file = { ...job.file, content: await readFile(job.file.path) };
    const pages = await readPages(file, needs, (page, result) => say({ id, page, result }));
    say({ id, pages });
  } catch (error) {
    const { code = null, message } = error as NodeJS.ErrnoException;
    say({ id, error: { code, message } });
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function say(answer: FromReading): void {
  // The other end may be gone by now: 'disconnect' ends this process.
  if (process.connected) process.send?.(answer);
}
