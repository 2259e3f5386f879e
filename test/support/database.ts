/** A database of its own for a test: on the server that MONGODB_URI names, else on an embedded one, shared within the file. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../src/embedded-mongo/supervise.ts';

export interface TestDatabase {
  /** With a random database name that nobody else has. */
  readonly uri: string;
  /** Drops the database; the last one of a file also stops the embedded server. */
  stop(): Promise<void>;
}

interface Server {
  readonly uri: string;
  stop(): Promise<void>;
}

let server: Promise<Server> | null = null;
let users = 0;

/** `always: 'embedded'`: what is tested is the embedded server's own, such as its plans. One kind for all of a file. */
export async function testDatabase({ always }: { readonly always?: 'embedded' } = {}): Promise<TestDatabase> {
  users += 1;
  const { MONGODB_URI } = process.env;
  server ??= MONGODB_URI && always !== 'embedded' ? Promise.resolve(given(MONGODB_URI)) : embedded();
  const running = server;
  const uri = named((await running).uri, `chancery-test-${randomBytes(6).toString('hex')}`);
  return {
    uri,
    async stop() {
      await drop(uri);
      users -= 1;
      if (users > 0) return;
      server = null;
      await (await running).stop();
    },
  };
}

function given(uri: string): Server {
  return { uri, stop: async () => {} };
}

async function embedded(): Promise<Server> {
  const path = await mkdtemp(join(tmpdir(), 'chancery-'));
  const started = await startEmbedded({ path });
  return {
    uri: started.uri,
    async stop() {
      await started.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function drop(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}

function named(uri: string, name: string): string {
  const [, head = uri, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
  return `${head}/${name}${query}`;
}
