/**
 * Reading of scans against tesseract as it comes (two processes, one thread each) on the same pages in the same run: pages per
 * second of readable print, character errors by kind, the verdicts on legibility, memory; and the time from upload to number.
 * `--data DIR` (a folder with truth.jsonl), else pages drawn here; `--json`.
 */

import { limits } from '../src/config.ts';
import { scanReader } from '../src/paper/recognise.ts';
import { drawnSet } from './scans/drawn-set.ts';
import { errorsOf } from './scans/error-rate.ts';
import { peakMemory } from './scans/memory.ts';
import { isPrint, readSet, type TruePage } from './scans/page-set.ts';
import { inPairs, rawPages, readRaw } from './scans/raw-tesseract.ts';
import { uploadTimes } from './scans/upload.ts';

const json = process.argv.includes('--json');
const data = process.argv.includes('--data') ? process.argv[process.argv.indexOf('--data') + 1] : undefined;
/** Files of one turn: raw and ours take turns, so that other work on the machine meets both. */
const TURN = 8;

const files = data ? readSet(data) : await drawnSet();
const raw = rawPages(files);
const memory = peakMemory();
try {
  const reader = scanReader({ limits });
  const [first] = files;
  if (first) await reader.read([{ ...first }]); // the dictionary is read once, at the first page
  const pages: Measured[] = [];
  const speed = { ours: { pages: 0, ms: 0 }, raw: { pages: 0, ms: 0 } };
  const print = files.filter((file) => file.pages.every(isPrint));
  const others = files.filter((file) => !print.includes(file));
  for (const [group, timed] of [
    [print, true],
    [others, false],
  ] as const) {
    for (let at = 0; at < group.length; at += TURN) {
      const turn = group.slice(at, at + TURN);
      const wanted = turn.flatMap(({ name, pages: all }) => all.map((page, index) => ({ page, key: `${name} ${index}` })));
      const rawFrom = performance.now();
      const texts = await inPairs(wanted, ({ key }) => readRaw(raw.pages.get(key) ?? { file: '', page: 0 }));
      const oursFrom = performance.now();
      const read = (await Promise.all(turn.map((file) => reader.read([file])))).flatMap((each) => each.pages);
      const end = performance.now();
      if (timed) {
        speed.raw = { pages: speed.raw.pages + wanted.length, ms: speed.raw.ms + oursFrom - rawFrom };
        speed.ours = { pages: speed.ours.pages + wanted.length, ms: speed.ours.ms + end - oursFrom };
      }
      pages.push(
        ...wanted.map(({ page, key }, index) => ({
          key,
          page,
          raw: texts[index] ?? '',
          text: read[index]?.text ?? '',
          verdict: read[index]?.legible ?? 'missing',
          score: read[index]?.score ?? 0,
          seconds: read[index]?.seconds ?? 0,
        })),
      );
    }
  }
  report(pages, speed);
} finally {
  raw.remove();
}

interface Measured {
  readonly key: string;
  readonly page: TruePage;
  readonly raw: string;
  readonly text: string;
  readonly verdict: string;
  readonly score: number;
  readonly seconds: number;
}

interface Speed {
  readonly pages: number;
  readonly ms: number;
}

async function report(pages: readonly Measured[], speed: { ours: Speed; raw: Speed }): Promise<void> {
  const perSecond = ({ pages: count, ms }: Speed) => round(count / (ms / 1000), 2);
  const readable = pages.filter(({ page }) => page.legible && page.text);
  const kinds = [...new Set(readable.map(({ page }) => page.kind))].map((kind) => {
    const of = readable.filter(({ page }) => page.kind === kind);
    return { kind, pages: of.length, cer: rate(of, 'text'), raw: rate(of, 'raw') };
  });
  // Before the pages of the upload are drawn here: what the engine takes then is measured by scans-memory
  const memoryMb = memory.stop();
  const upload = await uploadTimes();
  const result = {
    files: files.length,
    pages: pages.length,
    printPages: speed.ours.pages,
    pagesPerSecond: perSecond(speed.ours),
    rawPagesPerSecond: perSecond(speed.raw),
    ratio: round(perSecond(speed.ours) / perSecond(speed.raw), 3),
    cer: rate(readable, 'text'),
    rawCer: rate(readable, 'raw'),
    worseThanRaw: kinds.filter(({ cer, raw: theirs }) => cer > theirs).map(({ kind }) => kind),
    confusion: confusion(pages),
    upload,
    memoryMb,
    kinds,
  };
  console.table(kinds);
  console.table(result.confusion);
  const { kinds: _, confusion: __, worseThanRaw, upload: ___, memoryMb: ____, ...figures } = result;
  console.table([figures]);
  console.table([{ ...upload, ...memoryMb }]);
  if (worseThanRaw.length > 0) console.log(`worse than raw: ${worseThanRaw.join(', ')}`);
  if (process.argv.includes('--pages')) {
    console.table(
      pages.map(({ key, page, verdict, score, seconds, text, raw: theirs }) => ({
        key,
        kind: page.kind,
        verdict,
        score: round(score, 2),
        seconds,
        cer: page.text ? rate([{ page, text }], 'text') : '',
        raw: page.text ? rate([{ page, raw: theirs }], 'raw') : '',
      })),
    );
  }
  if (json) console.log(JSON.stringify(result));
}

/** Percent, over all letters of these pages. */
function rate(
  pages: readonly { readonly page: TruePage; readonly text?: string; readonly raw?: string }[],
  of: 'text' | 'raw',
): number {
  const sums = pages.map((each) => errorsOf(each[of] ?? '', each.page.text));
  const length = sums.reduce((sum, each) => sum + each.length, 0);
  return round((100 * sums.reduce((sum, { edits }) => sum + edits, 0)) / Math.max(1, length), 2);
}

/** Rows: what a clerk says; columns: what the machine says. */
function confusion(pages: readonly Measured[]): Record<string, Record<string, number>> {
  const rows = { readable: {}, 'part lost': {}, unreadable: {}, 'nothing to read': {} } as Record<string, Record<string, number>>;
  for (const { page, verdict } of pages) {
    const row = rows[rowOf(page)] ?? {};
    row[verdict] = (row[verdict] ?? 0) + 1;
  }
  return rows;
}

function rowOf({ legible, hasText, expected }: TruePage): string {
  if (!hasText) return 'nothing to read';
  if (expected === 'lost') return 'part lost';
  return legible ? 'readable' : 'unreadable';
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
