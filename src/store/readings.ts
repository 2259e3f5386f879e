/** Pages that were read, by the hash of their file: written as they come, so that a kill in a long batch loses none and repeats none. */
import type { Connection } from 'mongoose';
import type { PageMemory, PageResult } from '../office/ports/paper.ts';
import { collectionOf } from './collections.ts';

interface ReadingDocument {
  /** `HASH PAGE`. */
  readonly _id: string;
  readonly file: string;
  readonly page: number;
  readonly result: PageResult;
}

export function mongoReadings(connection: Connection): PageMemory {
  const readings = collectionOf<ReadingDocument>(connection, 'readings');
  return {
    async recall(file) {
      const found = await readings.find({ file }).sort({ file: 1, page: 1 }).toArray();
      return new Map(found.map(({ page, result }) => [page, result]));
    },
    async keep(file, page, result) {
      await readings.replaceOne({ _id: `${file} ${page}` }, { file, page, result }, { upsert: true });
    },
  };
}
