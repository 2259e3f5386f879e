/** Texts in the making, kept beside the letter: one for each letter and author, and who is at it now. */
import type { Instant } from '../../domain/card.ts';
import type { DraftFields } from '../../domain/command.ts';
import type { PersonId } from '../../domain/person.ts';

export interface WorkingDraft {
  readonly letterId: string;
  readonly author: PersonId;
  /** Counts the saves from 1: a window that saw an older one must not overwrite this one. */
  readonly version: number;
  readonly fields: DraftFields;
  /** `savedAt` of the reply in the card that the text grew from; null: from a template. */
  readonly base: Instant | null;
  readonly savedAt: Instant;
  /** The window that saved it: its own saves never stand against each other. */
  readonly window?: string;
}

export interface Presence {
  readonly person: PersonId;
  readonly at: Instant;
}

export interface Drafts {
  /** All working drafts of a letter, latest first. */
  of(letterId: string): Promise<readonly WorkingDraft[]>;
  /** False when the stored version is not `version - 1`: nothing changes. */
  save(draft: WorkingDraft): Promise<boolean>;
  drop(letterId: string, author: PersonId): Promise<void>;
  /** Somebody has the editor open. */
  touch(letterId: string, person: PersonId, at: Instant): Promise<void>;
  /** Who had it open since then, latest first. */
  present(letterId: string, since: Instant): Promise<readonly Presence[]>;
  /** The editor was closed. */
  leave(letterId: string, person: PersonId): Promise<void>;
}
