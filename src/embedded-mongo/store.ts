import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import { DamagedData, NewerData } from './data-faults.ts';
import { CommandError } from './errors.ts';
import { gathering } from './gather.ts';

/** Raised when the keys or values change meaning; a newer folder is refused, an older one would be migrated here. */
export const dataVersion = 1;

/** The first byte of every key says what it is. */
export const area = { meta: 0, catalog: 1, documents: 2, entries: 3, rubbish: 4 } as const;

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** From `start` (included) to `end` (excluded), as bytes. */
export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
}

export interface Store {
  get(key: Buffer): Buffer | undefined;
  put(key: Buffer, value: Buffer): void;
  remove(key: Buffer): void;
  /** Up to `limit` entries, after `after` when given; no read transaction outlives the call. */
  page(range: Range, limit: number, after?: Buffer, reverse?: boolean): Entry[];
  count(range: Range, atMost?: number): number;
  /**
   * Runs `job` inside a write transaction; resolves when it is on disk. Jobs that come together are synced together, and run once
   * more when another of them spoils the transaction: a job changes nothing outside before it returns.
   */
  write<T>(job: () => T): Promise<T>;
  /** Called when a transaction was lost: what memory knows of the data must be read anew. */
  onLoss(listener: () => void): void;
  /** Called when only opening the file anew can help (a sync or the meta page failed). */
  onPanic(listener: (reason: string) => void): void;
  /** Readers in other processes that were killed no longer pin old pages. */
  forgetDeadReaders(): void;
  bytes(): number;
  close(): Promise<void>;
}

/**
 * LMDB with one table. A commit syncs data, then the meta page, before it returns (no overlapping sync, no writemap): what was
 * answered is on disk, whatever happens next. @throws NewerData, DamagedData
 */
export function openStore(path: string): Store {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const file = `${path}/data.mdb`;
  if (existsSync(file)) checkFile(file);
  const db: RootDatabase<Buffer, Buffer> = open({
    path: file,
    noSubdir: true,
    keyEncoding: 'binary',
    encoding: 'binary',
    overlappingSync: false,
  });
  const version = db.get(versionKey);
  if (version) checkVersion(version);
  else db.transactionSync(() => db.put(versionKey, Buffer.from(JSON.stringify({ version: dataVersion }))));
  const panics: ((reason: string) => void)[] = [];
  const losses: (() => void)[] = [];
  const queue: Waiting[] = [];
  let closed = false;

  /** Runs jobs in one transaction; false when it was lost as a whole. */
  const attempt = (jobs: readonly Waiting[], onFailure: (error: Error) => void): boolean => {
    const settle: (() => void)[] = [];
    try {
      db.transactionSync(() => {
        for (const { job, resolve, reject } of jobs) {
          try {
            const result = job();
            settle.push(() => resolve(result));
          } catch (error) {
            // a refusal comes before the first put of its document; anything else would leave half of it
            if (!(error instanceof CommandError)) throw error;
            settle.push(() => reject(error));
          }
        }
      });
    } catch (error) {
      for (const each of losses) each();
      if (/MDB_PANIC|MDB_CORRUPTED/.test((error as Error).message)) for (const each of panics) each((error as Error).message);
      onFailure(translate(error as Error));
      return false;
    }
    for (const each of settle) each();
    return true;
  };
  const commit = (): void => {
    const group = queue.splice(0);
    const [first] = group;
    if (!first) return;
    if (group.length === 1) attempt(group, first.reject);
    // one that failed must not take the others with it
    else if (!attempt(group, () => undefined)) for (const each of group) attempt([each], each.reject);
  };
  const arrived = gathering(commit);

  return {
    get: (key) => db.get(key),
    put: (key, value) => {
      db.put(key, value);
    },
    remove: (key) => {
      db.remove(key);
    },
    page({ start, end }, limit, after, reverse = false) {
      const found: Entry[] = [];
      const range = reverse
        ? { start: after ?? end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse: true, limit }
        : { start: after ?? start, exclusiveStart: after !== undefined, end, limit };
      for (const { key, value } of db.getRange(range)) found.push({ key, value });
      return found;
    },
    count: ({ start, end }, limit) => {
      let count = 0;
      for (const _ of db.getKeys({ start, end, ...(limit !== undefined && { limit }) })) count++;
      return count;
    },
    write(job) {
      if (closed) return Promise.reject(new CommandError('ShutdownInProgress', 'the database is closing'));
      return new Promise((resolve, reject) => {
        arrived(queue.push({ job, resolve: resolve as (value: unknown) => void, reject }));
      });
    },
    onLoss: (listener) => {
      losses.push(listener);
    },
    onPanic: (listener) => {
      panics.push(listener);
    },
    forgetDeadReaders: () => {
      db.readerCheck();
    },
    bytes: () => {
      const { lastPageNumber = 0, pageSize = 4096 } = db.getStats() as { lastPageNumber?: number; pageSize?: number };
      return (lastPageNumber + 1) * pageSize;
    },
    async close() {
      closed = true;
      commit();
      await db.close();
    },
  };
}

interface Waiting {
  readonly job: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export const versionKey = Buffer.from([area.meta]);

/** @throws NewerData, DamagedData */
export function checkVersion(found: Buffer | undefined): void {
  if (!found) throw new DamagedData('The data file does not say which version it is: restore a backup.');
  const { version } = JSON.parse(found.toString('utf8')) as { version: number };
  if (version > dataVersion)
    throw new NewerData(`The data is of version ${version}, this program knows version ${dataVersion}: start the newer program.`);
}

/** LMDB maps whatever it is given and dies of it: that it is LMDB's must be seen before. @throws DamagedData */
export function checkFile(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(28);
    const length = readSync(descriptor, head, 0, head.length, 0);
    // an empty file is one that was just being made
    if (length > 0 && (length < head.length || head.readUInt32LE(24) !== 0xbeefc0de || fstatSync(descriptor).size < 8192))
      throw new DamagedData(`${file} is damaged: its beginning is not that of a database. Restore a backup.`);
  } finally {
    closeSync(descriptor);
  }
}

/** LMDB says «input/output error» of a write that was cut short by a full disk or a quota. */
function translate(error: Error): Error {
  const number = (error as { code?: unknown }).code;
  if (number === 28 || number === 122 || number === 27 || number === 5 || /No space left|MDB_MAP_FULL/.test(error.message))
    return new CommandError('OutOfDiskSpace', `No space is left for the data, or the disk fails: ${error.message}`);
  if (number === 30 || number === 13 || number === 1)
    return new CommandError('IllegalOperation', `The data folder cannot be written: ${error.message}`);
  return error;
}
