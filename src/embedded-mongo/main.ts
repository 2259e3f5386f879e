import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './check.ts';
import { openEngine } from './engine.ts';
import { expire, tidy } from './expire.ts';
import { Locked, lockFolder } from './lock.ts';
import { serve } from './serve.ts';
import { socketPath } from './socket-path.ts';
import { NewerData } from './store.ts';

/**
 * `main.js --path DIR [--socket PATH | --port N] [--supervised] [--ttl-every MS]`; exit 2 usage, 3 locked, 4 newer data.
 * `--path DIR --check` reads everything, prints what it found as JSON, exits 1 on damage.
 */
const { values } = parseArgs({
  options: {
    path: { type: 'string' },
    socket: { type: 'string' },
    port: { type: 'string' },
    check: { type: 'boolean', default: false },
    supervised: { type: 'boolean', default: false },
    'ttl-every': { type: 'string', default: '60000' },
  },
});

const { path } = values;
const port = values.port === undefined ? undefined : Number(values.port);
if (!path || (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536))) {
  stopWith(2, 'Usage: main.js --path DIR [--socket PATH | --port N]');
}

process.umask(0o077);
mkdirSync(path, { recursive: true, mode: 0o700 });
const unlock = orExit(() => lockFolder(path));
const engine = orExit(() => openEngine(path));
if (values.check) {
  const found = check(engine);
  process.stdout.write(`${JSON.stringify(found)}\n`);
  await engine.store.close();
  unlock();
  process.exit(found.faults.length > 0 ? 1 : 0);
}
const { server, stop } = serve(engine);
await tidy(engine);

const socket = port === undefined ? socketPath(path, values.socket) : null;
if (socket) {
  mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
  // the lock is ours: a socket that is left over belongs to nobody
  rmSync(socket, { force: true });
}
server.on('error', (error) => stopWith(1, error.message));
server.listen(socket ? { path: socket } : { port, host: '127.0.0.1' }, () => {
  if (socket) chmodSync(socket, 0o600);
  const host = socket ? encodeURIComponent(socket) : `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ ready: true, uri: `mongodb://${host}/` })}\n`);
});

let expiring = false;
const timer = setInterval(() => {
  if (expiring) return;
  expiring = true;
  expire(engine)
    .catch((error: unknown) => process.stderr.write(`TTL: ${(error as Error).message}\n`))
    .finally(() => {
      expiring = false;
    });
}, Number(values['ttl-every']));

let closing = false;
const close = async (): Promise<void> => {
  if (closing) return;
  closing = true;
  clearInterval(timer);
  await stop();
  await engine.store.close();
  if (socket) rmSync(socket, { force: true });
  unlock();
  process.exit(0);
};
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
if (values.supervised) {
  // the parent holds the other end: when it dies, however it dies, the pipe ends
  process.stdin.on('end', () => void close());
  process.stdin.on('error', () => void close());
  process.stdin.resume();
}

function orExit<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Locked) return stopWith(3, error.message);
    if (error instanceof NewerData) {
      unlock();
      return stopWith(4, error.message);
    }
    throw error;
  }
}

function stopWith(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
