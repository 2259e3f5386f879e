/** The rule files for the screen «Правила»: their text, and the Standard and lexicon with one of them changed, checked as at start-up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standard } from '../domain/standard.ts';
import type { Lexicon } from '../language/lexicon.ts';
import { FaultyLexicon, loadLexicon } from './lexicon.ts';
import { FaultyStandard, loadStandard } from './load.ts';

type Texts = Readonly<Record<string, string>>;

const LEXICON = 'lexicon/';

/** The same shape as `RuleFiles` of the office. */
export function ruleFiles(dir: string, templates: string) {
  /** A text is compared, put into force and looked at again: it is compiled once. */
  let latest: { readonly texts: string; readonly lexicon: Lexicon | null } = { texts: '[]', lexicon: null };
  const lexiconWith = (texts: Texts): Lexicon | null => {
    const own = Object.entries(texts).filter(([file]) => file.startsWith(LEXICON));
    const key = JSON.stringify(own.toSorted());
    if (key !== latest.texts) {
      const instead = Object.fromEntries(own.map(([file, text]) => [file.slice(LEXICON.length), text]));
      latest = { texts: key, lexicon: own.length > 0 ? loadLexicon(join(dir, LEXICON), instead) : null };
    }
    return latest.lexicon;
  };
  return {
    text: (file: string) => readFileSync(join(dir, file), 'utf8'),
    changed(
      texts: Texts,
    ): { readonly standard: Standard; readonly lexicon: Lexicon | null } | { readonly faults: readonly string[] } {
      try {
        return { standard: loadStandard(dir, templates, texts), lexicon: lexiconWith(texts) };
      } catch (error) {
        if (error instanceof FaultyStandard || error instanceof FaultyLexicon) return { faults: error.faults };
        throw error;
      }
    },
  };
}
