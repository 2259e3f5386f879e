import { type Compared, question } from './asked.ts';
import type { Detection, EarlierText, Favour } from './finding.ts';
import type { News } from './news.ts';
import { newFacts } from './novelty.ts';
import { type Reading, read, spanOf } from './reading.ts';
import { stemOf } from './stems.ts';

export interface Repeats {
  readonly news: News;
  /** Stem → in how many of `documents` sentences of the office it stands. */
  readonly frequencies: ReadonlyMap<string, number>;
  readonly documents: number;
}

/** An answered letter. `parts`: what is quoted in it, and its contacts; slow to find, and asked for only where it matters. */
export interface Answered extends Omit<EarlierText, 'answered'> {
  readonly parts: () => Pick<Compared, 'quoted' | 'skip'>;
}

export interface RepeatFinding {
  readonly detection: Detection | null;
  /** New arguments, when the letter is like an answered one: they speak for the consumer. */
  readonly favours: readonly Favour[];
}

/** Measured on short and long texts: below, two letters of one sender merely share the vocabulary. */
const COSINE = 0.2;
const COVERED = 0.3;
/** The new letter must not be mainly about something else. */
const OWN_COVERED = 0.35;
const NOTHING: RepeatFinding = { detection: null, favours: [] };

/**
 * Cl. 8.2.8: the question has been answered on the merits and nothing new is brought. `answered`: letters of the same
 * consumer that were. One new fact, document or attachment is enough to make it no repeat.
 */
export function repeat(
  lexicon: Repeats,
  now: Compared,
  answered: readonly Answered[],
  attachmentHashes: readonly string[],
): RepeatFinding {
  if (answered.length === 0) return NOTHING;
  const mine = weights(lexicon, now);
  const before = answered.map((each) => ({ ...each, reading: read(each.text) }));
  const like = before
    .filter(({ reading }) => mayCover(mine, reading))
    .map((each) => {
      const then: Compared = { reading: each.reading, ...each.parts() };
      return { each, then, ...likeness(mine, weights(lexicon, then)) };
    })
    .filter(({ cosine, covered, own }) => cosine >= COSINE && covered >= COVERED && own >= OWN_COVERED);
  const best = like.sort((a, b) => b.cosine - a.cosine)[0];
  if (!best) return NOTHING;
  const news = newFacts(lexicon.news, now, [best.each, ...before.filter((each) => each !== best.each)]);
  const seen = new Set(answered.flatMap((each) => each.attachmentHashes ?? []));
  const favours = news.map(({ start, end }): Favour => ({ ...spanOf(now.reading.text, start, end), what: 'new-argument' }));
  if (favours.length > 0 || attachmentHashes.some((hash) => !seen.has(hash))) return { detection: null, favours };
  const score = Math.min(0.98, 0.5 + 0.48 * Math.min(1, (best.cosine - COSINE) / 0.6));
  return {
    detection: {
      ground: 'repeat',
      score: Math.round(score * 100) / 100,
      repeatOf: best.each.id,
      evidence: sharedSentences(now.reading, best.then, lexicon),
    },
    favours: [],
  };
}

type Weights = ReadonlyMap<string, number>;

function weights({ frequencies, documents }: Repeats, compared: Compared): Weights {
  const counts = new Map<string, number>();
  for (const word of question(compared)) {
    const each = stemOf(word);
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([each, count]) => {
      const rare = Math.log((documents + 1) / ((frequencies.get(each) ?? 0) + 1));
      return [each, (1 + Math.log(count)) * rare];
    }),
  );
}

function likeness(mine: Weights, theirs: Weights): { cosine: number; covered: number; own: number } {
  let dot = 0;
  let found = 0;
  let used = 0;
  for (const [each, weight] of theirs) {
    const other = mine.get(each);
    if (other === undefined) continue;
    dot += weight * other;
    found += weight;
    used += other;
  }
  const size = (map: Weights): number => Math.sqrt([...map.values()].reduce((sum, weight) => sum + weight * weight, 0));
  const sum = (map: Weights): number => [...map.values()].reduce((total, weight) => total + weight, 0);
  const both = size(mine) * size(theirs);
  return { cosine: both === 0 ? 0 : dot / both, covered: found / (sum(theirs) || 1), own: used / (sum(mine) || 1) };
}

/** Whether all words of the earlier letter together know enough of the new one: those of its question cannot know more. */
function mayCover(mine: Weights, { words }: Reading): boolean {
  const said = new Set(words.map(stemOf));
  let used = 0;
  let all = 0;
  for (const [each, weight] of mine) {
    all += weight;
    if (said.has(each)) used += weight;
  }
  return used >= all * OWN_COVERED;
}

/** The three sentences that the earlier letter knows best. */
function sharedSentences({ text, words, sentences }: Reading, then: Compared, lexicon: Repeats) {
  const theirs = weights(lexicon, then);
  return sentences
    .map(({ start, end, from, to }) => {
      const shared = words.slice(from, to).reduce((sum, word) => sum + (theirs.get(stemOf(word)) ?? 0), 0);
      return { shared, start, end: end - (/\s*$/.exec(text.slice(Math.max(start, end - 200), end))?.[0].length ?? 0) };
    })
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => spanOf(text, start, end));
}
