/** Signs of life for the health page. */
import type { Connection } from 'mongoose';
import { collectionOf } from './collections.ts';
import type { LetterDocument } from './letter-document.ts';

/** A write that is on disk when it resolves. @throws what the database has against it */
export async function pulse(connection: Connection): Promise<void> {
  const { db } = connection;
  if (!db) throw new Error('the store is not connected');
  await db
    .collection<{ _id: string; at: Date }>('pulse')
    .updateOne({ _id: 'pulse' }, { $set: { at: new Date() } }, { upsert: true });
}

/** Letters with effects that are not done yet. */
export function pendingEffects(connection: Connection): Promise<number> {
  return collectionOf<LetterDocument>(connection, 'letters').countDocuments({ nextEffectAt: { $gt: new Date(0) } });
}
