/**
 * The vault: originals in GridFS, found by the SHA-256 of their content. Chunks are written first and the file document last:
 * where there is a file document, all bytes are there; a put that was cut off is simply done again.
 */
import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Binary, type Collection, GridFSBucket } from 'mongodb';
import type { Connection } from 'mongoose';
import { NotFound } from '../domain/errors.ts';
import type { Vault } from '../office/ports/intake.ts';
import { collectionOf } from './collections.ts';
import { insertNew } from './insert.ts';

/** GridFS's own default: a chunk and its keys fit into 256 KiB. */
const CHUNK = 255 * 1024;
/** Bytes of one insert: a message to the server may hold 48 MB, but is in memory three times while it is sent. */
const MESSAGE = 2 ** 20;

/** Bytes from which it pays to ask first what is there already. */
const ASK_OVER = 4 * 2 ** 20;

interface FileDocument {
  /** SHA-256, hex. */
  readonly _id: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
}

interface ChunkDocument {
  readonly files_id: string;
  readonly n: number;
  readonly data: Binary;
}

export function mongoVault(connection: Connection): Vault {
  const files = collectionOf<FileDocument>(connection, 'vault.files');
  const chunks = collectionOf<ChunkDocument>(connection, 'vault.chunks');
  return {
    async put(contents) {
      const hashes = contents.map(hashOf);
      const fresh = new Map(contents.map((content, index) => [hashes[index] ?? '', content]));
      // Little is sent at once: nearly always it is new, and what is known is refused by the index
      const bytes = contents.reduce((sum, { length }) => sum + length, 0);
      if (bytes > ASK_OVER) for (const hash of await kept(files, [...fresh.keys()])) fresh.delete(hash);
      for (const batch of batchesOf([...fresh].flatMap(chunksOf))) await insertNew(chunks, batch);
      await insertNew(files, [...fresh].map(fileOf));
      return hashes;
    },
    async read(hash) {
      const [file, parts] = await Promise.all([
        files.findOne({ _id: hash }),
        chunks.find({ files_id: hash }).sort({ files_id: 1, n: 1 }).toArray(),
      ]);
      if (!file) throw missing(hash);
      const content = Buffer.concat(parts.map(({ data }) => data.value()));
      if (content.length !== file.length || hashOf(content) !== hash) throw damaged(hash);
      return content;
    },
    async open(hash) {
      if (!(await files.findOne({ _id: hash }, { projection: { _id: 1 } }))) throw missing(hash);
      const { db } = connection;
      if (!db) throw missing(hash);
      // GridFS types want an ObjectId; the specification allows any id
      return verified(hash, new GridFSBucket(db, { bucketName: 'vault' }).openDownloadStream(hash as never));
    },
  };
}

async function kept(files: Collection<FileDocument>, hashes: readonly string[]): Promise<readonly string[]> {
  const found = await files.find({ _id: { $in: [...hashes] } }, { projection: { _id: 1 } }).toArray();
  return found.map(({ _id }) => _id);
}

/** The stream errs at its end when what it gave was not what the hash promises. */
function verified(hash: string, source: Readable): Readable {
  const sum = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(sum.digest('hex') === hash ? null : damaged(hash));
    },
  });
  // a failure of the source destroys `check` with the same error: its reader hears of it there
  pipeline(source, check).catch(() => {});
  return check;
}

function chunksOf([hash, content]: readonly [string, Buffer]): readonly ChunkDocument[] {
  return Array.from({ length: Math.ceil(content.length / CHUNK) }, (_, n) => ({
    files_id: hash,
    n,
    data: new Binary(content.subarray(n * CHUNK, (n + 1) * CHUNK)),
  }));
}

function fileOf([hash, content]: readonly [string, Buffer]): FileDocument {
  return { _id: hash, length: content.length, chunkSize: CHUNK, uploadDate: new Date(), filename: hash };
}

function* batchesOf(documents: readonly ChunkDocument[]): Generator<readonly ChunkDocument[]> {
  let batch: ChunkDocument[] = [];
  let size = 0;
  for (const each of documents) {
    if (size + each.data.length() > MESSAGE) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(each);
    size += each.data.length();
  }
  yield batch;
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function missing(hash: string): NotFound {
  return new NotFound(`Файла ${hash.slice(0, 12)} в хранилище нет.`);
}

function damaged(hash: string): Error {
  return new Error(`vault: the stored bytes of ${hash} are not those that were put`);
}
