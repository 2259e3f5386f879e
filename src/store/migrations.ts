/** Brings a database up to date at every start: indexes first, then what has not been done yet, in order. */
import type { Connection } from 'mongoose';
import { COLLECTIONS, collectionOf, modelOf } from './collections.ts';
import { retried } from './insert.ts';
import type { LetterDocument } from './letter-document.ts';
import { FACE, faceOf, noticeIdsOf } from './letter-face.ts';

/** Each is safe to run twice: two engines may start at once, and a start may be killed. */
const MIGRATIONS: readonly { readonly id: string; readonly run: (connection: Connection) => Promise<void> }[] = [
  { id: `read-model-${FACE}`, run: renewFaces },
];

/** @throws MongoServerError when an index exists already with other options: such a change needs a migration of its own */
export async function migrate(connection: Connection): Promise<void> {
  await ensureIndexes(connection);
  const done = doneIn(connection);
  const before = new Set((await done.find().toArray()).map(({ _id }) => _id));
  for (const { id, run } of MIGRATIONS) {
    if (before.has(id)) continue;
    await run(connection);
    await done.updateOne({ _id: id }, { $setOnInsert: { at: new Date() } }, { upsert: true });
  }
}

async function ensureIndexes(connection: Connection): Promise<void> {
  for (const name of COLLECTIONS) await retried(() => modelOf(connection, name).createIndexes());
}

/** Letters whose read model was written by an older engine. */
async function renewFaces(connection: Connection): Promise<void> {
  const letters = collectionOf<LetterDocument>(connection, 'letters');
  const old = letters.find({ face: { $lt: FACE } }, { projection: { revision: 1, value: 1, history: 1, numberKey: 1 } });
  for await (const { _id, revision, value, history, numberKey } of old) {
    // a letter that changes meanwhile is written by its own save, and that with the new read model
    await letters.updateOne({ _id, revision }, { $set: faceOf(value, numberKey.n, noticeIdsOf(history)) });
  }
}

function doneIn(connection: Connection) {
  const { db } = connection;
  if (!db) throw new Error('the store is not connected');
  return db.collection<{ _id: string; at: Date }>('migrations');
}
