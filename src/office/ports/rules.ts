/** The files of the Standard as they are in force, and the Standard as it would be with one of them changed. */
import type { Standard } from '../../domain/standard.ts';

/** Files that people may try out on the screen «Правила». */
export const RULE_FILES = ['routing.yaml', 'grounds.yaml'] as const;
export type RuleFile = (typeof RULE_FILES)[number];

export type Changed = { readonly standard: Standard } | { readonly faults: readonly string[] };

export interface RuleFiles {
  text(file: RuleFile): string;
  /** `faults`: `workflows/routing.yaml:7:3  rules[1]: …`, all of a stage at once. Nothing is written anywhere. */
  changed(file: RuleFile, text: string): Changed;
}
