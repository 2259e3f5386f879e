/**
 * A repeat among many earlier letters (8.2.8), on the real store and the embedded database: how long the candidates are looked for, how
 * long the whole examination takes by the clock and of this process (both searches together), and the memory. `--earlier N` (default 100000) letters of N / 5 consumers, ten of whom wrote 500 each;
 * `--json`. The examination is that of the office; only its result is not written.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import type { Command } from '../src/domain/command.ts';
import { replay } from '../src/domain/evolve.ts';
import type { Letter } from '../src/domain/letter.ts';
import { correspondentKeys } from '../src/domain/likeness.ts';
import { startEmbedded } from '../src/embedded-mongo/supervise.ts';
import { examineLetter } from '../src/office/examine.ts';
import type { Stored } from '../src/office/ports/letters.ts';
import { openStore } from '../src/open-store.ts';
import { packageRoot } from '../src/root.ts';
import { loadLexicon } from '../src/standard/lexicon.ts';
import { card, NOBODY, registration, standard } from '../test/support/house.ts';
import { happened, newLetter, reply } from '../test/support/new-letters.ts';
import { ordinaryLetters } from './rules-speed.ts';

const at = process.argv.indexOf('--earlier');
const count = (at < 0 ? 0 : Number(process.argv[at + 1])) || 100_000;
const HEAVY = 10;
const HEAVY_LETTERS = Math.min(500, Math.floor(count / HEAVY / 2));
const ASKED = 400;
const WARMING = 50;
const BATCH = 200;
const NOW = '2026-11-23T04:12:00.000Z';

const texts = ordinaryLetters(1500);
const lexicon = loadLexicon(join(packageRoot, 'workflows', 'lexicon'));
const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const database = await startEmbedded({ path: join(dir, 'db') });
const store = await openStore(database.uri, standard, readConfig({}).limits);
try {
  const filling = performance.now();
  for (let n = 0; n < count; n += BATCH)
    await store.letters.create(Array.from({ length: Math.min(BATCH, count - n) }, (_, more) => earlierLetter(n + more)));
  const fillSeconds = Math.round((performance.now() - filling) / 1000);
  const ordinary = await asked((n) => HEAVY + ((n * 7919) % consumers()));
  const heavy = await asked((n) => n % HEAVY);
  const result = { earlier: count, fillSeconds, 'who wrote a few': ordinary, 'who wrote 500': heavy, memoryMb: residentMb() };
  console.table({ 'who wrote a few': ordinary, 'who wrote 500': heavy });
  console.log(`${count} letters registered in ${fillSeconds} s; this process ${result.memoryMb} MB`);
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
} finally {
  await store.close();
  await database.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Half of those asked send an earlier letter of theirs again, half a new one. The first fifty warm the code. */
async function asked(consumerOf: (n: number) => number) {
  const finding: number[] = [];
  const whole: number[] = [];
  let cpu = process.cpuUsage();
  let candidates = 0;
  let repeats = 0;
  for (let n = 0; n < ASKED + WARMING; n += 1) {
    const letter = asStored(consumerOf(n), n);
    const keys = correspondentKeys(letter.value.card);
    let started = performance.now();
    const found = await store.register.earlier(keys, NOW, 50);
    const took = performance.now() - started;
    started = performance.now();
    let proposed = false;
    await examineLetter(
      {
        standard,
        taught: { current: async () => lexicon, innocent: async () => [] },
        ownDomains: ['tbek.example'],
        register: store.register,
        handle: async (_id, command: Command) => {
          proposed = command.type === 'examine' && command.examination.detections.some(({ ground }) => ground === 'repeat');
          return letter;
        },
      },
      letter,
      { id: 'examine', effect: { type: 'examine' }, attempts: 0, nextAt: NOW, lastError: null },
    );
    if (n < WARMING) {
      cpu = process.cpuUsage();
      continue;
    }
    finding.push(took);
    whole.push(performance.now() - started);
    candidates += found.length;
    if (proposed) repeats += 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    candidates: Number((candidates / ASKED).toFixed(1)),
    'repeats proposed': repeats,
    'found p50 ms': share(finding, 0.5),
    'found p95 ms': share(finding, 0.95),
    'processor ms a letter': Math.round((user + system) / ASKED / 100) / 10,
    'examined p50 ms': share(whole, 0.5),
    'examined p95 ms': share(whole, 0.95),
    'examined worst ms': share(whole, 1 - 1e-9),
  };
}

function consumers(): number {
  return Math.max(1, Math.floor((count - HEAVY * HEAVY_LETTERS) / 5));
}

/** The first letters are those of the ten who write often. */
function earlierLetter(n: number) {
  const often = HEAVY * HEAVY_LETTERS;
  const consumer = n < often ? n % HEAVY : HEAVY + ((n - often) % consumers());
  const text = textOf(consumer, Math.floor(n < often ? n / HEAVY : (n - often) / consumers()));
  const answer = reply({ text: [texts[n % texts.length] ?? ''], outgoingNumber: `И-${n}`, sentOn: '2026-03-02' });
  return newLetter({
    ...letterOf(consumer, `earlier-${n}`, text),
    receivedAt: new Date(Date.UTC(2026, 0, 1) - n * 200_000).toISOString(),
    afterwards: n % 10 === 0 ? [] : [{ type: 'drafted', reply: answer }],
  });
}

/** Every second letter is word for word an earlier one. */
function asStored(consumer: number, n: number): Stored<Letter> {
  const text = textOf(consumer, n % 2 === 0 ? 1 : 700 + n);
  const id = `asked-${n}`;
  const made = registration({ ...letterOf(consumer, id, text), receivedAt: NOW });
  const history = [happened({ type: 'registered', registration: made })];
  return { id, revision: 1, value: replay(history), history, pending: [] };
}

function letterOf(consumer: number, id: string, text: string) {
  const correspondent = {
    ...NOBODY,
    person: 'Заказчиков Андрей Борисович',
    email: `a${consumer}@pochta.example`,
    contract: `ЭС-${100_000 + consumer}/22`,
  };
  const mail = { messageId: `<${id}@pochta.example>`, inReplyTo: null, references: [], sentAt: null, to: ['kanc@tbek.example'] };
  return { id, text, mail, card: card({ subject: 'Обращение', correspondent }) };
}

function textOf(consumer: number, turn: number): string {
  return texts[(consumer * 31 + turn * 17) % texts.length] ?? '';
}

function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1));
}

function residentMb(): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}
