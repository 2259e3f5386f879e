/** The lexicon, as shipped or published, plus what people taught: trained once when it is first needed, and again when somebody asks. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Example } from '../language/examples.ts';
import { trained } from '../language/lesson.ts';
import type { Lexicon } from '../language/lexicon.ts';
import { added, FOLDS, type Score, scoreFold } from '../language/training.ts';
import type { Lesson, Teaching } from './ports/teaching.ts';

export interface Training {
  readonly lessons: number;
  /** Told of sentences that were not trained on; `before` without the lessons. */
  readonly before: Score;
  readonly after: Score;
}

export interface LexiconInUse {
  current(): Promise<Lexicon>;
  /** The words that people allowed (8.2.6), as they stand now. */
  innocent(): Promise<readonly string[]>;
  train(): Promise<Training>;
  /** Another engine was trained: learned anew when it is next needed. */
  renew(): void;
  /** A lexicon was published; null: as shipped again. In force for the next letter. */
  replace(next: Lexicon | null): void;
  /** What is in force, without lessons. */
  untaught(): Lexicon;
  /** Another lexicon with the same lessons, to be compared. */
  taught(other: Lexicon): Promise<Lexicon>;
}

export function lexiconInUse(shipped: Lexicon, teaching: Pick<Teaching, 'innocents' | 'lessons'>): LexiconInUse {
  let base = shipped;
  let ready: Promise<Lexicon> | null = null;
  const learned = async (lexicon: Lexicon) => taughtBy(lexicon, await teaching.lessons());
  return {
    current() {
      ready ??= learned(base).catch((error: unknown) => {
        ready = null; // the database was away: asked again by the next letter
        throw error;
      });
      return ready;
    },
    renew() {
      ready = null;
    },
    replace(next) {
      base = next ?? shipped;
      ready = null;
    },
    untaught: () => base,
    taught: learned,
    innocent: async () => (await teaching.innocents()).map(({ words }) => words),
    async train() {
      const lessons = await teaching.lessons();
      const before = await scored(base, base.sentences);
      const after = await scored(base, [...base.sentences, ...lessons]);
      ready = Promise.resolve(taughtBy(base, lessons));
      return { lessons: lessons.length, before, after };
    },
  };
}

function taughtBy(lexicon: Lexicon, lessons: readonly Lesson[]): Lexicon {
  return lessons.length === 0 ? lexicon : trained(lexicon, [...lexicon.sentences, ...lessons]);
}

/** Letters go on between the folds. */
async function scored(lexicon: Lexicon, sentences: readonly Example[]): Promise<Score> {
  const scores: Score[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    scores.push(scoreFold(lexicon, sentences, fold));
    await breathe();
  }
  return added(scores);
}
