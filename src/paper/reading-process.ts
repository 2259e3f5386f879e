/** The reading process: files in, pages out. Nice, apart from the engine: nothing that a picture does here holds up mail or screens. */
import { Buffer } from 'node:buffer';
import { getPriority, setPriority } from 'node:os';
import sharp from 'sharp';
import { lexiconOf, russianLexicon } from './lexicon.ts';
import { workPool } from './pool.ts';
import { readPages } from './read-file.ts';
import type { FromReading, ToReading } from './reading-line.ts';

// Before any thread is started: on Linux a thread has the niceness of the one that started it.
if (getPriority() < 10) setPriority(10);
// One thread a picture: two pages are on the way already.
sharp.concurrency(1);
sharp.cache(false);
const pool = workPool(2);

process.on('message', (job: ToReading) => void read(job));
// The engine is gone, whatever way.
process.on('disconnect', () => process.exit(0));

async function read({ id, file, limits, lexiconWords }: ToReading): Promise<void> {
  try {
    const lexicon = lexiconWords ? lexiconOf(lexiconWords) : await russianLexicon();
    const content = Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength);
    const needs = { lexicon, pool, pages: limits.pages, pixels: limits.pixels, timeoutMs: limits.childMs };
    const pages = await readPages({ ...file, content }, needs, (page, result) => say({ id, page, result }));
    say({ id, pages });
  } catch (error) {
    const { code = null, message } = error as NodeJS.ErrnoException;
    say({ id, error: { code, message } });
  }
}

function say(answer: FromReading): void {
  // The other end may be gone by now: 'disconnect' ends this process.
  if (process.connected) process.send?.(answer);
}
