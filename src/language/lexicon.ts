import type { AbuseLexicon } from './abuse.ts';
import { type Confidential, compileConfidential, type RawConfidential } from './confidential.ts';
import { compileExamples, type Example, listExamples, type RawExamples } from './examples.ts';
import { KINDS, TOPIC_IDS, type TopicId } from './finding.ts';
import { compileTrigrams, type RawTrigrams, type Trigrams } from './gibberish.ts';
import { compileHunches, type RawHunches } from './hunches.ts';
import { compileInsults, type RawInsults } from './insults.ts';
import { compileKinds, type Kinds, type RawKinds } from './kind.ts';
import { compileNews, type RawNews } from './news.ts';
import { compileObscenities, type RawObscenities } from './obscene.ts';
import { compilePatterns, type Patterns, type RawPatterns } from './patterns.ts';
import { compileQuestions, type Questions, type RawQuestions } from './questions.ts';
import { read } from './reading.ts';
import type { Repeats } from './repeat.ts';
import type { RawSenses } from './senses.ts';
import { stem } from './stems.ts';
import { compileTopics, type RawCues, type Topics } from './topic.ts';

/** What workflows/lexicon says, file by file: `obscenities` is obscenities.yaml, `trigrams` trigrams.json, and so on. */
export interface RawLexicon {
  readonly obscenities: RawObscenities;
  readonly insults: RawInsults;
  readonly threats: RawPatterns;
  readonly confidential: RawConfidential;
  readonly danger: RawPatterns;
  readonly questions: RawQuestions;
  readonly topics: RawCues<TopicId>;
  readonly kinds: RawKinds;
  readonly news: RawNews;
  readonly trigrams: RawTrigrams;
  readonly examples: RawExamples;
  readonly senses: RawSenses;
  readonly hunches: RawHunches;
}

/** The lexicon made ready: compile once, use for all letters. */
export interface Lexicon extends AbuseLexicon {
  readonly confidential: Confidential;
  readonly danger: Patterns;
  readonly questions: Questions;
  readonly topics: Topics;
  readonly kinds: Kinds;
  readonly repeats: Repeats;
  readonly trigrams: Trigrams;
  /** The sentences that topics and kinds were trained on. */
  readonly sentences: readonly Example[];
}

/** @throws Error when a row of threats or confidential names an unknown group */
export function compileLexicon(raw: RawLexicon): Lexicon {
  const frequencies = new Map<string, number>();
  const sentences = listExamples(raw.examples);
  const hunches = compileHunches(raw.senses, raw.hunches);
  for (const { text } of sentences) {
    for (const each of new Set(read(text).words.map(({ folded }) => stem(folded))))
      frequencies.set(each, (frequencies.get(each) ?? 0) + 1);
  }
  return {
    obscenities: compileObscenities(raw.obscenities),
    insults: compileInsults(raw.insults),
    threats: compilePatterns(raw.threats),
    hunches,
    confidential: compileConfidential(raw.confidential, hunches),
    danger: compilePatterns(raw.danger),
    questions: compileQuestions(raw.questions),
    topics: compileTopics(
      raw.topics,
      compileExamples(
        TOPIC_IDS,
        sentences.map(({ topic: id, text }) => ({ id, text })),
      ),
    ),
    kinds: compileKinds(
      raw.kinds,
      compileExamples(
        KINDS,
        sentences.map(({ kind: id, text }) => ({ id, text })),
      ),
    ),
    repeats: { news: compileNews(raw.news), frequencies, documents: sentences.length },
    trigrams: compileTrigrams(raw.trigrams),
    sentences,
  };
}
