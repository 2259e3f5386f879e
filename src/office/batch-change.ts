/** The open batch of an office, changed by many hands at once. */
import { Stale } from '../domain/errors.ts';
import type { Batch, Batches } from './ports/batches.ts';

/** Gives back what is kept; null when no batch lies on the table of the office. */
export type ChangeBatch = (office: string, work: (batch: Batch | null) => Batch | null) => Promise<Batch | null>;

const TRIES = 8;

/** Retried when another hand was faster. `work` gives back what it got when there is nothing to save. */
export function batchChanger(batches: Batches): ChangeBatch {
  return async (office, work) => {
    for (let left = TRIES; ; left -= 1) {
      const before = await batches.current(office);
      const after = work(before);
      if (!after || after === before) return before;
      try {
        return await batches.save(after);
      } catch (error) {
        if (!(error instanceof Stale) || left === 1) throw error;
      }
    }
  };
}
