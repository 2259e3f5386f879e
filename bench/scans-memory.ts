/**
 * Memory of the engine while thick scans come in, are read and are looked at: a PDF of 50 sheets near the upload limit, a sheet of
 * 59 megapixels, and what must be refused from its header (200 sheets, 100 megapixels). Thumbnails of all sheets are asked for at
 * once, as the viewer does. Peaks of the main process and of its largest child, by the kernel's own count. Built engine; `--json`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { API_TOKEN, forget, freshDataDir, type RunningEngine, startEngine } from '../test/support/engine.ts';
import { visit } from '../test/support/visitor.ts';
import { drawnSet } from './scans/drawn-set.ts';

const sheet = (await drawnSet(['clean-300']))[0]?.content ?? Buffer.alloc(0);
const large = (width: number) => sharp(sheet).resize({ width }).jpeg({ quality: 60 }).toBuffer();
const dataDir = freshDataDir();
const engine = await startEngine({ DATA_DIR: dataDir });
try {
  const before = peakOf(engine.process.pid ?? 0);
  const refused = [
    await upload(engine, 'large.jpg', await large(8450)),
    await upload(engine, 'thick.pdf', await pdfOf(200, await large(400))),
  ];
  const numbers = [
    await upload(engine, 'sheets.pdf', await pdfOf(50, await sharp(sheet).jpeg({ quality: 92 }).toBuffer())),
    await upload(engine, 'sheet.jpg', await large(6460)),
  ].map(({ number }) => number ?? '');
  const times: number[] = [];
  await Promise.all(numbers.map((number) => look(engine, number, times)));
  times.sort((a, b) => a - b);
  const result = {
    refused: refused.map(({ status }) => status).join(', '),
    mainBeforeMb: before,
    mainPeakMb: peakOf(engine.process.pid ?? 0),
    largestChildMb: Math.max(...childrenOf(engine.process.pid ?? 0).map(peakOf)),
    thumbnails: times.length,
    slowestThumbnailMs: Math.round(times.at(-1) ?? 0),
  };
  console.table([result]);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
} finally {
  await engine.kill();
  forget(dataDir);
}

async function upload({ url }: RunningEngine, name: string, content: Buffer): Promise<{ status: number; number?: string }> {
  const body = new FormData();
  body.append('file', new File([Uint8Array.from(content)], name));
  const response = await fetch(`${url}/api/letters`, { method: 'POST', body, headers: { authorization: `Bearer ${API_TOKEN}` } });
  return { status: response.status, ...((await response.json()) as object) };
}

/** Until the letter is read: its card, and the thumbnails on it, all at once. */
async function look(on: RunningEngine, number: string, times: number[]): Promise<void> {
  const [login = ''] = [...on.passwords.keys()]
    .filter((each) => /kanc|kancel|clerk|deloproizv/.test(each))
    .concat([...on.passwords.keys()]);
  const visitor = await visit(on, login);
  for (let read = false; !read; await new Promise((resolve) => setTimeout(resolve, 2000))) {
    const { text } = await visitor.get(`/letters/${encodeURIComponent(number)}`);
    const thumbs = [...text.matchAll(/src="(\/letters\/[^"]+\/scan\/[^"]+)"/g)].map(([, src = '']) =>
      src.replaceAll('&amp;', '&'),
    );
    await Promise.all(
      thumbs.map(async (src) => {
        const from = performance.now();
        await visitor.get(src);
        times.push(performance.now() - from);
      }),
    );
    const card = await fetch(`${on.url}/api/letters/${encodeURIComponent(number)}`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    read = !!((await card.json()) as { legible: unknown }).legible;
  }
}

async function pdfOf(count: number, jpeg: Buffer): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  for (let n = 0; n < count; n += 1) {
    document.addPage({ size: 'A4', margin: 0 });
    // Another picture each time, to the byte
    document.image(Buffer.concat([jpeg, Buffer.from([n])]), 0, 0, { width: 595 });
  }
  document.end();
  return whole;
}

/** Megabytes; 0 when it has ended. */
function peakOf(pid: number): number {
  try {
    return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return all.filter((each) => {
    try {
      return Number(readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });
}
