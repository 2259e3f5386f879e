/**
 * A folder of mails with what a person expects of each, read as `examine` reads them: how many expectations are met, by kind of mail and
 * by what was asked, and how long a mail takes. `--data DIR` (mails and expected.jsonl: lines `{file, expect: {fromAddress, subject, date,
 * textContains, textLacks, attachments, automatic, bounceFor, inReplyTo}, hard?}`), `--json`. Exit 1 when an expectation is not met.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { toolbox } from '../src/toolbox.ts';
import { CHECKS, type Expected, type Seen } from './mails/expected.ts';

interface Tally {
  mails: number;
  met: number;
  asked: number;
  whole: number;
}

const json = process.argv.includes('--json');
const at = process.argv.indexOf('--data');
const folder = at < 0 ? undefined : process.argv[at + 1];
if (!folder) {
  console.error('corpus takes --data DIR, a folder of mails with expected.jsonl');
  process.exit(2);
}

const lines = (await readFile(join(folder, 'expected.jsonl'), 'utf8')).split('\n').filter(Boolean);
const cases = lines.map((line) => JSON.parse(line) as { file: string; expect: Expected; hard?: string });
const tools = await toolbox(readConfig());
const kinds = new Map<string, Tally>();
const asked = new Map<string, [met: number, of: number]>();
const missed: string[] = [];
const took: number[] = [];
for (const { file, expect } of cases) {
  const raw = await readFile(join(folder, file));
  const started = performance.now();
  const seen = (await tools.examineMail(file, raw)) as Seen;
  took.push(performance.now() - started);
  const answers = Object.entries(CHECKS).flatMap(([name, check]) =>
    name in expect ? [[name, check(expect as Required<Expected>, seen)] as const] : [],
  );
  for (const [name, good] of answers) {
    const [met, of] = asked.get(name) ?? [0, 0];
    asked.set(name, [met + (good ? 1 : 0), of + 1]);
    if (!good) missed.push(`${file}: ${name}`);
  }
  count(kinds, file.split('-')[0] ?? file, answers);
  count(kinds, 'all', answers);
}
await tools.stop();

took.sort((a, b) => a - b);
const result = {
  mails: cases.length,
  wholeMails: kinds.get('all')?.whole ?? 0,
  p50ms: Number(took[Math.floor(took.length / 2)]?.toFixed(1)),
  worstMs: Number(took.at(-1)?.toFixed(1)),
  kinds: Object.fromEntries([...kinds].map(([kind, { mails, whole, met, asked: of }]) => [kind, { mails, whole, met, of }])),
  asked: Object.fromEntries([...asked].map(([name, [met, of]]) => [name, `${met} of ${of}`])),
  missed,
};
console.table(result.kinds);
console.table(result.asked);
for (const each of missed) console.log(each);
if (json) console.log(JSON.stringify(result));
process.exitCode = missed.length > 0 ? 1 : 0;

function count(tallies: Map<string, Tally>, kind: string, answers: readonly (readonly [string, boolean])[]): void {
  const tally = tallies.get(kind) ?? { mails: 0, met: 0, asked: 0, whole: 0 };
  const met = answers.filter(([, good]) => good).length;
  tally.mails += 1;
  tally.met += met;
  tally.asked += answers.length;
  tally.whole += met === answers.length ? 1 : 0;
  tallies.set(kind, tally);
}
