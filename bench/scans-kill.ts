/**
 * A batch of scans through kills: `--pages N` (default 200) go in by upload, the engine is killed with SIGKILL twice and tesseract
 * children now and then. At the end each page must be read, and no page read twice but those that were under way at a kill. Meanwhile
 * the register page is asked for: its p95 with and without reading. Runs on the built engine; `--json`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startEmbedded } from '../src/embedded-mongo/supervise.ts';
import { collectionOf } from '../src/store/collections.ts';
import { connectStore } from '../src/store/connection.ts';
import { API_TOKEN, freshDataDir, type RunningEngine, startEngine } from '../test/support/engine.ts';
import { drawnSet } from './scans/drawn-set.ts';

const json = process.argv.includes('--json');
const wanted = Number(process.argv[process.argv.indexOf('--pages') + 1]) || 200;
const PER_FILE = 25;

const dataDir = freshDataDir();
const shim = mkdtempSync(join(tmpdir(), 'kill-shim-'));
const runs = join(shim, 'runs');
writeFileSync(runs, '');
const real = execFileSync('/bin/sh', ['-c', 'command -v tesseract'], { encoding: 'utf8' }).trim();
// A tesseract stays for many pages: it names each on its error output
writeFileSync(join(shim, 'tesseract'), `#!/bin/sh\nexec ${real} "$@" 2>> ${runs}\n`);
chmodSync(join(shim, 'tesseract'), 0o755);
const env = { DATA_DIR: dataDir, PATH: `${shim}:${process.env.PATH ?? ''}` };

let engine: RunningEngine = await startEngine(env);
try {
  const quiet = await registerTimes(engine, 60);
  const files = await batch();
  for (const [at, content] of files.entries()) await upload(engine, content, at);
  const busy: number[] = [];
  let kills = 0;
  let children = 0;
  while (!(await allRead(engine))) {
    busy.push(...(await registerTimes(engine, 10)));
    if (Math.random() < 0.2) children += killOneChild(engine.process.pid ?? 0);
    if (kills < 2 && runsSoFar() > (wanted * (kills + 1)) / 3) {
      await engine.kill();
      kills += 1;
      engine = await startEngine(env);
    }
  }
  await engine.stop();
  const { pages, twice, unread } = await kept();
  const started = runsSoFar();
  const result = {
    pages: wanted,
    pagesKept: pages,
    keptTwice: twice,
    keptUnread: unread,
    engineKills: kills,
    childrenKilled: children,
    pagesBegun: started,
    mostBegunAllowed: wanted + 2 * kills + children,
    registerQuietP95ms: p95(quiet),
    registerBusyP95ms: p95(busy),
  };
  console.table([result]);
  if (json) console.log(JSON.stringify(result));
  process.exitCode = pages === wanted && twice === 0 && unread === 0 ? 0 : 1;
} finally {
  await engine.kill().catch(() => {});
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(shim, { recursive: true, force: true });
}

/** TIFFs of short clean pages, each page a little different. */
async function batch(): Promise<readonly Buffer[]> {
  const clean = (await drawnSet(['clean-150']))[0]?.content ?? Buffer.alloc(0);
  const files: Buffer[] = [];
  for (let from = 0; from < wanted; from += PER_FILE) {
    const sheets = await Promise.all(
      Array.from({ length: Math.min(PER_FILE, wanted - from) }, (_, n) =>
        sharp(clean)
          .extract({ left: 0, top: (from + n) % 40, width: 1240, height: 420 })
          .png()
          .toBuffer(),
      ),
    );
    files.push(
      await sharp(sheets, { join: { animated: true } })
        .tiff({ compression: 'lzw' })
        .toBuffer(),
    );
  }
  return files;
}

async function upload({ url }: RunningEngine, content: Buffer, at: number): Promise<void> {
  const body = new FormData();
  body.append('file', new File([Uint8Array.from(content)], `pachka-${at}.tif`));
  const response = await fetch(`${url}/api/letters`, { method: 'POST', body, headers: { authorization: `Bearer ${API_TOKEN}` } });
  if (response.status !== 201) throw new Error(`upload: ${response.status} ${await response.text()}`);
}

async function registerTimes({ url }: RunningEngine, times: number): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const from = performance.now();
    const response = await fetch(`${url}/api/letters?limit=50`, { headers: { authorization: `Bearer ${API_TOKEN}` } });
    await response.text();
    spent.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return spent;
}

function runsSoFar(): number {
  return readFileSync(runs, 'utf8').match(/^Page \d+ : .*sheet$/gm)?.length ?? 0;
}

async function allRead({ url }: RunningEngine): Promise<boolean> {
  const list = (await (
    await fetch(`${url}/api/letters?limit=200`, { headers: { authorization: `Bearer ${API_TOKEN}` } })
  ).json()) as {
    items: { number: string }[];
  };
  for (const { number } of list.items) {
    const card = (await (
      await fetch(`${url}/api/letters/${encodeURIComponent(number)}`, { headers: { authorization: `Bearer ${API_TOKEN}` } })
    ).json()) as { legible: unknown };
    if (!card.legible) return false;
  }
  return true;
}

function killOneChild(pid: number): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([child, parent, ...args]) => ({ pid: Number(child), parent: Number(parent), args: args.join(' ') }));
  const below = (of: number): typeof rows =>
    rows.filter(({ parent }) => parent === of).flatMap((each) => [each, ...below(each.pid)]);
  const child = below(pid).find(({ args }) => args.includes('tesseract stdin'));
  if (!child) return 0;
  try {
    process.kill(child.pid, 'SIGKILL');
    return 1;
  } catch {
    return 0; // it ended meanwhile
  }
}

/** What lies in the database, the engine being stopped. */
async function kept(): Promise<{ pages: number; twice: number; unread: number }> {
  const database = await startEmbedded({ path: join(dataDir, 'db') });
  const connection = await connectStore(database.uri);
  const rows = await collectionOf<{ _id: string; file: string; page: number; result: { text: string } }>(connection, 'readings')
    .find({})
    .toArray();
  await connection.close();
  await database.stop();
  return {
    pages: new Set(rows.map(({ file, page }) => `${file} ${page}`)).size,
    // A kill may delay a page, it must not empty it
    unread: rows.filter(({ result }) => result.text.length < 100).length,
    twice: rows.length - new Set(rows.map(({ _id }) => _id)).size,
  };
}

function p95(times: readonly number[]): number {
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0);
}
