/** The commands that keep the embedded database: as the built programs that people run. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly exit: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly complaint: string;
}

/** `node dist/…`; nothing of our own environment but the path. */
export function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env: { PATH: process.env.PATH ?? '', ...env } });
  let [out, complaint] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve) => child.once('close', (exit, signal) => resolve({ exit, signal, out, complaint })));
}

export const upkeep = (dataDir: string, ...args: readonly string[]): Promise<Ran> =>
  run('dist/upkeep.js', args, { DATA_DIR: dataDir });
