/** A unique index said no (E11000). */
import { MongoBulkWriteError, MongoServerError, type WriteError } from 'mongodb';

export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}

/** Which items of a batch a unique index refused, or null when something else went wrong too. */
export function duplicatesIn(error: unknown): readonly number[] | null {
  if (!(error instanceof MongoBulkWriteError)) return null;
  const errors = [error.writeErrors].flat() as WriteError[];
  if (errors.length === 0 || errors.some(({ code }) => code !== 11000)) return null;
  // "written, but not yet safe" is not "refused"
  if (error.result.getWriteConcernError()) return null;
  return errors.map(({ index }) => index);
}
