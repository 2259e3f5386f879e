/** The register of letters: in memory and on a real server, also when a writer is killed in the middle. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { collectionOf } from '../../src/store/collections.ts';
import type { LetterDocument } from '../../src/store/letter-document.ts';
import { mongoLetters } from '../../src/store/letters.ts';
import { migrate } from '../../src/store/migrations.ts';
import { fakeLetters } from '../support/fakes/letters.ts';
import { standard } from '../support/house.ts';
import { newLetter } from '../support/new-letters.ts';
import { effectsContract } from './effects.contract.ts';
import { lettersContract, type MakeLetters } from './letters.contract.ts';
import { testStore } from './store.support.ts';

const { numbering } = standard;

describe('letters in memory', () => {
  const make: MakeLetters = async (clock) => {
    const letters = fakeLetters(numbering, clock);
    return { letters, other: letters };
  };
  lettersContract(make);
  effectsContract(make);
});

describe('letters on MongoDB', () => {
  const store = testStore();

  const make: MakeLetters = async (clock) => {
    await store.empty('letters');
    return { letters: mongoLetters(store.here(), numbering, clock), other: mongoLetters(store.there(), numbering, clock) };
  };
  lettersContract(make);
  effectsContract(make);

  it('8.2.3: writers killed in the middle of registering leave numbers without a gap', async () => {
    const letters = collectionOf<LetterDocument>(store.here(), 'letters');
    await store.empty('letters');
    for (const after of [5, 2]) await Promise.all([killedAfter(store.uri(), after), killedAfter(store.uri(), after + 1)]);
    await mongoLetters(store.here(), numbering).create([newLetter()]);
    const numbers = (await letters.find().sort({ number: 1 }).toArray()).map(({ numberKey }) => numberKey.n);
    expect(numbers.length).toBeGreaterThan(3 * 16);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }, 90_000);

  it('a letter whose read model an older engine wrote is found again after a start', async () => {
    const letters = collectionOf<LetterDocument>(store.here(), 'letters');
    await store.empty('letters');
    await mongoLetters(store.here(), numbering).create([newLetter({ text: 'Перерасчёт' })]);
    const before = await letters.findOne({});
    await letters.updateMany({}, { $set: { face: 0, words: [], sight: [] }, $unset: { dueKey: 1 } });
    await store.here().db?.collection('migrations').deleteMany({});
    await migrate(store.there());
    expect(await letters.findOne({})).toEqual(before);
  });

  it('a start finds everything done by the start before', async () => {
    await migrate(store.here());
    const done = await store.here().db?.collection('migrations').find().toArray();
    await migrate(store.there());
    expect(await store.here().db?.collection('migrations').find().toArray()).toEqual(done);
    expect(done?.length).toBeGreaterThan(0);
  });
});

/** Registers until it has told of `lines` batches, and is killed then, most likely in the middle of the next. */
async function killedAfter(uri: string, lines: number): Promise<void> {
  const script = fileURLToPath(new URL('./letters.writer.ts', import.meta.url));
  const writer = spawn(process.execPath, ['--import', 'tsx', script, uri], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(writer, 'exit');
  let told = 0;
  for await (const _ of createInterface(writer.stdout)) {
    told += 1;
    if (told === lines) writer.kill('SIGKILL');
  }
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}
