/** System programs, each in a process group of its own: nice, with little memory, killed when it takes too long. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  /** null: killed. */
  readonly code: number | null;
  /** By its time or output limit; by somebody else's signal. */
  readonly ended: 'itself' | 'clock' | 'signal';
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly timeoutMs: number;
  readonly input?: Buffer;
  /** More output than this kills the child. Bytes. */
  readonly maxBytes?: number;
}

/** Never rejects on an exit code. @throws Error with code ENOENT when the program is not installed */
export async function run(
  program: string,
  args: readonly string[],
  { timeoutMs, input, maxBytes = MAX_OUTPUT }: RunOptions,
): Promise<Ran> {
  const child = await start(program, args);
  return new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let over = false;
    const stop = () => {
      over = true;
      end(child);
    };
    const timer = setTimeout(stop, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) stop();
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 4000) stderr += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, ended: over ? 'clock' : signal ? 'signal' : 'itself', stdout: Buffer.concat(out), stderr });
    });
    child.stdin.end(input);
  });
}

/** As above, for whoever talks with it. Ended by `end`, and with this process. @throws Error with code ENOENT when the program is not installed */
export async function start(program: string, args: readonly string[]): Promise<ChildProcessWithoutNullStreams> {
  if (!(await installed(program))) throw Object.assign(new Error(`${program}: not installed`), { code: 'ENOENT' });
  // Nice, whatever this process is: nobody is served by a reader that gets nothing at all on a busy machine.
  const nice = String(Math.max(0, NICE - getPriority()));
  const child = spawn('/bin/sh', ['-c', LIMITED, 'sh', nice, program, ...args], { detached: true });
  living.add(child);
  child.on('close', () => living.delete(child));
  // A child that ends before it has read everything closes the pipe: its exit code tells.
  child.stdin.on('error', () => {});
  return child;
}

const NICE = 10;

const known = new Map<string, boolean>();

/** Found once, asked again only while it is missing: it may be installed meanwhile. */
export async function installed(program: string): Promise<boolean> {
  if (known.get(program)) return true;
  const found = await new Promise<boolean>((resolve) => {
    const child = spawn('/bin/sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  known.set(program, found);
  return found;
}

/** The bytes as a file for programs that want one; gone afterwards, whatever happens. */
export async function withFile<T>(content: Buffer, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await ownFolder();
  try {
    const path = join(folder, 'file');
    await writeFile(path, content, { mode: 0o600 });
    return await work(path);
  } finally {
    await removeFolder(folder);
  }
}

/** Gone with this process at the latest; what one that was killed has left is swept away by the next. */
export async function ownFolder(): Promise<string> {
  swept ??= sweep();
  await swept;
  const folder = await mkdtemp(join(tmpdir(), `${OURS}${process.pid}-`));
  folders.add(folder);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  folders.delete(folder);
  await rm(folder, { recursive: true, force: true });
}

const OURS = 'chancery-file-';
let swept: Promise<void> | undefined;

/** What a process of ours left when it was killed: nobody's letter stays lying in the folder for temporary things. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter(
    (name) => name.startsWith(OURS) && !isAlive(Number(name.slice(OURS.length).split('-')[0])),
  );
  await Promise.all(names.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's, but alive
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

const MAX_OUTPUT = 256 * 2 ** 20;
// 4 GB of address space: a decompression bomb ends the child, not the machine. Where ulimit knows no -v, without.
// OMP_THREAD_LIMIT: one thread a page costs 0.86 instead of 5.31 CPU seconds.
// setpriv: whatever way the engine ends, its children end with it, and nobody reads on for a dead one.
const LIMITED = `ulimit -v 4194304 2>/dev/null
nice=$1
shift
command -v setpriv >/dev/null && set -- setpriv --pdeathsig KILL "$@"
OMP_THREAD_LIMIT=1 LC_ALL=C.UTF-8 exec nice -n "$nice" "$@"`;
const living = new Set<ChildProcess>();
const folders = new Set<string>();

/** At once, with all that it has started. */
export function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

process.once('exit', () => {
  for (const child of living) end(child);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
