// npm run train -- hunches: learns the weights of language/hunches from own sentences and tuned letters, tells how well letters are read
// that were not trained on, and writes workflows/lexicon/hunches.json. `--folds` leaves the file as it is.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { learntLetters } from '../bench/learnt.ts';
import { type Learnt, learnHunches } from '../src/language/hunch-training.ts';
import { compileHunches, hunch, SUBJECTS } from '../src/language/hunches.ts';
import { quotedParts } from '../src/language/quoted.ts';
import { read } from '../src/language/reading.ts';
import type { RawSenses } from '../src/language/senses.ts';
import { withStrangers } from '../src/language/strangers.ts';
import { plainList } from '../src/language/wordlist.ts';
import { packageRoot } from '../src/root.ts';

const FOLDS = 5;

/** `measuresOnly`: trains on folds and leaves the file alone. */
export function trainHunches(measuresOnly: boolean, isTelling: boolean): void {
  const dir = join(packageRoot, 'workflows', 'lexicon');
  const senses: RawSenses = parse(readFileSync(join(dir, 'senses.yaml'), 'utf8'));
  const letters = learntLetters(join(dir, 'hunches.yaml'));
  const said = letters.map((): readonly string[] => []);
  for (let fold = 0; fold < FOLDS && measuresOnly; fold += 1) {
    const model = compileHunches(
      senses,
      learnHunches(
        senses,
        letters.filter((_, at) => at % FOLDS !== fold),
      ),
    );
    const speech = plainList(parse(readFileSync(join(dir, 'insults.yaml'), 'utf8')).speech);
    letters.forEach(({ text }, at) => {
      if (at % FOLDS !== fold) return;
      const plain = read(text);
      const quoted = quotedParts(text);
      said[at] = SUBJECTS.filter((subject) => {
        const isAbuse = subject !== 'confidential';
        return hunch(model, subject, isAbuse ? plain : (withStrangers(plain) ?? plain), quoted, isAbuse ? speech : null);
      });
    });
  }
  if (measuresOnly) tell(letters, said, isTelling);
  else {
    writeFileSync(join(dir, 'hunches.json'), `${JSON.stringify(learnHunches(senses, letters), null, 1)}\n`);
    console.log(`Learnt from ${letters.length} letters and sentences: workflows/lexicon/hunches.json`);
  }
}

function tell(letters: readonly Learnt[], said: readonly (readonly string[])[], isTelling: boolean): void {
  for (const subject of SUBJECTS) {
    const of = (isMeant: boolean, isFound: boolean) =>
      letters.filter(({ subjects }, at) => subjects.includes(subject) === isMeant && said[at]?.includes(subject) === isFound);
    const [found, missed, wrong] = [of(true, true), of(true, false), of(false, true)];
    const share = (part: number, whole: number) => Number((part / whole).toFixed(3));
    console.table([
      {
        subject,
        letters: found.length + missed.length,
        recall: share(found.length, found.length + missed.length),
        precision: share(found.length, found.length + wrong.length),
        'false among others': `${wrong.length} of ${letters.length - found.length - missed.length}`,
      },
    ]);
    if (!isTelling) continue;
    for (const { text } of wrong) console.log(`  + ${text.replace(/\s+/g, ' ').slice(0, 160)}`);
    for (const { text } of missed) console.log(`  - ${text.replace(/\s+/g, ' ').slice(0, 160)}`);
  }
}
