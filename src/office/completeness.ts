/** The check before approval, with the house's own words: the questions of the letter and the list of jargon (8.4.5). */
import type { DraftFields } from '../domain/command.ts';
import { type Check, completeness, type Jargon } from '../domain/completeness.ts';
import type { Letter } from '../domain/letter.ts';
import type { Span } from '../language/finding.ts';
import type { Lexicon } from '../language/lexicon.ts';
import { questions } from '../language/questions.ts';
import { quotedParts } from '../language/quoted.ts';
import { read } from '../language/reading.ts';
import { wordList } from '../language/wordlist.ts';
import type { EditableTexts } from './ports/texts.ts';

export interface Completeness {
  /** What the letter asks, in order (at most twelve). */
  questionsOf(letter: Letter): readonly Span[];
  checkDraft(letter: Letter, draft: DraftFields): readonly Check[];
}

export function checking({
  lexicon,
  texts,
}: {
  readonly lexicon: Lexicon;
  readonly texts: Pick<EditableTexts, 'jargon'>;
}): Completeness {
  const jargon = wordList<Jargon>(texts.jargon().map((each) => [each.say, each]));
  const questionsOf = (letter: Letter) => asked(lexicon, letter);
  return {
    questionsOf,
    checkDraft: (letter, draft) =>
      completeness(draft, {
        questions: questionsOf(letter).map(({ text }) => text),
        person: letter.card.correspondent.person,
        jargon,
      }),
  };
}

/** As examined and stored; letters from before that are asked anew. */
function asked(lexicon: Lexicon, letter: Letter): readonly Span[] {
  return letter.questions ?? questions(lexicon.questions, read(letter.text), quotedParts(letter.text));
}
