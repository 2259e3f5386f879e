/** The lexicon as shipped, and one way to ask it, for all tests of language/. */
import { fileURLToPath } from 'node:url';
import { type ExamineInput, examineText } from '../../../src/language/examine.ts';
import { loadLexicon } from '../../../src/standard/lexicon.ts';

export const folder = fileURLToPath(new URL('../../../workflows/lexicon', import.meta.url));
export const lexicon = loadLexicon(folder);
export const own = { domains: ['tbek.example'], phones: ['+7 (000) 000-00-00'] };

export function examine(text: string, more: Partial<ExamineInput> = {}) {
  return examineText(lexicon, {
    text,
    subject: null,
    from: 'a.testov@pochta.example',
    own,
    earlier: [],
    attachmentHashes: [],
    ...more,
  });
}

/** `abuse/insult`, `confidential` … as found. */
export function grounds(text: string, more: Partial<ExamineInput> = {}): string[] {
  return examine(text, more).detections.map(({ ground, category }) => (category ? `${ground}/${category}` : ground));
}
