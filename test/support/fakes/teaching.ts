/** What people taught, in memory. */
import type { Innocent, Lesson, Teaching } from '../../../src/office/ports/teaching.ts';

export function fakeTeaching(): Teaching {
  const innocents = new Map<string, Innocent>();
  const lessons = new Map<string, Lesson>();
  return {
    innocents: async () => [...innocents.values()].sort((a, b) => (a.at < b.at ? 1 : -1)),
    async allow(innocent) {
      if (!innocents.has(innocent.words)) innocents.set(innocent.words, innocent);
    },
    async forbid(words) {
      innocents.delete(words);
    },
    lessons: async () => [...lessons.values()].sort((a, b) => (a.at < b.at ? -1 : 1)),
    async learn(lesson) {
      lessons.set(lesson.letterId, lesson);
    },
  };
}
