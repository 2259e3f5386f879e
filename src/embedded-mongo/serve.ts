import { createServer, type Server, type Socket } from 'node:net';
import { serialize } from 'bson';
import { adminCommands } from './commands/admin.ts';
import { mayAll, openSession } from './commands/caller.ts';
import type { Call, Command } from './commands/command.ts';
import { failPointCommands, strike } from './commands/fail-point.ts';
import { indexCommands } from './commands/indexing.ts';
import { queryCommands } from './commands/query.ts';
import { admit } from './commands/sasl.ts';
import { sessionCommands } from './commands/session.ts';
import { writeCommands } from './commands/write.ts';
import type { Doc } from './document.ts';
import type { Engine } from './engine.ts';
import { CommandError } from './errors.ts';
import { framesOf, openRoom } from './framing.ts';
import type { Account } from './scram.ts';
import { BadFrame, maxMessageBytes, parse, type Request, reply } from './wire.ts';

const commands = new Map<string, Command>(
  Object.entries({
    ...sessionCommands,
    ...queryCommands,
    ...writeCommands,
    ...adminCommands,
    ...indexCommands,
    ...failPointCommands,
  }),
);

export interface Serving {
  readonly server: Server;
  /** Answers what has begun, then closes every connection. */
  stop(): Promise<void>;
}

export interface ServingOptions {
  /** Who may come in; null: everybody who can reach the socket. */
  readonly account?: () => Account | null;
  /** A message must be there in full within so many milliseconds of its first byte. */
  readonly withinMs?: number;
  /** Messages that are coming or being answered, all connections together. */
  readonly roomBytes?: number;
}

const maxConnections = 1000;
/** Who has not said who he is need not send more. */
const strangersBytes = 64 * 1024;

/** Answers MongoDB's wire protocol; each connection by itself, its requests in order. */
export function serve(
  engine: Engine,
  { account = () => null, withinMs = 60_000, roomBytes = 256 * 2 ** 20 }: ServingOptions = {},
): Serving {
  const sockets = new Set<Socket>();
  const running = new Set<Promise<unknown>>();
  const room = openRoom(roomBytes);
  let lastConnection = 0;
  let lastReply = 0;
  let stopping = false;

  const converse = async (socket: Socket): Promise<void> => {
    const session = openSession(account());
    const connectionId = ++lastConnection;
    const longest = (): number => (mayAll(session) ? maxMessageBytes : strangersBytes);
    for await (const { message } of framesOf(socket, { room, longest, withinMs })) {
      if (stopping) return;
      const request = parse(message);
      const work = answerTo(request, { engine, connectionId, connections: () => sockets.size, session });
      running.add(work);
      const answer = await work.finally(() => running.delete(work));
      if (!request.silent && socket.writable && !socket.write(reply(request, answer, ++lastReply))) await drained(socket);
    }
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // a client that vanishes is its own affair
    socket.on('error', () => socket.destroy());
    converse(socket).catch((error: Error) => {
      if (!(error instanceof BadFrame) && !lost(error)) process.stderr.write(`${error.stack}\n`);
      socket.destroy();
    });
  });
  server.maxConnections = maxConnections;
  return {
    server,
    async stop() {
      stopping = true;
      server.close();
      await Promise.all(running);
      for (const socket of sockets) socket.end();
      setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, 200).unref();
    },
  };
}

async function answerTo(
  { body, documents }: Request,
  around: Pick<Call, 'engine' | 'connectionId' | 'connections' | 'session'>,
): Promise<Uint8Array> {
  const [name = ''] = Object.keys(body);
  try {
    const command = commands.get(name);
    if (!command) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
    if (typeof body.$db !== 'string') throw new CommandError('BadValue', 'OP_MSG requests require a $db argument');
    admit(around.session, name);
    if (body.startTransaction !== undefined || body.autocommit !== undefined) {
      throw new CommandError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
    }
    strike(name);
    const answer = await command({ ...around, db: body.$db, name, body, documents });
    return Buffer.isBuffer(answer) ? answer : bytesOf({ ...answer, ok: 1 });
  } catch (error) {
    if (error instanceof BadFrame) throw error;
    if (error instanceof CommandError)
      return bytesOf({ ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details });
    process.stderr.write(`${name}: ${(error as Error).stack}\n`);
    return bytesOf({ ok: 0, errmsg: (error as Error).message, code: 1, codeName: 'InternalError' });
  }
}

const bytesOf = (answer: Doc): Uint8Array => serialize(answer, { ignoreUndefined: true });

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

/** The connection broke: nothing of ours. */
const lost = (error: NodeJS.ErrnoException): boolean =>
  /^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ABORT_ERR|ERR_STREAM_DESTROYED)$/.test(error.code ?? '');
