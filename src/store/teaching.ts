/** What people taught, on MongoDB: one small collection; `_id` tells words from lessons. */
import type { Connection } from 'mongoose';
import type { Innocent, Lesson, Teaching } from '../office/ports/teaching.ts';
import { collectionOf } from './collections.ts';
import { retried } from './insert.ts';

interface TeachingDocument {
  readonly _id: string;
  readonly what: 'innocent' | 'lesson';
  readonly at: string;
  readonly value: Innocent | Lesson;
}

/** Nobody reads a longer list; the model needs no more of one office. */
const MOST_WORDS = 2000;
const MOST_LESSONS = 20_000;

export function mongoTeaching(connection: Connection): Teaching {
  const all = collectionOf<TeachingDocument>(connection, 'teaching');
  const keep = async (_id: string, what: TeachingDocument['what'], value: Innocent | Lesson, again: '$set' | '$setOnInsert') => {
    await retried(() => all.updateOne({ _id }, { [again]: { what, at: value.at, value } }, { upsert: true }));
  };
  const list = async (what: TeachingDocument['what'], direction: 1 | -1, limit: number) => {
    const found = await all.find({ what }).sort({ at: direction }).limit(limit).toArray();
    return found.map(({ value }) => value);
  };
  return {
    innocents: async () => (await list('innocent', -1, MOST_WORDS)) as Innocent[],
    allow: (innocent) => keep(`innocent:${innocent.words}`, 'innocent', innocent, '$setOnInsert'),
    async forbid(words) {
      await all.deleteOne({ _id: `innocent:${words}` });
    },
    lessons: async () => (await list('lesson', 1, MOST_LESSONS)) as Lesson[],
    learn: (lesson) => keep(`lesson:${lesson.letterId}`, 'lesson', lesson, '$set'),
  };
}
