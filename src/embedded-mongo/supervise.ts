import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serialize } from 'bson';
import { type RefusalCode, refusalCode } from './refusal.ts';

export interface Embedded {
  /** `mongodb://…/`, the same after a restart; put the database's name behind it. */
  readonly uri: string;
  stop(): Promise<void>;
  /** Told of every end that nobody asked for, and of every attempt to start again that failed. */
  onExit(listener: (end: End) => void): void;
}

export interface End {
  readonly code: number | null;
  readonly signal: string | null;
  /** false: no further attempt is made. */
  readonly restarting: boolean;
  /** What an attempt to start again failed of. */
  readonly message: string | null;
}

/** The message is a sentence for people. */
export class EmbeddedError extends Error {
  /** LOCKED another process has the folder, NEWER data of a later version, READ_ONLY, FULL, DAMAGED, FAILED a fault of ours. */
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Milliseconds: a start that takes longer has failed; between restarts, doubled each time. */
const readyMs = 30_000;
const firstPauseMs = 100;
const longestPauseMs = 30_000;
/** A child that lived so long was well: the back-off begins anew. */
const healthyMs = 60_000;

/**
 * Starts the embedded database as a child of this process and restarts it whenever it dies, after pauses that grow to half a minute:
 * a full disk is made room on, a folder is mounted again. The child ends with us, even when we are killed.
 * @throws EmbeddedError when the first start fails
 */
export async function startEmbedded({ path, entry = besides() }: { path: string; entry?: string }): Promise<Embedded> {
  const listeners: ((end: End) => void)[] = [];
  // over a socket nobody is asked; over loopback every process of this machine could come in
  const secret = randomBytes(32).toString('hex');
  let stopping = false;
  let failures = 0;
  let pause: { timer: NodeJS.Timeout; cancel: () => void } | undefined;
  let current = await launch({ entry, path, secret });
  const { uri } = current;

  const restart = async (): Promise<void> => {
    for (;;) {
      const ms = Math.min(longestPauseMs, firstPauseMs * 2 ** failures++);
      await new Promise<void>((resolve) => {
        pause = { timer: setTimeout(resolve, ms), cancel: resolve };
      });
      if (stopping) return;
      try {
        current = await launch({ entry, path, secret, uri });
        break;
      } catch (error) {
        const { code, message } = error as EmbeddedError;
        // no pause makes this program newer
        const restarting = code !== 'NEWER' && !stopping;
        for (const each of listeners) each({ code: null, signal: null, restarting, message });
        if (!restarting) return;
      }
    }
    if (stopping) await end(current.child);
    else watch(current);
  };
  const watch = ({ child }: Running): void => {
    const since = Date.now();
    const ended = (code: number | null, signal: string | null): void => {
      if (stopping) return;
      if (Date.now() - since > healthyMs) failures = 0;
      for (const each of listeners) each({ code, signal, restarting: true, message: null });
      void restart();
    };
    if (child.exitCode !== null || child.signalCode !== null) ended(child.exitCode, child.signalCode);
    else child.once('exit', ended);
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

interface Launch {
  readonly entry: string;
  readonly path: string;
  readonly secret: string;
  /** Of the process before: clients know it, so the next one listens there too. */
  readonly uri?: string;
}

async function launch({ entry, path, secret, uri: before }: Launch): Promise<Running> {
  const loader = entry.endsWith('.ts') ? ['--import', tsx()] : [];
  const [, port] = /@127\.0\.0\.1:(\d+)\//.exec(before ?? '') ?? [];
  const place = port ? ['--port', port] : [];
  const child = spawn(process.execPath, [...loader, entry, '--path', path, '--supervised', ...place], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  let up = false;
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2000);
    // Before it is ready the complaint is the error's message: whoever started us says it once
    if (up) process.stderr.write(chunk);
  });
  // the child may be gone before its end of the pipe is closed
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${secret}\n`);
  try {
    const uri = await ready(child, () => complaint);
    await greet(uri);
    up = true;
    return { child, uri: uri.replace('mongodb://127.', `mongodb://chancery:${secret}@127.`) };
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
    child.once('close', (exit, signal) => {
      done();
      const said = complaint().trim();
      reject(new EmbeddedError(refusalCode(exit, signal), said || `The embedded database ended (${signal ?? exit}).`));
    });
  });
}

/** Asks hello, as anybody may, and waits for the answer. */
function greet(uri: string): Promise<void> {
  const [, host = ''] = /^mongodb:\/\/([^/]+)\//.exec(uri) ?? [];
  const [name = '', port] = decodeURIComponent(host).split(':');
  const body = serialize({ hello: 1, $db: 'admin' });
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12);
  return new Promise((resolve, reject) => {
    const socket = port === undefined ? connect({ path: name }) : connect({ host: name, port: Number(port) });
    socket.setTimeout(readyMs, () => socket.destroy(new Error('no answer to hello')));
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
