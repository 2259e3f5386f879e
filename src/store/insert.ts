/** Inserts that know why they were refused: it is there already (E11000), or another transaction stood in the way. */
import {
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoServerError,
  type OptionalUnlessRequiredId,
  type WriteError,
} from 'mongodb';

const DUPLICATE = 11000;
/** MongoDB's code for it; servers on a relational engine tell it in their own words. */
const WRITE_CONFLICT = 112;
const TRIES = 20;
const PAUSE_MS = 10;

export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE;
}

/** What other hands have written already is left as it is. True when all of it was new. */
export async function insertNew<T extends Document>(collection: Collection<T>, documents: readonly T[]): Promise<boolean> {
  if (documents.length === 0) return true;
  let allNew = true;
  await retried(async () => {
    try {
      await collection.insertMany(documents as readonly OptionalUnlessRequiredId<T>[], { ordered: false });
    } catch (error) {
      const refusals = refusalsIn(error);
      allNew = false;
      if (!refusals?.every(isKnown)) throw error;
    }
  });
  return allNew;
}

/** How many were taken before one of them was refused as a duplicate; all after it were not tried. */
export async function insertInOrder<T extends Document>(collection: Collection<T>, documents: readonly T[]): Promise<number> {
  let taken = 0;
  return retried(async () => {
    try {
      await collection.insertMany(documents.slice(taken) as OptionalUnlessRequiredId<T>[], { ordered: true });
      return documents.length;
    } catch (error) {
      const [refusal] = refusalsIn(error) ?? [];
      taken += refusal?.index ?? (error instanceof MongoBulkWriteError ? error.insertedCount : 0);
      if (!refusal || !isKnown(refusal)) throw error;
      return taken;
    }
  });
}

/** Does it again when another transaction stood in the way. `job` must bear to be done twice. */
export async function retried<T>(job: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await job();
    } catch (error) {
      if (left === 0 || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS));
    }
  }
}

/** Every reason is a passing one, apart from what is known already. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  const reasons: readonly Reason[] = refusalsIn(error) ?? [{ code: error.code, errmsg: error.message }];
  return reasons.some(isClash) && reasons.every((each) => isClash(each) || isKnown(each));
}

type Reason = { readonly code?: unknown; readonly errmsg?: string | undefined };

const isKnown = ({ code }: Reason) => code === DUPLICATE;
const isClash = ({ code, errmsg = '' }: Reason) =>
  code === WRITE_CONFLICT || /deadlock detected|could not serialize/i.test(errmsg);

/** Null when the whole command failed, or what was written is not yet safe. */
function refusalsIn(error: unknown): readonly WriteError[] | null {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return null;
  const refusals = [error.writeErrors].flat() as WriteError[];
  return refusals.length > 0 ? refusals : null;
}
