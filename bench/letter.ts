/**
 * Letters per second on one core, and against what they cost elsewhere in the same run: bare pdfkit drawing the same words at
 * known places with the same fonts, and a warm Chromium printing the same letter. `--letters N` (default 200), `--json`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { chromium } from 'playwright-core';
import type { LetterSheet } from '../src/office/ports/paper.ts';
import { keyFolder } from '../src/paper/key-folder.ts';
import { paperPrinter } from '../src/paper/printer.ts';
import { loadLetterhead } from '../src/paper/stationery.ts';
import { officialKey } from '../test/support/official-key.ts';
import { benchSheet } from './bench-sheet.ts';

const json = process.argv.includes('--json');
const count = Number(process.argv[process.argv.indexOf('--letters') + 1]) || 200;
const require = createRequire(import.meta.url);
const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));

const FONTS = {
  serif: readFileSync(require.resolve('@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf')),
  sans: readFileSync(require.resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf')),
};

const started = performance.now();
const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
const first = await printer.letterhead(benchSheet(0));
const firstMs = performance.now() - started;
try {
  const words = placed(first);
  for (let n = 0; n < 200; n += 1) await printer.letterhead(benchSheet(n));
  globalThis.gc?.();
  const rss = process.memoryUsage().rss / 2 ** 20;
  for (let n = 0; n < 30; n += 1) await bare(words, n);
  // Turn about, so that a busy neighbour hurts both alike
  const ours: number[] = [];
  const cpu: number[] = [];
  const theirs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const before = process.cpuUsage();
    ours.push(await clocked(() => printer.letterhead(benchSheet(n))));
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
    theirs.push(await clocked(() => bare(words, n)));
  }
  const browser = await chromiumMs(benchSheet(0));
  const five = longLetter();
  const fives: number[] = [];
  for (let n = 0; n < 12; n += 1) fives.push(await clocked(() => printer.letterhead(five)));
  const signing = await signingMs(Math.min(count, 100));
  const copies: number[] = [];
  const drawing: number[] = [];
  let copy = Buffer.alloc(0);
  for (let n = 0; n < 6; n += 1) {
    drawing.push(
      await clocked(async () =>
        execFileSync('pdftoppm', ['-r', '200', '-gray', join(dir, 'letter.pdf')], { maxBuffer: 2 ** 26 }),
      ),
    );
    copies.push(
      await clocked(async () => {
        copy = Buffer.from(await printer.scanCopy(first, { title: 'Скан-копия', created: new Date(0) }));
      }),
    );
  }
  const result = {
    letters: count,
    perSecond: Math.round(1000 / mean(ours)),
    perSecondOfCpu: Math.round(1000 / mean(cpu)),
    msMedian: round(at(ours, 0.5)),
    previewP95ms: round(at(ours, 0.95)),
    firstMs: Math.round(firstMs),
    barePdfkitMs: round(at(theirs, 0.5)),
    timesBarePdfkit: round(at(ours, 0.5) / at(theirs, 0.5), 2),
    chromiumMs: round(browser),
    fasterThanChromium: round(browser / at(ours, 0.5)),
    kilobytes: round(first.length / 1024),
    fiveSheetsMs: round(at(fives, 0.5)),
    rssMb: Math.round(rss),
    signingP95ms: round(at(signing, 0.95)),
    signingMs: round(at(signing, 0.5)),
    scanCopyMs: Math.round(at(copies, 0.5)),
    pdftoppmAloneMs: Math.round(at(drawing, 0.5)),
    scanCopyKilobytes: round(copy.length / 1024),
  };
  console.table([result]);
  if (json) console.log(JSON.stringify(result));
} finally {
  rmSync(dir, { recursive: true, force: true });
}

interface Word {
  readonly text: string;
  /** Points from the top left corner; size of the letters. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** What stands where on our sheet, as poppler finds it. */
