/** A connection to a database of its own for a file of contract tests, emptied before each use. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type CollectionName, collectionOf } from '../../src/store/collections.ts';
import { connectStore } from '../../src/store/connection.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export interface TestStore {
  /** The first engine. */
  here(): Connection;
  /** Another engine on the same database. */
  there(): Connection;
  /** For engines in processes of their own. */
  uri(): string;
  empty(name: CollectionName): Promise<void>;
}

export function testStore(): TestStore {
  let database: TestDatabase | null = null;
  let connections: readonly Connection[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    connections = await Promise.all([connectStore(database.uri), connectStore(database.uri)]);
  });
  afterAll(async () => {
    await Promise.all(connections.map((each) => each.close()));
    await database?.stop();
  });
  const connection = (index: number) => {
    const found = connections[index];
    if (!found) throw new Error('the store is connected before the tests run');
    return found;
  };
  return {
    here: () => connection(0),
    there: () => connection(1),
    uri: () => database?.uri ?? '',
    empty: async (name) => {
      await collectionOf(connection(0), name).deleteMany({});
    },
  };
}
