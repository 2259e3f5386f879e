/** How fast one core examines letters of 2 KB, and what the rules take of the memory. */
import type { Own } from '../src/language/contacts.ts';
import { examineText } from '../src/language/examine.ts';
import type { EarlierText } from '../src/language/finding.ts';
import type { Lexicon } from '../src/language/lexicon.ts';
import { allCases } from './cases.ts';

const LETTERS = 4500;
const BYTES = 2048;

/** `perSecond`: letters by themselves; `withEarlier`: each compared with one answered letter of its sender.
 * Letters per second of processor time, so that other work on the machine does not count; the times of single letters are by the clock.
 * Letters of 2 KB made of several ordinary ones, with one earlier letter each; the first third warms the code. */
export function speedOf(lexicon: Lexicon, own: Own) {
  const letters = ordinaryLetters(LETTERS);
  const one = (index: number, earlier: readonly EarlierText[]) =>
    examineText(lexicon, {
      text: letters[index] ?? '',
      subject: null,
      from: 'a.testov@pochta.example',
      own,
      earlier,
      attachmentHashes: [],
    });
  const alone = clocked((index) => one(index, []));
  const compared = clocked((index) =>
    one(index, [{ id: 'earlier', text: letters[(index + 7) % LETTERS] ?? '', answered: true }]),
  );
  return { ...alone, withEarlier: compared.perSecond };
}

function clocked(work: (index: number) => unknown) {
  const times: number[] = [];
  let cpu = process.cpuUsage();
  for (let index = 0; index < LETTERS; index += 1) {
    if (index === LETTERS / 3) cpu = process.cpuUsage();
    const started = performance.now();
    work(index);
    if (index >= LETTERS / 3) times.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(cpu);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return {
    perSecond: Math.round((times.length / (user + system)) * 1e6),
    p50ms: at(0.5),
    p99ms: at(0.99),
    worstMs: at(1 - 1e-9),
  };
}

/** Bytes of living objects. */
export function memoryOf(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Letters of 2 KB that nobody would refuse, made of several each. */
export function ordinaryLetters(count: number): readonly string[] {
  const bodies = allCases()
    .filter(({ expect, group }) => expect.length === 0 && !group.startsWith('encoding'))
    .map(({ text }) => text);
  return Array.from({ length: count }, (_, n) => ofSize(bodies, n));
}

function ofSize(bodies: readonly string[], n: number): string {
  let text = '';
  for (let at = n * 13; Buffer.byteLength(text) < BYTES; at += 7) text += `${bodies[at % bodies.length] ?? ''}\n\n`;
  return text;
}
