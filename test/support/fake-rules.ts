/** The room of the rules over letters in memory: the real lexicon, files and comparison; what is taught is forgotten. */
import type { Letter } from '../../src/domain/letter.ts';
import type { Standard } from '../../src/domain/standard.ts';
import { lexiconInUse } from '../../src/office/lexicon-in-use.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import { publishing } from '../../src/office/publishing.ts';
import { type RuleRoom, ruleRoom } from '../../src/office/rules.ts';
import { standardInForce } from '../../src/office/standard-in-force.ts';
import { ruleFiles } from '../../src/standard/changed.ts';
import { loadLexicon } from '../../src/standard/lexicon.ts';
import { fromRoot } from '../../src/web/root.ts';
import { fakeShelf } from './fakes/desk.ts';
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
  const taught = lexiconInUse(lexicon, teaching);
  const files = ruleFiles(fromRoot('workflows'), fromRoot('templates/letters'));
  const audit = { record: async () => {} };
  const clock = { now: () => SAMPLE_NOW };
  const log = () => {};
  const inForce = standardInForce(standard);
  return ruleRoom({
    standard,
    publishing: publishing({ ruleFiles: files, shelf: fakeShelf(), inForce, taught, audit, clock, log }),
    teaching,
    taught,
    ownDomains: ['tbek.example'],
    letters: { load },
    register: fakeRegister(() => [...letters.values()], standard.workflow),
    ruleFiles: files,
    audit,
    clock,
    log,
  });
}
