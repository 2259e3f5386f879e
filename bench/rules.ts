/**
 * The rules of examination on labelled letters: precision and recall per ground, false proposals, topics, speed, memory.
 * `--json`; `--data DIR` adds the public sets of labelled texts; `--misses [GROUP]` lists what went wrong: what was looked at is
 * tuned on; `--quick` leaves out the speed.
 */
import { join } from 'node:path';
import { examineText } from '../src/language/examine.ts';
import { packageRoot } from '../src/root.ts';
import { loadLexicon } from '../src/standard/lexicon.ts';
import { allCases, type Case } from './cases.ts';
import { lettersOf } from './letter-sets.ts';
import { publicSets } from './public-sets.ts';
import { type Examined, falseProposals, HALVES, isOf, missOf, scored, share, topicsIn } from './rules-scores.ts';
import { memoryOf, speedOf } from './rules-speed.ts';

const option = (name: string) => (process.argv.includes(name) ? (process.argv[process.argv.indexOf(name) + 1] ?? '') : null);
const before = memoryOf();
const lexicon = loadLexicon(join(packageRoot, 'workflows', 'lexicon'));
const OWN = { domains: ['tbek.example'], phones: ['+7 (000) 000-00-00'] };

const examined: readonly Examined[] = [
  ...allCases(),
  ...lettersOf('fresh'),
  ...lettersOf('second'),
  ...lettersOf('third'),
  ...lettersOf('fourth'),
  ...lettersOf('fifth'),
  ...lettersOf('sixth'),
].map((each) => ({
  each,
  ...verdict(each),
}));
const grounds = [
  'abuse',
  'abuse/obscenity',
  'abuse/insult',
  'abuse/threat',
  'illegible',
  'repeat',
  'confidential',
  'no-contacts',
];
const inHalves = <T>(of: (half: Case['half']) => T) => Object.fromEntries(HALVES.map((half) => [half, of(half)]));
const result = {
  letters: examined.length,
  grounds: Object.fromEntries(grounds.map((ground) => [ground, inHalves((half) => scored(examined, ground, half))])),
  disguised: recallBy(/^disguised /),
  ordinary: inHalves((half) => falseProposals(examined, half)),
  topics: inHalves((half) => topicsIn(examined, half)),
  danger: dangers(),
  encodings: encodings(),
  speed: process.argv.includes('--quick') ? null : speedOf(lexicon, OWN),
  memoryMb: Math.round((memoryOf() - before) / 2 ** 20),
  ...publicResults(),
};

console.table(flat(result.grounds));
console.table(result.disguised);
console.table(result.ordinary);
console.table(result.topics);
console.table([{ ...result.encodings, ...result.danger }]);
console.table([{ ...result.speed, memoryMb: result.memoryMb }]);
if ('sets' in result) console.table(result.sets);
if (process.argv.includes('--misses')) misses(option('--misses') ?? '');
if (process.argv.includes('--json')) console.log(JSON.stringify(result));

/** As examined on a card with the policy as shipped: every ground is proposed from 0.5 on. */
function verdict({ text, from, earlier }: Pick<Case, 'text' | 'from' | 'earlier'>) {
  const said = examineText(lexicon, { text, subject: null, from, own: OWN, earlier, attachmentHashes: [] });
  const found = said.detections.map(({ ground, category }) => (category ? `${ground}/${category}` : ground));
  return { found: said.danger.length > 0 ? [...found, 'danger'] : found, said };
}

function recallBy(groups: RegExp) {
  const names = [...new Set(examined.map(({ each }) => each.group))].filter((each) => groups.test(each));
  const of = (name: string, half: Case['half']) => {
    const here = examined.filter(({ each }) => each.group === name && each.half === half);
    return share(here.filter(({ found }) => isOf(found, 'abuse')).length, here.length);
  };
  return Object.fromEntries(names.map((name) => [name, { dev: of(name, 'dev'), held: of(name, 'held') }]));
}

function encodings() {
  const here = examined.filter(({ each }) => each.group.startsWith('encoding '));
  return { letters: here.length, repaired: share(here.filter(({ said }) => said.repaired).length, here.length) };
}

/** Found in letters that report one; said of letters that speak of money, manners and courts. */
function dangers() {
  const of = (groups: readonly string[]) => {
    const here = examined.filter(({ each }) => groups.includes(each.group));
    return share(here.filter(({ said }) => said.danger.length > 0).length, here.length);
  };
  return { 'danger recall': of(['danger']), 'danger false': of(['criticism', 'authorities', 'own_data', 'surnames', 'polite']) };
}

function publicResults() {
  const dir = option('--data');
  return dir ? { sets: publicSets(dir, (text) => verdict({ text, from: 'a.testov@pochta.example', earlier: [] }).found) } : {};
}

function misses(group: string): void {
  for (const each of examined) {
    if (!each.each.group.startsWith(group)) continue;
    const said = missOf(each);
    if (said) console.log(said);
  }
}

function flat(all: Readonly<Record<string, Readonly<Record<string, ReturnType<typeof scored>>>>>) {
  const row = (halves: Readonly<Record<string, ReturnType<typeof scored>>>) =>
    Object.fromEntries(
      Object.entries(halves).flatMap(([half, { precision, recall, wanted }]) => [
        [`P ${half}`, precision],
        [`R ${half}`, recall],
        [`n ${half}`, wanted],
      ]),
    );
  return Object.fromEntries(Object.entries(all).map(([ground, halves]) => [ground, row(halves)]));
}
