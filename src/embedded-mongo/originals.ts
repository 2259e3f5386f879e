import { createHash } from 'node:crypto';
import { Binary } from 'bson';
import { type Collection, rangeOf } from './catalog.ts';
import { promoted } from './document.ts';
import type { Engine } from './engine.ts';
import { area, type Range } from './store.ts';

/**
 * Reads every file of a GridFS bucket whose ids are the SHA-256 of the content, and says which are not what they promise. Files and
 * chunks lie in the same order, by hash: they are read side by side, and nothing is held in memory but one chunk.
 * @param bucket `database.bucket`
 */
export function checkOriginals(engine: Engine, bucket: string): { files: number; bytes: number; faults: string[] } {
  const files = engine.catalog.get(`${bucket}.files`);
  const chunks = engine.catalog.get(`${bucket}.chunks`);
  const found = { files: 0, bytes: 0, faults: [] as string[] };
  if (!files) return found;
  const rest = chunks ? chunksOf(engine, chunks) : [][Symbol.iterator]();
  let next = rest.next();
  for (const value of valuesOf(engine, rangeOf(area.documents, files.id))) {
    const file = promoted(value);
    const id = String(file._id);
    // chunks without a file are a put that was cut off: it is done again
    while (!next.done && next.value.file < id) next = rest.next();
    const sum = createHash('sha256');
    let [length, n] = [0, 0];
    for (; !next.done && next.value.file === id; next = rest.next()) {
      if (next.value.n !== n++) found.faults.push(`${bucket}: ${id}: chunk ${next.value.n} where ${n - 1} should be`);
      length += next.value.data.length;
      sum.update(next.value.data);
    }
    found.files++;
    found.bytes += length;
    if (length !== file.length || sum.digest('hex') !== id)
      found.faults.push(`${bucket}: the content of ${id} is not what was put`);
  }
  return found;
}

interface Chunk {
  readonly file: string;
  readonly n: number;
  readonly data: Uint8Array;
}

/** By the index over `files_id, n`. */
function* chunksOf(engine: Engine, collection: Collection): Generator<Chunk, undefined> {
  const index = collection.indexes.find(({ fields }) => fields.map(({ name }) => name).join() === 'files_id,n');
  if (!index) throw new Error(`${collection.ns} has no index over files_id and n`);
  for (const idKey of valuesOf(engine, rangeOf(area.entries, index.id))) {
    const raw = engine.writes.read(collection, idKey);
    if (!raw) continue;
    const { files_id, n, data } = promoted(raw);
    yield { file: String(files_id), n: Number(n), data: data instanceof Binary ? data.value() : Buffer.alloc(0) };
  }
}

function* valuesOf({ store }: Engine, range: Range): Generator<Buffer> {
  for (let after: Buffer | undefined | null; after !== null; ) {
    const page = store.page(range, 64, after);
    for (const { value } of page) yield value;
    after = page.length === 64 ? (page.at(-1)?.key ?? null) : null;
  }
}
