/** How far each mailbox is read, and who reads it now: one document a mailbox. */
import type { Connection } from 'mongoose';
import type { Cursors } from '../office/ports/mail.ts';
import { collectionOf } from './collections.ts';
import { isDuplicate } from './insert.ts';

interface CursorDocument {
  /** The mailbox's name. */
  readonly _id: string;
  readonly uidValidity?: string;
  readonly lastUid?: number;
  readonly holder?: string | null;
  readonly until?: Date;
}

export function mongoCursors(connection: Connection): Cursors {
  const cursors = collectionOf<CursorDocument>(connection, 'cursors');
  return {
    async load(mailbox) {
      const found = await cursors.findOne({ _id: mailbox });
      if (!found?.uidValidity) return null;
      return { uidValidity: found.uidValidity, lastUid: found.lastUid ?? 0 };
    },
    async save(mailbox, { uidValidity, lastUid }) {
      await cursors.updateOne({ _id: mailbox }, { $set: { uidValidity, lastUid } }, { upsert: true });
    },
    async lease(mailbox, holder, ms) {
      const now = Date.now();
      const free = { $or: [{ holder: null }, { holder }, { until: { $lte: new Date(now) } }] };
      try {
        const taken = { $set: { holder, until: new Date(now + ms) } };
        const { matchedCount, upsertedCount } = await cursors.updateOne({ _id: mailbox, ...free }, taken, { upsert: true });
        return matchedCount + upsertedCount === 1;
      } catch (error) {
        // there is one, and it is not free
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async release(mailbox, holder) {
      await cursors.updateOne({ _id: mailbox, holder }, { $set: { holder: null } });
    },
  };
}