function placed(pdf: Buffer): readonly Word[] {
  const file = join(dir, 'letter.pdf');
  writeFileSync(file, pdf);
  const xml = execFileSync('pdftotext', ['-bbox', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
  return [...xml.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g)].map(
    ([, x, top, bottom, text = '']) => ({
      text: text.replace(/&quot;/g, '"').replace(/&amp;/g, '&'),
      x: Number(x),
      y: Number(top),
      size: (Number(bottom) - Number(top)) / 1.325,
    }),
  );
}

/** pdfkit as its guide shows it: fonts registered from bytes, each word drawn at its place; no tags, no PDF/A, no layout. */
function bare(words: readonly Word[], n: number): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 0 });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
  });
  doc.registerFont('serif', FONTS.serif).registerFont('sans', FONTS.sans);
  for (const { text, x, y, size } of words) {
    doc
      .font(size < 9 ? 'sans' : 'serif')
      .fontSize(size)
      .text(text.replace('001847', String(1000 + n)), x, y, { lineBreak: false });
  }
  doc.end();
  return done;
}

/** Milliseconds that a signature takes beside the printing, with an RSA-2048 key. */
async function signingMs(times: number): Promise<readonly number[]> {
  const folder = officialKey({ login: 'podpisantov', password: 'bench' });
  const signer = keyFolder({ dir: folder });
  const at = new Date();
  const mark = { serial: '01D8A4C7E0B25F9000', owner: 'Подписантов Пётр Иванович', from: '14.01.2026', to: '14.04.2027', at };
  const pdf = await printer.letterhead({ ...benchSheet(0), mark });
  await signer.sign(pdf, 'podpisantov', at);
  const spent: number[] = [];
  for (let n = 0; n < times; n += 1) spent.push(await clocked(() => signer.sign(pdf, 'podpisantov', at)));
  rmSync(folder, { recursive: true });
  return spent;
}

/** Milliseconds of one warm print, the median of twenty. */
async function chromiumMs(sheet: LetterSheet): Promise<number> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    const times: number[] = [];
    for (let n = 0; n < 24; n += 1) {
      times.push(
        await clocked(async () => {
          await page.setContent(htmlOf(sheet, n));
          await page.pdf({ format: 'A4', preferCSSPageSize: true });
        }),
      );
    }
    return at(times.slice(4), 0.5);
  } finally {
    await browser.close();
  }
}

function htmlOf(sheet: LetterSheet, n: number): string {
  const face = (name: string, bytes: Buffer) =>
    `@font-face{font-family:${name};src:url(data:font/ttf;base64,${bytes.toString('base64')})}`;
  const blocks = sheet.text.map((block) => {
    if (typeof block === 'string') return `<p>${block}</p>`;
    if ('list' in block)
      return `<ul>${block.list.map((item) => `<li>${typeof item === 'string' ? item : item.text}</li>`).join('')}</ul>`;
    const row = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    return `<table>${[block.table.header, ...block.table.rows].map(row).join('')}</table>`;
  });
  return `<!doctype html><html lang="ru"><style>${face('serif-pt', FONTS.serif)}${face('sans-pt', FONTS.sans)}
@page{size:A4;margin:20mm 15mm 20mm 25mm} body{font:12pt/1.32 serif-pt;text-align:justify;hyphens:auto} header{font:8.2pt sans-pt;width:78mm;text-align:center}</style>
<header>АО «ТБЭК»</header><p>${sheet.date} № ${n}</p><div>${sheet.addressee.join('<br>')}</div><h1>${sheet.title}</h1><p>${sheet.salutation}</p>
${blocks.join('')}<ol>${sheet.enclosure.map((each) => `<li>${each}</li>`).join('')}</ol><p>${sheet.signer.position} ${sheet.signer.name}</p>
<footer>${sheet.executor.name}<br>${sheet.executor.phone}</footer></html>`;
}

function longLetter(): LetterSheet {
  const sheet = benchSheet(0);
  return { ...sheet, text: Array.from({ length: 9 }, () => sheet.text).flat() };
}

async function clocked(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
