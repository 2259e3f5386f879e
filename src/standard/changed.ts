/** The rule files for the screen «Правила»: their text, and the Standard with one of them changed, checked as at start-up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standard } from '../domain/standard.ts';
import { FaultyStandard, loadStandard } from './load.ts';

/** The same shape as `RuleFiles` of the office. */
export function ruleFiles(dir: string, templates: string) {
  return {
    text: (file: string) => readFileSync(join(dir, file), 'utf8'),
    changed(texts: Readonly<Record<string, string>>): { readonly standard: Standard } | { readonly faults: readonly string[] } {
      try {
        return { standard: loadStandard(dir, templates, texts) };
      } catch (error) {
        if (error instanceof FaultyStandard) return { faults: error.faults };
        throw error;
      }
    },
  };
}
