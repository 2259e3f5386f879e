import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../src/embedded-mongo/main.ts', import.meta.url));

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'embedded-'));
export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true });

export interface Started {
  readonly child: ChildProcess;
  readonly uri: string;
}

/** The server as a process of its own, not supervised; rejects with code and stderr when it ends before it is ready. */
export function startServer(path: string, ...more: string[]): Promise<Started> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry, '--path', path, ...more], { stdio: ['pipe', 'pipe', 'pipe'] });
  // the password for loopback, should there be no socket
  if (more.includes('--supervised')) child.stdin.write('a password of its parent\n');
  return new Promise((resolve, reject) => {
    let [out, complaint] = ['', ''];
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve({ child, uri: (JSON.parse(out) as { uri: string }).uri });
    });
    child.once('close', (code) => reject(Object.assign(new Error(complaint), { exit: code })));
  });
}

/** Runs the server with `--check`: reads everything. */
export function checkFolder(path: string): Promise<{ documents: number; entries: number; faults: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry, '--path', path, '--check'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) =>
    child.once('close', () => resolve(JSON.parse(out) as { documents: number; entries: number; faults: string[] })),
  );
}

export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
