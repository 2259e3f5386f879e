import mongoose, { type Connection } from 'mongoose';
import { migrate } from './migrations.ts';

/** A database that the URI does not name. */
const NAME = 'chancery';

/**
 * Connects and brings the database up to date: when it resolves, every index is there and the engine may be ready.
 * Writes are acknowledged only when they are on the disk of the majority (on one server: on its disk).
 */
export async function connectStore(uri: string): Promise<Connection> {
  const connection = await mongoose
    .createConnection(uri, {
      ...(namesDatabase(uri) ? {} : { dbName: NAME }),
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      // a field that is not there must not come back as null: snapshots are compared with replayed histories
      ignoreUndefined: true,
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      serverSelectionTimeoutMS: 10_000,
      maxPoolSize: 50,
    })
    .asPromise();
  try {
    await migrate(connection);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function namesDatabase(uri: string): boolean {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]+/.test(uri);
}
