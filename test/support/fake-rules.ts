/** The room of the rules over letters in memory: the real lexicon, files and comparison; what is taught is forgotten. */
import type { Letter } from '../../src/domain/letter.ts';
import type { Standard } from '../../src/domain/standard.ts';
import { lexiconInUse } from '../../src/office/lexicon-in-use.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import { type RuleRoom, ruleRoom } from '../../src/office/rules.ts';
import { ruleFiles } from '../../src/standard/changed.ts';
import { loadLexicon } from '../../src/standard/lexicon.ts';
import { fromRoot } from '../../src/web/root.ts';
import { fakeRegister } from './fakes/register.ts';
import { fakeTeaching } from './fakes/teaching.ts';
import { SAMPLE_NOW } from './sample-letters.ts';

let loaded: ReturnType<typeof loadLexicon> | undefined;

export function fakeRules(standard: Standard, letters: ReadonlyMap<string, Stored<Letter>>): RuleRoom {
  loaded ??= loadLexicon(fromRoot('workflows/lexicon'));
  const lexicon = loaded;
  const teaching = fakeTeaching();
  const load = async (id: string) => {
    const found = letters.get(id);
    if (!found) throw new Error(`no letter ${id}`);
    return found;
  };
  return ruleRoom({
    standard,
    lexicon,
    teaching,
    taught: lexiconInUse(lexicon, teaching),
    ownDomains: ['tbek.example'],
    letters: { load },
    register: fakeRegister(() => [...letters.values()], standard.workflow),
    ruleFiles: ruleFiles(fromRoot('workflows'), fromRoot('templates/letters')),
    audit: { record: async () => {} },
    clock: { now: () => SAMPLE_NOW },
    log: () => {},
  });
}
