/** A server within the test's own process, and raw connections to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, deserialize, serialize } from 'bson';
import { openEngine } from '../../../src/embedded-mongo/engine.ts';
import { type ServingOptions, serve } from '../../../src/embedded-mongo/serve.ts';

export interface Served {
  readonly port: number;
  readonly uri: string;
  connections(): number;
  stop(): Promise<void>;
}

export async function served(options: ServingOptions = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  const engine = openEngine(folder);
  const { server, stop } = serve(engine, options);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let open = 0;
  server.on('connection', (socket) => {
    open++;
    socket.on('close', () => open--);
  });
  return {
    port,
    uri: `mongodb://127.0.0.1:${port}/`,
    connections: () => open,
    async stop() {
      await stop();
      await engine.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Raw {
  readonly socket: Socket;
  /** Sends a command and waits for its answer. */
  ask(command: Document): Promise<Document>;
  /** The same with a message as bytes. */
  send(bytes: Buffer): Promise<Document>;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>;
}

export async function rawly(port: number): Promise<Raw> {
  const socket = connect({ host: '127.0.0.1', port });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let held = Buffer.alloc(0);
  const waiting: ((answer: Document) => void)[] = [];
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const length = held.readInt32LE(0);
      waiting.shift()?.(deserialize(held.subarray(21, length)));
      held = held.subarray(length);
    }
  });
  const send = (bytes: Buffer): Promise<Document> =>
    new Promise((resolve, reject) => {
      waiting.push(resolve);
      void closed.then(() => reject(new Error('closed')));
      socket.write(bytes);
    });
  return { socket, closed, send, ask: (command) => send(message(command)) };
}

/** An OP_MSG of one body. */
export function message(command: Document, flags = 0): Buffer {
  const body = Buffer.from(serialize({ ...command, $db: command.$db ?? 'test' }));
  return frame(2013, Buffer.concat([flagged(flags), Buffer.alloc(1), body]));
}

/** A frame of any opcode whose length is right. */
export function frame(opcode: number, rest: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + rest.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, rest]);
}

export function flagged(flags: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(flags, 0);
  return bytes;
}
