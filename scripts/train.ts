// npm run train -- hunches [--folds [--tell]]: see train-hunches.ts.
// npm run train -- topics [--lessons FILE]: trains topics and kinds on workflows/lexicon/examples.yaml (and lessons, one JSON
// {topic, kind, text} a line), tells how well sentences are read that were not trained on, and which are read otherwise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../src/language/examples.ts';
import { trained } from '../src/language/lesson.ts';
import { read } from '../src/language/reading.ts';
import { topicsOf } from '../src/language/topic.ts';
import { added, FOLDS, scoreFold } from '../src/language/training.ts';
import { packageRoot } from '../src/root.ts';
import { loadLexicon } from '../src/standard/lexicon.ts';
import { trainHunches } from './train-hunches.ts';

const [what, option, file] = process.argv.slice(2);
if (what === 'hunches' && (option === undefined || option === '--folds')) {
  trainHunches(option === '--folds', file === '--tell');
  process.exit(0);
}
if (what !== 'topics' || (option !== undefined && (option !== '--lessons' || !file))) {
  console.error('usage: npm run train -- topics [--lessons FILE] | hunches [--folds [--tell]]');
  process.exit(2);
}
const lexicon = loadLexicon(join(packageRoot, 'workflows', 'lexicon'));
const lessons = file ? linesOf(file) : [];
const sentences = [...lexicon.sentences, ...lessons];
const folds = Array.from({ length: FOLDS }, (_, fold) => fold);
const { sentences: count, first, three, kind } = added(folds.map((fold) => scoreFold(lexicon, sentences, fold)));
const share = (part: number) => Number((part / count).toFixed(3));
console.table([
  { sentences: count, lessons: lessons.length, topic: share(first), 'among three': share(three), kind: share(kind) },
]);

const model = trained(lexicon, sentences);
const otherwise = sentences.filter(({ topic, text }) => topicsOf(model.topics, read(text), null)[0]?.id !== topic);
console.log(
  `Read otherwise even after training, ${otherwise.length}: give them a cue in topics.yaml, or a rule in routing.yaml.`,
);
for (const { topic, text } of otherwise.slice(0, 40)) console.log(`  ${topic}: ${text.slice(0, 110)}`);
console.log('The engine trains itself so at every start, and on the corrections of its own cards; nothing has to be copied.');

function linesOf(path: string): readonly Example[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim());
  return lines.map((line) => JSON.parse(line) as Example);
}
