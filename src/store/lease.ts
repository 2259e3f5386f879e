/** Lends letters whose effects are due. The lease ends when every lent effect is settled or put off, or by time. */
import type { Collection, Filter } from 'mongodb';
import type { Letter } from '../domain/letter.ts';
import type { Stored } from '../office/ports/letters.ts';
import { CORE, type LetterDocument, storedOf } from './letter-document.ts';

/** Rounds of looking when other workers take what was seen. */
const TRIES = 10;

export async function claim(
  letters: Collection<LetterDocument>,
  now: Date,
  limit: number,
  leaseMs: number,
): Promise<readonly Stored<Letter>[]> {
  const lent: Stored<Letter>[] = [];
  for (let left = TRIES; left > 0 && lent.length < limit; left -= 1) {
    const seen = await letters
      .find(dueAt(now), { projection: { ...CORE, lent: 1, leaseUntil: 1 } })
      .sort({ nextEffectAt: 1 })
      .limit(limit - lent.length)
      .toArray();
    if (seen.length === 0) break;
    const taken = await Promise.all(seen.map((each) => take(letters, each, now, leaseMs)));
    lent.push(...seen.filter((_, index) => taken[index]).map(storedOf));
  }
  return lent;
}

/** Exported for the test that no query scans the collection. */
export function dueAt(now: Date): Filter<LetterDocument> {
  return { nextEffectAt: { $lte: now }, $or: [{ lent: { $size: 0 } }, { leaseUntil: { $lte: now } }] };
}

/** Atomic: nobody else has taken it (lent, leaseUntil) nor changed it (revision) since it was seen. */
async function take(
  letters: Collection<LetterDocument>,
  { _id, revision, pending, lent, leaseUntil }: Pick<LetterDocument, '_id' | 'revision' | 'pending' | 'lent' | 'leaseUntil'>,
  now: Date,
  leaseMs: number,
): Promise<boolean> {
  const due = pending.filter(({ nextAt }) => nextAt <= now.toISOString()).map(({ id }) => id);
  const written = await letters.updateOne(
    { _id, revision, lent, leaseUntil },
    { $set: { lent: due, leaseUntil: new Date(now.getTime() + leaseMs) } },
  );
  return written.matchedCount === 1;
}
