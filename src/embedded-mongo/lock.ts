import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Another process has the folder. */
export class Locked extends Error {}

interface Holder {
  readonly pid: number;
  /** When that process started, in the kernel's ticks; a number that comes again after a restart of the machine is another process. */
  readonly started: string | null;
}

/**
 * One process a folder: `path/lock` with the process id. A lock whose holder is gone (kill -9) is taken over.
 * @returns how to give it back @throws Locked
 */
export function lockFolder(path: string): () => void {
  const file = `${path}/lock`;
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linked(draft, file)) return () => release(file, mine);
      const holder = read(file);
      if (holder && isAlive(holder))
        throw new Locked(`The data folder ${path} is in use by process ${holder.pid}; stop it first.`);
      // two may find the same dead holder: who moved away a living one puts it back
      const aside = `${draft}.old`;
      if (!moved(file, aside)) continue;
      const taken = read(aside);
      if (taken && isAlive(taken)) linked(aside, file);
      rmSync(aside, { force: true });
    }
    throw new Locked(`The data folder ${path} is being taken by another process; try again.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function release(file: string, mine: Holder): void {
  if (read(file)?.pid === mine.pid) rmSync(file, { force: true });
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    // gone meanwhile, or not ours: nobody holds it
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return now === null || started === null || now === started;
}

/** Field 22 of /proc/PID/stat; null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
