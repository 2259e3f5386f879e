/** Batches on MongoDB: one document each, saved by revision; a unique index lets one batch be open in an office. */
import type { Connection } from 'mongoose';
import { NotFound, Stale } from '../domain/errors.ts';
import type { Batch, Batches } from '../office/ports/batches.ts';
import { collectionOf } from './collections.ts';

interface BatchDocument extends Omit<Batch, 'id'> {
  readonly _id: string;
  /** The office while it is open or being registered; null afterwards. */
  readonly table: string | null;
}

export function mongoBatches(connection: Connection): Batches {
  const batches = collectionOf<BatchDocument>(connection, 'batches');
  return {
    async current(office) {
      const found = await batches.findOne({ table: office });
      return found && batchOf(found);
    },
    async load(id) {
      const found = await batches.findOne({ _id: id });
      if (!found) throw new NotFound('Такой пачки нет.');
      return batchOf(found);
    },
    async save(batch) {
      const { id, ...rest } = batch;
      const next = { ...rest, revision: batch.revision + 1 };
      const table = batch.state === 'done' ? null : batch.office;
      try {
        if (batch.revision === 0) await batches.insertOne({ _id: id, ...next, ...(table && { table }) } as BatchDocument);
        else {
          const change = table ? { $set: { ...next, table } } : { $set: next, $unset: { table: 1 as const } };
          const written = await batches.updateOne({ _id: id, revision: batch.revision }, change);
          if (written.matchedCount === 0) throw new Stale(id);
        }
      } catch (error) {
        if ((error as { code?: unknown }).code === DUPLICATE) throw new Stale(id);
        throw error;
      }
      return { id, ...next };
    },
    async recent(office, limit) {
      return (await batches.find({ office }).sort({ at: -1 }).limit(limit).toArray()).map(batchOf);
    },
    async unfinished() {
      const open = (await batches.find({ table: { $exists: true } }).toArray()).map(batchOf);
      return open.filter(({ state, sheets }) => state === 'registering' || sheets.some(({ seen }) => !seen));
    },
  };
}

const DUPLICATE = 11_000;

function batchOf({ _id, table: _, ...batch }: BatchDocument): Batch {
  return { id: _id, ...batch };
}
