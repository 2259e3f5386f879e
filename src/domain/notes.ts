/** Remarks on places of a draft (8.4.5): written by those who approve or sign, found again in the text as it changes. */
import type { Instant } from './card.ts';
import type { PersonId } from './person.ts';

export const NOTED_PARTS = ['title', 'salutation', 'text'] as const;
export type NotedPart = (typeof NOTED_PARTS)[number];

/** What the reader marks: a passage, and what is wrong with it. */
export interface NoteText {
  readonly part: NotedPart;
  /** 0-based paragraph of the text; 0 for title and salutation. */
  readonly paragraph: number;
  /** Where the passage began in its paragraph, in UTF-16 units. */
  readonly start: number;
  /** The passage as it read then. */
  readonly quote: string;
  readonly text: string;
}

export interface Note extends NoteText {
  /** Within the reply. */
  readonly id: string;
  readonly by: PersonId;
  readonly at: Instant;
  /** Who saw to it, and when; null: still to be done. */
  readonly done: { readonly by: PersonId; readonly at: Instant } | null;
}

/** The parts of a reply that can be remarked upon. */
export interface Noted {
  readonly title: string;
  readonly salutation: string;
  readonly text: readonly string[];
}

export interface NotePlace {
  readonly part: NotedPart;
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
}

/** The passage in the text as it is now, the occurrence nearest to the old place; null when it was rewritten. */
export function placeOf({ part, paragraph, start, quote }: NoteText, reply: Noted): NotePlace | null {
  const paragraphs = part === 'text' ? reply.text : [reply[part]];
  const places = paragraphs.flatMap((each, index) =>
    occurrences(each, quote).map((at) => ({ part, paragraph: index, start: at, end: at + quote.length })),
  );
  const far = (place: NotePlace) => Math.abs(place.paragraph - paragraph) * FAR + Math.abs(place.start - start);
  return places.sort((a, b) => far(a) - far(b))[0] ?? null;
}

/** Another paragraph is farther away than any place of the same. */
const FAR = 100_000;

function occurrences(text: string, quote: string): readonly number[] {
  const found: number[] = [];
  if (!quote) return found;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
  return found;
}
