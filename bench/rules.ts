/**
 * The rules of examination on labelled letters: precision and recall per ground, false proposals, topics, speed, memory.
 * `--json`; `--data DIR` adds the public sets of labelled texts; `--misses [GROUP]` lists what went wrong in the tuned half.
 */
import { join } from 'node:path';
import { examineText } from '../src/language/examine.ts';
import { packageRoot } from '../src/root.ts';
import { loadLexicon } from '../src/standard/lexicon.ts';
import { allCases, type Case } from './cases.ts';
import { publicSets } from './public-sets.ts';
import { memoryOf, speedOf } from './rules-speed.ts';

const option = (name: string) => (process.argv.includes(name) ? (process.argv[process.argv.indexOf(name) + 1] ?? '') : null);
const before = memoryOf();
const lexicon = loadLexicon(join(packageRoot, 'workflows', 'lexicon'));
const OWN = { domains: ['tbek.example'], phones: ['+7 (000) 000-00-00'] };

const examined = allCases().map((each) => ({ each, ...verdict(each) }));
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
const result = {
  letters: examined.length,
  grounds: Object.fromEntries(grounds.map((ground) => [ground, { dev: scored(ground, 'dev'), held: scored(ground, 'held') }])),
  disguised: recallBy(/^disguised /),
  ordinary: falseProposals(),
  topics: { dev: topicsIn('dev'), held: topicsIn('held') },
  danger: dangers(),
  encodings: encodings(),
  speed: speedOf(lexicon, OWN),
  memoryMb: Math.round((memoryOf() - before) / 2 ** 20),
  ...publicResults(),
};

console.table(flat(result.grounds));
console.table(result.disguised);
console.table([result.ordinary]);
console.table(result.topics);
console.table([{ ...result.encodings, ...result.danger }]);
console.table([{ ...result.speed, memoryMb: result.memoryMb }]);
if ('sets' in result) console.table(result.sets);
if (process.argv.includes('--misses')) misses(option('--misses') ?? '');
if (process.argv.includes('--json')) console.log(JSON.stringify(result));

type Examined = (typeof examined)[number];

/** As examined on a card with the policy as shipped: every ground is proposed from 0.5 on. */
function verdict({ text, from, earlier }: Pick<Case, 'text' | 'from' | 'earlier'>) {
  const said = examineText(lexicon, { text, subject: null, from, own: OWN, earlier, attachmentHashes: [] });
  const found = said.detections.map(({ ground, category }) => (category ? `${ground}/${category}` : ground));
  return { found: said.danger.length > 0 ? [...found, 'danger'] : found, said };
}

function isOf(list: readonly string[], ground: string): boolean {
  return list.some(
    (each) => each === ground || each.startsWith(`${ground}/`) || (each === 'abuse/*' && ground.startsWith('abuse/')),
  );
}

/** `abuse/*` asks for any category, so it neither counts for one nor against it. */
function scored(ground: string, half: Case['half']) {
  const here = examined.filter(({ each }) => each.half === half && !(ground.includes('/') && each.expect.includes('abuse/*')));
  const hits = here.filter(({ each, found }) => isOf(each.expect, ground) && isOf(found, ground)).length;
  const proposed = here.filter(({ found }) => isOf(found, ground)).length;
  const wanted = here.filter(({ each }) => isOf(each.expect, ground)).length;
  return { precision: share(hits, proposed), recall: share(hits, wanted), wanted };
}

function recallBy(groups: RegExp) {
  const names = [...new Set(examined.map(({ each }) => each.group))].filter((each) => groups.test(each));
  const of = (name: string, half: Case['half']) => {
    const here = examined.filter(({ each }) => each.group === name && each.half === half);
    return share(here.filter(({ found }) => isOf(found, 'abuse')).length, here.length);
  };
  return Object.fromEntries(names.map((name) => [name, { dev: of(name, 'dev'), held: of(name, 'held') }]));
}

/** Per thousand letters that no person would refuse. */
function falseProposals() {
  const rate = (half: Case['half'], ground: string) => {
    const here = examined.filter(({ each }) => each.half === half && each.expect.length === 0);
    return Number(((1000 * here.filter(({ found }) => isOf(found, ground)).length) / here.length).toFixed(1));
  };
  const letters = examined.filter(({ each }) => each.expect.length === 0).length;
  const of = (ground: string) => ({ [`${ground} dev`]: rate('dev', ground), [`${ground} held`]: rate('held', ground) });
  return { letters, ...of('abuse'), ...of('illegible'), ...of('repeat'), ...of('confidential'), ...of('no-contacts') };
}

function topicsIn(half: Case['half']) {
  const here = examined.filter(({ each }) => each.topic && each.half === half);
  const right = (test: (each: Examined) => boolean) => share(here.filter(test).length, here.length);
  return {
    letters: here.length,
    first: right(({ each, said }) => said.topics[0]?.id === each.topic),
    three: right(({ each, said }) => said.topics.some(({ id }) => id === each.topic)),
    kind: right(({ each, said }) => said.kind === each.kind),
  };
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
  for (const { each, found, said } of examined) {
    if (each.half !== 'dev' || !each.group.startsWith(group)) continue;
    const extra = found.filter(
      (one) => one !== 'danger' && !isOf(each.expect, one) && !(one.startsWith('abuse/') && each.expect.includes('abuse/*')),
    );
    const lacks = each.expect.filter(
      (one) => !found.some((seen) => one === seen || (one === 'abuse/*' && seen.startsWith('abuse'))),
    );
    if (extra.length + lacks.length > 0)
      console.log(`${lacks.map((one) => `-${one}`)} ${extra.map((one) => `+${one}`)}  ${each.id}`);
    if (each.topic && said.topics[0]?.id !== each.topic)
      console.log(`topic ${each.topic} read as ${said.topics.map(({ id, score }) => `${id} ${score}`).join(', ')}: ${each.id}`);
    if (each.kind && said.kind !== each.kind) console.log(`kind ${each.kind} read as ${said.kind}: ${each.id}`);
  }
}

function flat(all: Readonly<Record<string, { dev: ReturnType<typeof scored>; held: ReturnType<typeof scored> }>>) {
  return Object.fromEntries(
    Object.entries(all).map(([ground, { dev, held }]) => [
      ground,
      {
        'P dev': dev.precision,
        'R dev': dev.recall,
        'P held': held.precision,
        'R held': held.recall,
        n: dev.wanted + held.wanted,
      },
    ]),
  );
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Number((part / whole).toFixed(3));
}
