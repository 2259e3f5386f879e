import type { Example } from './examples.ts';
import { kindOf } from './kind.ts';
import { trained } from './lesson.ts';
import type { Lexicon } from './lexicon.ts';
import { read } from './reading.ts';
import { topicsOf } from './topic.ts';

/** How well sentences are told that the model was not trained on. Counts, so that folds can be added up. */
export interface Score {
  readonly sentences: number;
  readonly first: number;
  readonly three: number;
  readonly kind: number;
}

export const FOLDS = 5;

/** Trains on all folds but one (0 … FOLDS − 1) and asks about that one: rules and examples together, as letters are asked about. */
export function scoreFold(lexicon: Lexicon, sentences: readonly Example[], fold: number): Score {
  const held = sentences.filter((_, at) => at % FOLDS === fold);
  const model = trained(
    lexicon,
    sentences.filter((_, at) => at % FOLDS !== fold),
  );
  let first = 0;
  let three = 0;
  let kind = 0;
  for (const { topic, kind: meant, text } of held) {
    const reading = read(text);
    const topics = topicsOf(model.topics, reading, null);
    if (topics[0]?.id === topic) first += 1;
    if (topics.some(({ id }) => id === topic)) three += 1;
    if (kindOf(model.kinds, reading, null) === meant) kind += 1;
  }
  return { sentences: held.length, first, three, kind };
}

export function added(scores: readonly Score[]): Score {
  const sum = (what: keyof Score) => scores.reduce((total, each) => total + each[what], 0);
  return { sentences: sum('sentences'), first: sum('first'), three: sum('three'), kind: sum('kind') };
}
