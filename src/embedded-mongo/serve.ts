import { createServer, type Server, type Socket } from 'node:net';
import { adminCommands } from './commands/admin.ts';
import type { Call, Command } from './commands/command.ts';
import { indexCommands } from './commands/indexing.ts';
import { queryCommands } from './commands/query.ts';
import { sessionCommands } from './commands/session.ts';
import { writeCommands } from './commands/write.ts';
import type { Doc } from './document.ts';
import type { Engine } from './engine.ts';
import { CommandError } from './errors.ts';
import { BadFrame, framing, parse, type Request, reply } from './wire.ts';

const commands = new Map<string, Command>(
  Object.entries({ ...sessionCommands, ...queryCommands, ...writeCommands, ...adminCommands, ...indexCommands }),
);

export interface Serving {
  readonly server: Server;
  /** Answers what has begun, then closes every connection. */
  stop(): Promise<void>;
}

/** Answers MongoDB's wire protocol; each connection by itself, its requests in order. */
export function serve(engine: Engine): Serving {
  const sockets = new Set<Socket>();
  const running = new Set<Promise<void>>();
  let lastConnection = 0;
  let lastReply = 0;
  let stopping = false;

  const server = createServer({ noDelay: true }, (socket) => {
    const connectionId = ++lastConnection;
    const cut = framing();
    let queue = Promise.resolve();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // a client that vanishes is its own affair
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        for (const message of cut(chunk)) {
          const request = parse(message);
          const work = queue.then(async () => {
            const answer = await answerTo(engine, request, connectionId, () => sockets.size);
            if (!request.silent && socket.writable) socket.write(reply(request, answer, ++lastReply));
          });
          queue = work.catch((error: unknown) => {
            process.stderr.write(`${(error as Error).stack}\n`);
            socket.destroy();
          });
          running.add(queue);
          const done = queue;
          void done.then(() => running.delete(done));
        }
      } catch (error) {
        if (!(error instanceof BadFrame)) throw error;
        socket.destroy();
      }
    });
    if (stopping) socket.destroy();
  });
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
  engine: Engine,
  { body, documents }: Request,
  connectionId: number,
  connections: () => number,
): Promise<Doc | Buffer> {
  const [name = ''] = Object.keys(body);
  try {
    const command = commands.get(name);
    if (!command) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
    if (typeof body.$db !== 'string') throw new CommandError('BadValue', 'OP_MSG requests require a $db argument');
    if (body.startTransaction !== undefined || body.autocommit !== undefined) {
      throw new CommandError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
    }
    const call: Call = { engine, db: body.$db, name, body, documents, connectionId, connections };
    const answer = await command(call);
    return Buffer.isBuffer(answer) ? answer : { ...answer, ok: 1 };
  } catch (error) {
    if (error instanceof CommandError)
      return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
    process.stderr.write(`${name}: ${(error as Error).stack}\n`);
    return { ok: 0, errmsg: (error as Error).message, code: 1, codeName: 'InternalError' };
  }
}
