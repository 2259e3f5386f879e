import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { serialize } from 'bson';
import { archiveFormat, written } from './archive.ts';
import { rangeOf } from './catalog.ts';
import type { Doc } from './document.ts';
import { type Engine, engineOn } from './engine.ts';
import { openSnapshot } from './snapshot.ts';
import { area, dataVersion, type Store } from './store.ts';

export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly documents: number;
  readonly collections: readonly { readonly ns: string; readonly documents: number }[];
  readonly takenAt: Date;
}

/**
 * Copies the data in folder `path`, as they are at this moment, into one file; a server may run and write meanwhile. The file
 * appears under its name when all of it is on disk. Memory stays flat. @throws NoData, NewerData, DamagedData
 */
export async function backUp(path: string, file: string): Promise<Backup> {
  const store = openSnapshot(path);
  const draft = `${file}.tmp`;
  try {
    const engine = engineOn(store);
    const takenAt = new Date();
    const collections: { ns: string; documents: number }[] = [];
    const documents = (): number => collections.reduce((sum, each) => sum + each.documents, 0);
    const stream = Readable.from(
      written(records(engine, takenAt, collections), () => ({ documents: documents(), collections })),
      { objectMode: true, highWaterMark: 1 },
    );
    await pipeline(stream, createGzip({ level: 1 }), createWriteStream(draft, { mode: 0o600 }));
    await synced(draft);
    await rename(draft, file);
    await synced(dirname(file));
    return { file, bytes: (await stat(file)).size, documents: documents(), collections, takenAt };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await store.close();
  }
}

function* records(
  { store, catalog }: Engine,
  takenAt: Date,
  counted: { ns: string; documents: number }[],
): Generator<['H' | 'C' | 'D', Uint8Array]> {
  yield ['H', serialize({ format: archiveFormat, dataVersion, takenAt })];
  for (const { ns, id, options, indexes } of catalog.all()) {
    // an index that is just being built was promised to nobody
    const specs: Doc[] = indexes.filter(({ ready }) => ready).map(({ spec }) => spec);
    yield ['C', serialize({ ns, options, indexes: specs })];
    const count = { ns, documents: 0 };
    counted.push(count);
    for (const raw of documentsIn(store, id)) {
      count.documents++;
      yield ['D', raw];
    }
  }
}

function* documentsIn(store: Store, id: number): Generator<Buffer> {
  const range = rangeOf(area.documents, id);
  for (let after: Buffer | undefined | null; after !== null; ) {
    // few at a time: sixteen of the largest are 256 MB
    const page = store.page(range, 16, after);
    for (const { value } of page) yield value;
    after = page.length === 16 ? (page.at(-1)?.key ?? null) : null;
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
