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

export interface Texts {
  /** templates/letters/ID.hbs. @throws Error naming the missing word */
  letter(id: string, data: object): LetterText;
  /** templates/mails/ID.html.hbs and .txt.hbs */
  mail(id: string, data: object): { readonly subject: string; readonly text: string; readonly html: string };
  /** templates/screens|parts/ID.hbs */
  page(id: string, data: object): string;
  /** Outcomes an executor may choose from (refusals are not among them). */
  outcomes(): readonly Outcome[];
}
