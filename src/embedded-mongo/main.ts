import { mkdirSync } from 'node:fs';
import { check } from './check.ts';
import { allowFailPoints } from './commands/fail-point.ts';
import { engineOn } from './engine.ts';
import { expire, tidy } from './expire.ts';
import { listenAt } from './listen.ts';
import { lockFolder } from './lock.ts';
import { accountGiven, optionsGiven } from './options.ts';
import { checkOriginals } from './originals.ts';
import { exits, refusalOf, refusalOfRoom } from './refusal.ts';
import { serve } from './serve.ts';
import { openSnapshot } from './snapshot.ts';
import { socketPaths } from './socket-path.ts';
import { openStore } from './store.ts';

/**
 * The process. `--check` reads everything, also beside a running server, prints what it found as JSON, exits 1 on damage.
 * Exit: 2 usage, 3 locked, 4 newer data, 5 read-only folder, 6 no space, 7 damaged.
 */
const { path, port, socket, checking, originals, supervised, passwordFile, user, ttlEvery } = optionsGiven((sentence) =>
  stopWith(2, sentence),
);

process.umask(0o077);
if (checking) {
  const snapshot = orRefuse(() => openSnapshot(path));
  const looked = engineOn(snapshot);
  const found = check(looked);
  const files = originals === undefined ? null : checkOriginals(looked, originals);
  await snapshot.close();
  const faults = [...found.faults, ...(files?.faults ?? [])];
  process.stdout.write(`${JSON.stringify({ ...found, ...files, faults })}\n`);
  process.exit(faults.length > 0 ? 1 : 0);
}

let closing = false;
let close = async (code: number): Promise<void> => process.exit(code);
process.on('SIGTERM', () => void close(0));
process.on('SIGINT', () => void close(0));
const account = await accountGiven({ user, passwordFile, supervised, ended: () => void close(0) }).catch((error: Error) =>
  stopWith(2, error.message),
);
orRefuse(() => mkdirSync(path, { recursive: true, mode: 0o700 }));
const noRoom = refusalOfRoom(path);
if (noRoom) stopWith(exits[noRoom.code], noRoom.sentence);
const unlock = orRefuse(() => lockFolder(path));
process.on('exit', unlock);
const store = orRefuse(() => openStore(path));
const engine = engineOn(store);
if (!supervised) allowFailPoints();
const { server, stop } = serve(engine, { account: () => (server.address() instanceof Object ? account : null) });
await tidy(engine).catch((error: Error) => process.stderr.write(`tidy: ${error.message}\n`));

// with no account only the socket's file says who may come in
const anyPort = account && port === undefined ? [{ port: 0 }] : [];
const places = port === undefined ? [...socketPaths(path, socket).map((each) => ({ socket: each })), ...anyPort] : [{ port }];
const { uri, remove } = await listenAt(server, places).catch((error: Error) => stopWith(exits.FAILED, error.message));

let expiring = false;
const timer = setInterval(() => {
  if (expiring) return;
  expiring = true;
  store.forgetDeadReaders();
  expire(engine)
    .catch((error: unknown) => process.stderr.write(`TTL: ${(error as Error).message}\n`))
    .finally(() => {
      expiring = false;
    });
}, ttlEvery);

close = async (code) => {
  if (closing) return;
  closing = true;
  clearInterval(timer);
  await stop();
  await store.close();
  remove();
  process.exit(code);
};
store.onPanic((reason) => {
  process.stderr.write(`The data file must be opened anew: ${reason}\n`);
  void close(exits.FAILED);
});
server.on('error', (error) => process.stderr.write(`${error.message}\n`));
process.stdout.write(`${JSON.stringify({ ready: true, uri })}\n`);

function orRefuse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const refusal = refusalOf(error, path);
    if (!refusal) throw error;
    return stopWith(exits[refusal.code], refusal.sentence);
  }
}

function stopWith(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
