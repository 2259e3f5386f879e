/** The files of the Standard as they are in force, and the Standard as it would be with one of them changed. */
import type { Standard } from '../../domain/standard.ts';

/** Files that people may try out on the screen «Правила». */
export const RULE_FILES = ['routing.yaml', 'grounds.yaml'] as const;
export type RuleFile = (typeof RULE_FILES)[number];

export type Changed = { readonly standard: Standard } | { readonly faults: readonly string[] };

export interface RuleFiles {
  /** As delivered. */
  text(file: RuleFile): string;
  /** The Standard with these texts for their files. `faults`: `workflows/routing.yaml:7:3  rules[1]: …`, all of a stage at once. Nothing is written anywhere. */
  changed(texts: Readonly<Partial<Record<RuleFile, string>>>): Changed;
}
