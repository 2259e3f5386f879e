import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serialize } from 'bson';

export interface Embedded {
  /** `mongodb://…/`, the same after a restart; put the database's name behind it. */
  readonly uri: string;
  stop(): Promise<void>;
  /** Told of every end that nobody asked for; `restarting` is false when no further attempt is made. */
  onExit(listener: (end: { code: number | null; signal: string | null; restarting: boolean }) => void): void;
}

/** `code`: LOCKED (another process has the folder), NEWER (data of a later version), FAILED. The message is a sentence for people. */
export class EmbeddedError extends Error {
  readonly code: 'LOCKED' | 'NEWER' | 'FAILED';
  constructor(code: EmbeddedError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Milliseconds: a start that takes longer has failed; between restarts, doubled each time. */
const readyMs = 30_000;
const firstPauseMs = 100;
const longestPauseMs = 5000;
/** A child that lived so long was well: the back-off begins anew. */
const healthyMs = 60_000;
const mostFailures = 10;

/**
 * Starts the embedded database as a child of this process and restarts it when it dies. The child ends with us, even when we are killed.
 * @throws EmbeddedError
 */
export async function startEmbedded({ path, entry = besides() }: { path: string; entry?: string }): Promise<Embedded> {
  const listeners: ((end: { code: number | null; signal: string | null; restarting: boolean }) => void)[] = [];
  let stopping = false;
  let failures = 0;
  let pause: { timer: NodeJS.Timeout; cancel: () => void } | undefined;
  let current = await launch(entry, path);
  const { uri } = current;

  const watch = (running: Running): void => {
    const since = Date.now();
    running.child.once('exit', (code, signal) => {
      if (stopping) return;
      failures = Date.now() - since > healthyMs ? 1 : failures + 1;
      const restarting = failures <= mostFailures;
      for (const each of listeners) each({ code, signal, restarting });
      if (restarting) void restart();
    });
  };
  const restart = async (): Promise<void> => {
    const ms = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    await new Promise<void>((resolve) => {
      pause = { timer: setTimeout(resolve, ms), cancel: resolve };
    });
    if (stopping) return;
    try {
      current = await launch(entry, path);
    } catch (error) {
      failures++;
      const restarting = failures <= mostFailures && (error as EmbeddedError).code === 'FAILED';
      for (const each of listeners) each({ code: null, signal: null, restarting });
      if (restarting) await restart();
      return;
    }
    if (stopping) await end(current.child);
    else watch(current);
  };
  watch(current);

  return {
    uri,
    async stop() {
      stopping = true;
      if (pause) clearTimeout(pause.timer);
      pause?.cancel();
      await end(current.child);
    },
    onExit: (listener) => {
      listeners.push(listener);
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly uri: string;
}

async function launch(entry: string, path: string): Promise<Running> {
  const loader = entry.endsWith('.ts') ? ['--import', tsx()] : [];
  const child = spawn(process.execPath, [...loader, entry, '--path', path, '--supervised'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  let up = false;
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2000);
    // Before it is ready the complaint is the error's message: whoever started us says it once
    if (up) process.stderr.write(chunk);
  });
  // the child may be gone before its end of the pipe is closed
  child.stdin.on('error', () => undefined);
  try {
    const uri = await ready(child, () => complaint);
    await greet(uri);
    up = true;
    return { child, uri };
  } catch (error) {
    child.kill('SIGKILL');
    throw error instanceof EmbeddedError
      ? error
      : new EmbeddedError('FAILED', `The embedded database did not start: ${(error as Error).message}`);
  }
}

function ready(child: ChildProcess, complaint: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new EmbeddedError('FAILED', `The embedded database was not ready within ${readyMs / 1000} s.`)),
      readyMs,
    );
    const done = (): void => clearTimeout(timer);
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        done();
        resolve((JSON.parse(line) as { uri: string }).uri);
      });
    }
    child.once('error', (error) => {
      done();
      reject(error);
    });
    // close, not exit: by then all of stderr has come
    child.once('close', (code) => {
      done();
      const kind = code === 3 ? 'LOCKED' : code === 4 ? 'NEWER' : 'FAILED';
      reject(new EmbeddedError(kind, complaint().trim() || `The embedded database ended with code ${code}.`));
    });
  });
}

/** Asks hello and waits for the answer. */
function greet(uri: string): Promise<void> {
  const [, host = ''] = /^mongodb:\/\/([^/]+)\//.exec(uri) ?? [];
  const body = serialize({ hello: 1, $db: 'admin' });
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12);
  return new Promise((resolve, reject) => {
    const socket = connect({ path: decodeURIComponent(host) });
    socket.once('connect', () => socket.write(Buffer.concat([head, body])));
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
    socket.once('end', () => reject(new Error('it closed the connection')));
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** main.ts beside supervise.ts, main.js beside supervise.js. */
function besides(): string {
  const here = fileURLToPath(import.meta.url);
  return here.replace(/supervise\.(ts|js)$/, 'main.$1');
}

const tsx = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
