/** What hunches learn from (`npm run train -- hunches`): workflows/lexicon/hunches.yaml, and the letters of this folder that are tuned on. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Learnt } from '../src/language/hunch-training.ts';
import { SUBJECTS, type Subject } from '../src/language/hunches.ts';
import { allCases, type Case } from './cases.ts';
import { lettersOf } from './letter-sets.ts';

type Sentences = Readonly<Record<Subject | 'clean', readonly string[]>>;

/** Where the letter is no prose, or another letter in disguise. */
const LEFT_OUT = /^(?:encoding|noise|disguised|.*(?:illegible|unanswered|noise))/;

/** Each text once. Nothing of the halves that are only measured. */
export function learntLetters(file: string): readonly Learnt[] {
  const sentences: Sentences = parse(readFileSync(file, 'utf8'));
  const own = [...SUBJECTS.map((subject) => [subject, [subject]] as const), ['clean', []] as const].flatMap(([list, subjects]) =>
    sentences[list].map((text): Learnt => ({ text, subjects })),
  );
  const sets = (['fresh', 'second', 'third', 'fourth', 'fifth'] as const).flatMap(lettersOf);
  const letters = [...allCases(), ...sets]
    .filter(({ half, group, id, expect }) => {
      const isMeasuredOnly = half === 'kept' || half === 'held';
      return !isMeasuredOnly && !LEFT_OUT.test(group) && !/ #[12]$/.test(id) && !expect.includes('abuse/*');
    })
    .map((each): Learnt => ({ text: each.text, subjects: subjectsOf(each) }));
  return [...new Map([...own, ...letters].map((each) => [each.text, each])).values()];
}

function subjectsOf({ expect }: Case): readonly Subject[] {
  return [
    ...(expect.includes('abuse/threat') ? (['threat'] as const) : []),
    ...(expect.includes('abuse/insult') ? (['insult'] as const) : []),
    ...(expect.includes('confidential') ? (['confidential'] as const) : []),
  ];
}
