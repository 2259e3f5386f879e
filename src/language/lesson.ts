import { compileExamples, type Example } from './examples.ts';
import { KINDS, TOPIC_IDS } from './finding.ts';
import type { Lexicon } from './lexicon.ts';
import { isCapitalised, isSurname } from './names.ts';
import { type Reading, read } from './reading.ts';

/** So many different words tell what a letter is about. */
const MOST = 300;

/**
 * What is kept of a letter from which the model learns: its different words in lower case, without numbers and without
 * capitalised words inside sentences, which are names of people and firms (cl. 4.2).
 */
export function lessonOf(text: string): string {
  const reading = read(text);
  const starts = new Set(reading.sentences.map(({ from }) => from));
  const words = reading.words
    .filter(({ start, folded }, at) => /^[а-я]{3,30}$/.test(folded) && !isNamed(reading, at, start, starts.has(at)))
    .map(({ folded }) => folded);
  return [...new Set(words)].slice(0, MOST).join(' ');
}

function isNamed(reading: Reading, at: number, start: number, begins: boolean): boolean {
  const abbreviation = /^\p{Lu}{2}/u.test(reading.text.slice(start, start + 2));
  return abbreviation || isSurname(reading, at) || (!begins && isCapitalised(reading.text, start));
}

/** The lexicon with its topics and kinds trained on these sentences; all else stays. A tenth of a second a thousand. */
export function trained(lexicon: Lexicon, sentences: readonly Example[]): Lexicon {
  const topics = compileExamples(
    TOPIC_IDS,
    sentences.map(({ topic: id, text }) => ({ id, text })),
  );
  const kinds = compileExamples(
    KINDS,
    sentences.map(({ kind: id, text }) => ({ id, text })),
  );
  return { ...lexicon, topics: { ...lexicon.topics, examples: topics }, kinds: { ...lexicon.kinds, examples: kinds } };
}
