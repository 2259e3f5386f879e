/** Refresh tokens that providers gave in the place of the configured ones, as they are handed over: locked. One document an account. */
import type { Connection } from 'mongoose';
import type { KeptTokens } from '../office/ports/mail.ts';
import { collectionOf } from './collections.ts';

interface TokenDocument {
  readonly _id: string;
  readonly locked: string;
}

export function mongoKeptTokens(connection: Connection): KeptTokens {
  const tokens = collectionOf<TokenDocument>(connection, 'tokens');
  return {
    load: async (account) => (await tokens.findOne({ _id: account }))?.locked ?? null,
    async save(account, locked) {
      await tokens.updateOne({ _id: account }, { $set: { locked } }, { upsert: true });
    },
  };
}
