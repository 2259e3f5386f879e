/** The collections by name: as the driver's own for hot paths, as models for what is validated. */
import type { Collection, Document } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { SCHEMAS } from './schemas.ts';

export type CollectionName = keyof typeof SCHEMAS;
export const COLLECTIONS = Object.keys(SCHEMAS) as readonly CollectionName[];

/** The driver's collection: no casting, no hydration. */
export function collectionOf<T extends Document>(connection: Connection, name: CollectionName): Collection<T> {
  const { db } = connection;
  if (!db) throw new Error('the store is not connected');
  return db.collection<T>(name);
}

export function modelOf<T>(connection: Connection, name: CollectionName): Model<T> {
  const known = connection.models[name];
  return (known ?? connection.model(name, SCHEMAS[name], name)) as unknown as Model<T>;
}
