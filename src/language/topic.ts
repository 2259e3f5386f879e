import { byExample, type Examples } from './examples.ts';
import { TOPIC_IDS, type TopicGuess, type TopicId } from './finding.ts';
import { type Reading, read } from './reading.ts';
import { findIn, plainList, type WordList, wordList } from './wordlist.ts';

/** workflows/lexicon/topics.yaml: topic → weight → cues. */
export type RawCues<Id extends string> = Readonly<Record<Id, Readonly<Record<string, readonly string[]>>>>;

export interface Topics {
  readonly cues: WordList<{ readonly topic: TopicId; readonly weight: number; readonly cue: number }>;
  /** «прошу», «требуем»: what stands in such a sentence is what the letter is about. */
  readonly asking: WordList<true>;
  readonly examples: Examples<TopicId>;
}

const IN_SUBJECT = 2;
const IN_REQUEST = 1.6;
/** A cue counts three times at most: a table of meters is still one table. */
const MOST = 3;
const EVIDENCE_OF_EXAMPLES = 7;
/** Without any cue the examples alone are believed from here on. */
const SURE = 0.35;

/** At most three topics, best first; their scores add up to at most 1. 'other' when nothing fits. Routing.yaml decides. */
export function topicsOf(lexicon: Topics, reading: Reading, subject: string | null): TopicGuess[] {
  const sums = new Map<TopicId, number>();
  if (subject) tally(lexicon, read(subject), sums, IN_SUBJECT, 1);
  tally(lexicon, reading, sums, 1, IN_REQUEST);
  const cued = [...sums.values()].reduce((sum, each) => sum + each, 0);
  const shares = byExample(lexicon.examples, reading);
  if (cued > 0 || shares.some(({ share }) => share >= SURE)) {
    for (const { id, share } of shares) sums.set(id, (sums.get(id) ?? 0) + share * EVIDENCE_OF_EXAMPLES);
  }
  const ranked = [...sums].filter(([, sum]) => sum > 0.5).sort((a, b) => b[1] - a[1]);
  const total = ranked.reduce((sum, [, each]) => sum + each, 0) + 2;
  const best = ranked.slice(0, MOST_GUESSES).map(([id, sum]) => ({ id, score: Math.round((sum / total) * 100) / 100 }));
  const first: readonly TopicGuess[] = best.length > 0 ? best : [{ id: 'other', score: 0.1 }];
  // What the examples think of it stands behind, so that a person has three to pick from.
  const rest = shares
    .filter(({ id }) => !first.some((each) => each.id === id))
    .sort((a, b) => b.share - a.share)
    .map(({ id, share }) => ({ id, score: Math.round(Math.min(share, LEAST) * 100) / 100 }));
  return [...first, ...rest].slice(0, MOST_GUESSES);
}

const MOST_GUESSES = 3;
/** A guess that no cue speaks for has no better score. */
const LEAST = 0.05;

export function compileTopics(raw: RawCues<TopicId>, examples: Examples<TopicId>): Topics {
  let cue = 0;
  const entries = TOPIC_IDS.flatMap((topic) =>
    Object.entries(raw[topic]).flatMap(([weight, words]) =>
      words.map((word) => {
        cue += 1;
        return [word, { topic, weight: Number(weight), cue }] as const;
      }),
    ),
  );
  return { cues: wordList(entries), asking: plainList(ASKING), examples };
}

const ASKING = [
  'прошу',
  'просим',
  'просьба',
  'требую',
  'требуем',
  'предлагаю',
  'предлагаем',
  'жалуюсь',
  'жалуемся',
  'сообщите',
  'хочу',
  'хотим',
  'подскажите',
  'жалоба',
];

function tally({ cues, asking }: Topics, reading: Reading, sums: Map<TopicId, number>, plain: number, asked: number): void {
  const counts = new Map<number, number>();
  for (const sentence of reading.sentences) {
    const hits = findIn(cues, reading.words, sentence.from, sentence.to);
    if (hits.length === 0) continue;
    const factor =
      findIn(asking, reading.words, sentence.from, Math.min(sentence.to, sentence.from + 60)).length > 0 ? plain * asked : plain;
    for (const { value } of hits) {
      const count = counts.get(value.cue) ?? 0;
      if (count >= MOST) continue;
      counts.set(value.cue, count + 1);
      sums.set(value.topic, (sums.get(value.topic) ?? 0) + (value.weight * factor) / (count + 1));
    }
  }
}
