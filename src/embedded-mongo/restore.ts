import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { archiveFormat, BadArchive, readArchive } from './archive.ts';
import type { Collection } from './catalog.ts';
import { type Checked, check } from './check.ts';
import { NewerData } from './data-faults.ts';
import type { Doc } from './document.ts';
import { engineOn } from './engine.ts';
import { CommandError } from './errors.ts';
import { lockFolder } from './lock.ts';
import { openSnapshot } from './snapshot.ts';
import { dataVersion, openStore } from './store.ts';

/** There are data in the folder already. */
export class NotEmpty extends Error {}

/** What is written in one transaction. */
const batchDocuments = 1000;
const batchBytes = 8 * 2 ** 20;

/**
 * Makes the data folder `path` from a copy. It is built beside its place, read as a whole (`verify` may look at more) and only then
 * put there: what is cut off or altered leaves nothing behind.
 * @throws NotEmpty, Locked when a server runs there, BadArchive, NewerData
 */
export async function restore(
  file: string,
  path: string,
  verify: (folder: string) => readonly string[] = () => [],
): Promise<Checked> {
  // the lock says more than «not empty»: which process to stop
  if (existsSync(path)) lockFolder(path)();
  if (existsSync(path) && readdirSync(path).length > 0) throw new NotEmpty(`There are data in ${path}.`);
  const draft = `${path}.restoring`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(draft);
  try {
    for (const name of ['data.mdb', 'data.mdb-lock']) rmSync(`${draft}/${name}`, { force: true });
    const promised = await load(file, draft);
    const found = checked(draft, verify);
    if (found.documents !== promised) throw new BadArchive(`it promises ${promised} documents and brings ${found.documents}`);
    unlock();
    if (existsSync(path)) rmdirSync(path);
    renameSync(draft, path);
    return found;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** @returns how many documents there should be */
async function load(file: string, folder: string): Promise<number> {
  const store = openStore(folder);
  const engine = engineOn(store);
  let collection: Collection | null = null;
  let batch: Buffer[] = [];
  let bytes = 0;
  let promised = 0;
  const flush = async (): Promise<void> => {
    const [target, documents] = [collection, batch];
    [batch, bytes] = [[], 0];
    if (documents.length === 0) return;
    if (!target) throw new BadArchive('a document before any collection');
    await store.write(() => {
      for (const each of documents) engine.writes.insert(target, each);
    });
  };
  let first = true;
  try {
    for await (const record of readArchive(file)) {
      if (first !== (record.kind === 'H')) throw new BadArchive('its head is not where it should be');
      first = false;
      if (record.kind === 'D') {
        batch.push(Buffer.from(record.raw));
        bytes += record.raw.length;
        if (batch.length >= batchDocuments || bytes >= batchBytes) await flush();
        continue;
      }
      await flush();
      if (record.kind === 'H') checkHead(record.value);
      else if (record.kind === 'E') promised = Number(record.value.documents);
      else collection = await store.write(() => created(engine, record.value));
    }
  } catch (error) {
    // refusals of documents: these were accepted once
    throw error instanceof CommandError && error.codeName !== 'OutOfDiskSpace' ? new BadArchive(error.message) : error;
  } finally {
    await store.close();
  }
  return promised;
}

function checkHead({ format, dataVersion: version }: Doc): void {
  if (typeof format !== 'number' || typeof version !== 'number') throw new BadArchive('it is not a copy of a database');
  if (format > archiveFormat || version > dataVersion)
    throw new NewerData(`The copy is of version ${version}, this program knows version ${dataVersion}: use the newer program.`);
}

function created({ catalog }: ReturnType<typeof engineOn>, { ns, options, indexes }: Doc): Collection {
  const collection = catalog.create(String(ns), options as Doc);
  for (const spec of indexes as Doc[]) catalog.addIndex(collection, spec).ready = true;
  catalog.save(collection);
  return collection;
}

function checked(folder: string, verify: (folder: string) => readonly string[]): Checked {
  const store = openSnapshot(folder);
  let found: Checked;
  try {
    found = check(engineOn(store));
  } finally {
    void store.close();
  }
  const faults = [...found.faults, ...verify(folder)];
  if (faults.length > 0) throw new BadArchive(faults.slice(0, 3).join('; '));
  return found;
}
