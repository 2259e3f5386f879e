import { existsSync } from 'node:fs';
import { open } from 'lmdb';
import { NoData } from './data-faults.ts';
import { CommandError } from './errors.ts';
import { checkFile, checkVersion, type Store, versionKey } from './store.ts';

/**
 * The data as they are now, for reading only, also while a server writes on: one read transaction for all of its life. It pins old
 * pages meanwhile: the file grows by what is written, and that room is used again later. @throws NoData, NewerData, DamagedData
 */
export function openSnapshot(path: string): Store {
  const file = `${path}/data.mdb`;
  if (!existsSync(file)) throw new NoData(`There is no database in ${path}.`);
  checkFile(file);
  const db = open<Buffer, Buffer>({ path: file, noSubdir: true, keyEncoding: 'binary', encoding: 'binary', readOnly: true });
  const transaction = db.useReadTransaction();
  checkVersion(db.get(versionKey, { transaction }));
  return {
    get: (key) => db.get(key, { transaction }),
    page({ start, end }, limit, after, reverse = false) {
      const range = reverse
        ? { start: after ?? end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse: true, limit }
        : { start: after ?? start, exclusiveStart: after !== undefined, end, limit };
      return [...db.getRange({ ...range, transaction })];
    },
    count: ({ start, end }, limit) => {
      let count = 0;
      for (const _ of db.getKeys({ start, end, transaction, ...(limit !== undefined && { limit }) })) count++;
      return count;
    },
    put: refuse,
    remove: refuse,
    write: () => Promise.reject(readOnly()),
    onLoss: () => undefined,
    onPanic: () => undefined,
    forgetDeadReaders: () => undefined,
    bytes: () => 0,
    async close() {
      transaction.done();
      await db.close();
    },
  };
}

const readOnly = (): CommandError => new CommandError('IllegalOperation', 'A snapshot is for reading only.');

function refuse(): never {
  throw readOnly();
}
