/** Papers of the house that people change on a screen: templates, snippets, enclosures, rules. Every version is kept. */
import type { Instant } from '../../domain/card.ts';
import type { PersonId } from '../../domain/person.ts';

/** `template`: of a letter, over the file of the same id; `snippet`: of the knowledge base (R19); `enclosure`: of the library (R59); `rules`: a file of workflows/. */
export const SHELF_KINDS = ['template', 'snippet', 'enclosure', 'rules'] as const;
export type ShelfKind = (typeof SHELF_KINDS)[number];

export interface Paper {
  readonly kind: ShelfKind;
  readonly id: string;
  /** From 1, without gaps. The highest one is in force. */
  readonly version: number;
  /** Handlebars of a template, YAML of a rule file, JSON of the others; null: withdrawn, and where there is a file, the file is in force again. */
  readonly content: string | null;
  readonly by: PersonId;
  readonly at: Instant;
}

export interface Shelf {
  /** The version in force of each paper, withdrawn ones too, by id. */
  current(kind: ShelfKind): Promise<readonly Paper[]>;
  /** Newest first. */
  versions(kind: ShelfKind, id: string): Promise<readonly Paper[]>;
  /** False when the stored version is not `version - 1`: somebody else saved meanwhile. */
  put(paper: Paper): Promise<boolean>;
  /** Changes with every `put` of the kind: cheap to ask. */
  stamp(kind: ShelfKind): Promise<string>;
}
