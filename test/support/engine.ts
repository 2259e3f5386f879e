/** The built engine as a process of its own, as `npm start` runs it: for end-to-end and kill tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINE_ENV, ENGINE_FLAGS } from '../../scripts/engine-process.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A demonstration has sixty letters to write, and the machine may be busy. */
const START_MS = 180_000;

export const API_TOKEN = 'test-token-of-16-letters';

export interface RunningEngine {
  readonly url: string;
  readonly dataDir: string;
  /** login → password, of a first start. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly process: ChildProcess;
  output(): string;
  /** Clean stop by SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** kill -9 of the engine; its database follows by itself. */
  kill(): Promise<void>;
}

export function freshDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'chancery-data-'));
}

export function forget(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
}

/** @throws Error with the output when the engine ends before it is ready */
export async function startEngine(env: Record<string, string>, args: readonly string[] = []): Promise<RunningEngine> {
  const dataDir = env.DATA_DIR ?? freshDataDir();
  const child = spawn(process.execPath, [...ENGINE_FLAGS, 'dist/main.js', ...args], {
    cwd: ROOT,
    env: {
      ...ENGINE_ENV,
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: '0',
      API_TOKEN,
      ...env,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const port = await ready(child, () => text).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    passwords: new Map(
      [...text.matchAll(/^ {2}([a-z.]+) +([a-z0-9]{4}(?:-[a-z0-9]{4}){3}) /gm)].map(([, login = '', password = '']) => [
        login,
        password,
      ]),
    ),
    process: child,
    output: () => text,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function ready(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`the engine ${why}:\n${output()}`));
    const timer = setTimeout(() => failed(`was not ready within ${START_MS} ms`), START_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      failed(`ended with ${code}`);
    });
    child.stdout?.on('data', () => {
      const [, port] = /http:\/\/localhost:(\d+)/.exec(output()) ?? [];
      if (!port || !output().includes('Ctrl+C')) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });
}

/** Letters of the register, through the public API. */
export async function lettersOf(url: string): Promise<readonly { number: string; subject: string; messageId: string | null }[]> {
  const items: { number: string; subject: string; messageId: string | null }[] = [];
  for (let after = ''; ; ) {
    const response = await fetch(`${url}/api/letters?limit=100${after && `&after=${encodeURIComponent(after)}`}`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    if (!response.ok) throw new Error(`GET /api/letters: ${response.status} ${await response.text()}`);
    const page = (await response.json()) as { items: typeof items; next: string | null };
    items.push(...page.items);
    if (!page.next) return items;
    after = page.next;
  }
}

/** Waits until `what` is true; @throws Error naming it after `ms` */
export async function eventually(name: string, what: () => Promise<boolean>, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
