/** Outgoing numbers on MongoDB: one document per reply; unique indexes keep numbers single and without gaps. */
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { outgoingNumber } from '../domain/numbering.ts';
import type { Numbering } from '../domain/standard.ts';
import type { Numbers } from '../office/ports/letters.ts';
import { collectionOf } from './collections.ts';
import { isDuplicate, retried } from './insert.ts';
import { together } from './together.ts';

interface OutgoingDocument {
  /** The reply's id: the same reply gets the same number. */
  readonly _id: string;
  readonly office: string;
  readonly year: number;
  readonly n: number;
  readonly number: string;
}

type Asked = { readonly office: string; readonly year: number; readonly replyId: string };

export function mongoNumbers(connection: Connection, numbering: Numbering): Numbers {
  const outgoing = collectionOf<OutgoingDocument>(connection, 'outgoing');
  // one at a time within this process; other engines are met at the unique index
  const next = together<Asked, string>(async ([asked]) => {
    if (!asked) return [];
    return Promise.allSettled([take(outgoing, numbering, asked)]);
  }, 1);
  return { outgoing: (office, year, replyId) => next({ office, year, replyId }) };
}

async function take(
  outgoing: Collection<OutgoingDocument>,
  numbering: Numbering,
  { office, year, replyId }: Asked,
): Promise<string> {
  for (;;) {
    const [known, [last]] = await Promise.all([
      outgoing.findOne({ _id: replyId }),
      outgoing.find({ office, year }).sort({ office: -1, year: -1, n: -1 }).limit(1).toArray(),
    ]);
    if (known) return known.number;
    const n = (last?.n ?? 0) + 1;
    const number = outgoingNumber(numbering, office, year, n);
    try {
      await retried(() => outgoing.insertOne({ _id: replyId, office, year, n, number }));
      return number;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}
