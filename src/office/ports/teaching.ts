/** What people of the office taught the rules: words that are no abuse, and the right kind and topic of letters. */
import type { Instant } from '../../domain/card.ts';
import type { PersonId } from '../../domain/person.ts';
import type { Kind, TopicId } from '../../language/finding.ts';

/** 8.2.6: «это не оскорбление». */
export interface Innocent {
  readonly words: string;
  readonly by: PersonId;
  readonly at: Instant;
  /** The letter on whose card it was said. */
  readonly number: string | null;
}

/** A letter whose kind or topic a person corrected (R4). */
export interface Lesson {
  readonly letterId: string;
  /** Its words without names and numbers (language/lesson). */
  readonly text: string;
  readonly kind: Kind;
  readonly topic: TopicId;
  readonly by: PersonId;
  readonly at: Instant;
}

export interface Teaching {
  /** Latest first. */
  innocents(): Promise<readonly Innocent[]>;
  /** The same words again change nothing. */
  allow(innocent: Innocent): Promise<void>;
  /** Takes words off the list; words that are not there change nothing. */
  forbid(words: string): Promise<void>;
  /** Oldest first. */
  lessons(): Promise<readonly Lesson[]>;
  /** One a letter: the latest counts. */
  learn(lesson: Lesson): Promise<void>;
}
