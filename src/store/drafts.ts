/** Working drafts on MongoDB: one document for each letter and author, saved by version. */
import type { Connection } from 'mongoose';
import type { Drafts, WorkingDraft } from '../office/ports/drafts.ts';
import { collectionOf } from './collections.ts';
import { isDuplicate } from './insert.ts';

interface DraftDocument extends WorkingDraft {
  readonly _id: string;
  /** For the server's own sweeping: a text nobody touched for half a year. */
  readonly touchedAt: Date;
}

interface PresenceDocument {
  readonly _id: string;
  readonly letterId: string;
  readonly person: string;
  readonly at: Date;
}

export function mongoDrafts(connection: Connection): Drafts {
  const drafts = collectionOf<DraftDocument>(connection, 'drafts');
  const presence = collectionOf<PresenceDocument>(connection, 'presence');
  return {
    async of(letterId) {
      const found = await drafts.find({ letterId }).sort({ letterId: 1, savedAt: -1 }).toArray();
      return found.map(({ _id, touchedAt: _, ...draft }) => draft);
    },
    async save(draft) {
      const { letterId, author, version } = draft;
      const document = { ...draft, touchedAt: new Date(draft.savedAt) };
      const _id = keyOf(letterId, author);
      if (version > 1) return (await drafts.replaceOne({ _id, version: version - 1 }, document)).matchedCount === 1;
      try {
        await drafts.insertOne({ _id, ...document });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async drop(letterId, author) {
      await drafts.deleteOne({ _id: keyOf(letterId, author) });
    },
    async touch(letterId, person, at) {
      await presence.updateOne(
        { _id: keyOf(letterId, person) },
        { $set: { letterId, person, at: new Date(at) } },
        { upsert: true },
      );
    },
    async present(letterId, since) {
      const found = await presence
        .find({ letterId, at: { $gte: new Date(since) } })
        .sort({ letterId: 1, at: -1 })
        .toArray();
      return found.map(({ person, at }) => ({ person, at: at.toISOString() }));
    },
    async leave(letterId, person) {
      await presence.deleteOne({ _id: keyOf(letterId, person) });
    },
  };
}

function keyOf(letterId: string, person: string): string {
  return `${letterId}/${person}`;
}
