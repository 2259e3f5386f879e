/** Notices of a day by address on MongoDB: one document each, counted in one atomic write, so that all engines share the day's number. */
import { createHash } from 'node:crypto';
import type { Filter } from 'mongodb';
import type { Connection } from 'mongoose';
import type { NoticeTally } from '../office/ports/mail.ts';
import { collectionOf } from './collections.ts';
import { isDuplicate, retried } from './insert.ts';

interface NoticesDocument {
  readonly _id: string;
  readonly occasions: readonly string[];
  readonly expiresAt: Date;
}

const KEPT_MS = 3 * 24 * 3_600_000;
/** Two first notices at once: one of the two inserts is refused, and then finds the other's document. */
const TRIES = 10;

export function mongoNotices(connection: Connection): NoticeTally {
  const notices = collectionOf<NoticesDocument>(connection, 'notices');
  return {
    async had(address, day, occasion) {
      const kept = await notices.findOne({ _id: `${day} ${keyOf(address)}` });
      return kept?.occasions.includes(occasion) ?? false;
    },
    async take(address, day, occasion, most) {
      if (most < 1) return false;
      const _id = `${day} ${keyOf(address)}`;
      // Matches only while the last place of the day is free; else the upsert meets the document that is there
      const free = { _id, [`occasions.${most - 1}`]: { $exists: false } } as Filter<NoticesDocument>;
      const expiresAt = new Date(Date.parse(day) + KEPT_MS);
      for (let left = TRIES; left > 0; left -= 1) {
        try {
          await retried(() =>
            notices.updateOne(free, { $addToSet: { occasions: occasion }, $setOnInsert: { expiresAt } }, { upsert: true }),
          );
          return true;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
        }
        const kept = await notices.findOne({ _id });
        if (kept?.occasions.includes(occasion)) return true;
        if (kept && kept.occasions.length >= most) return false;
      }
      return false;
    },
  };
}

/** An address may be longer than an index key; no list of addresses is kept. */
function keyOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 32);
}
