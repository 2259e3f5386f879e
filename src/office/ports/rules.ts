/** The files of the Standard and its lexicon as they are in force, and what they would be with one of them changed. */
import type { Standard } from '../../domain/standard.ts';
import type { Lexicon } from '../../language/lexicon.ts';

/** Files that people may try out on the screen «Правила». */
export const RULE_FILES = [
  'routing.yaml',
  'grounds.yaml',
  'lexicon/insults.yaml',
  'lexicon/obscenities.yaml',
  'lexicon/threats.yaml',
  'lexicon/confidential.yaml',
  'lexicon/danger.yaml',
  'lexicon/news.yaml',
  'lexicon/kinds.yaml',
  'lexicon/topics.yaml',
  'lexicon/examples.yaml',
] as const;
export type RuleFile = (typeof RULE_FILES)[number];

/** `lexicon`: null when none of its files is changed. */
export type Changed = { readonly standard: Standard; readonly lexicon: Lexicon | null } | { readonly faults: readonly string[] };

export interface RuleFiles {
  /** As delivered. */
  text(file: RuleFile): string;
  /** The Standard with these texts for their files. `faults`: `workflows/routing.yaml:7:3  rules[1]: …`, `lexicon/insults.yaml:9:1  …`, all of a stage at once. Nothing is written anywhere. */
  changed(texts: Readonly<Partial<Record<RuleFile, string>>>): Changed;
}
