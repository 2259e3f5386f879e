/** Words for letters, mails and pages. */
import type { TopicId } from '../../language/finding.ts';

export interface LetterText {
  readonly title: string;
  /** Paragraphs without the salutation. */
  readonly text: readonly string[];
  readonly enclosures: readonly string[];
}

export interface Outcome {
  readonly id: string;
  readonly label: string;
  /** Topics it fits, empty: any. */
  readonly topics: readonly TopicId[];
}

/** What is wrong with a template, and where. */
export interface TemplateFault {
  /** `letters/ID.hbs` */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** The engine's own words, English. */
  readonly message: string;
  /** The name that is not given or is empty; null when it is another fault. */
  readonly name: string | null;
}

/** A paragraph ready to be put into an answer (R19). */
export interface SnippetText {
  readonly id: string;
  readonly title: string;
  /** Null: fits any. */
  readonly topic: TopicId | null;
  readonly text: string;
}

/** A word or turn that a consumer need not understand, and what to write instead (4.2, plain language). */
export interface JargonEntry {
  /** As in workflows/lexicon: `слово` exactly so, `слов*` and what follows. */
  readonly say: string;
  readonly instead: string;
}

export interface Texts {
  /** templates/letters/ID.hbs. @throws Error naming the missing word; Invalid when a letter that people added cannot be filled */
  letter(id: string, data: object): LetterText;
  /** templates/mails/ID.html.hbs and .txt.hbs */
  mail(id: string, data: object): { readonly subject: string; readonly text: string; readonly html: string };
  /** templates/screens|parts/ID.hbs */
  page(id: string, data: object): string;
  /** Outcomes an executor may choose from (refusals are not among them). */
  outcomes(): readonly Outcome[];
}

/** Letters that people edit on a screen: what they saved lies over the files, and never stops the engine. */
export interface EditableTexts extends Texts {
  /** Letter templates as they were delivered, by id. */
  sources(): ReadonlyMap<string, string>;
  /** Compiles and renders without using it: the letters up to the first fault. */
  tryLetter(
    id: string,
    source: string,
    samples: readonly object[],
  ): {
    readonly letters: readonly LetterText[];
    /** How its head wants it to stand in the list of outcomes; null when it says no `label`. */
    readonly outcome: Omit<Outcome, 'id'> | null;
    readonly fault: TemplateFault | null;
  };
  /** Puts these over the files, or beside them as outcomes of their own. Those that cannot be compiled are left out, and the file stays in force. */
  overlay(sources: ReadonlyMap<string, string>): void;
  /** Of the templates over the files: why the file is used in their place. */
  faults(): ReadonlyMap<string, TemplateFault>;
  snippets(): readonly SnippetText[];
  jargon(): readonly JargonEntry[];
}
