import { expect, it } from '@jest/globals';
import type { Effect } from '../../src/domain/effect.ts';
import { NotFound, Stale } from '../../src/domain/errors.ts';
import type { LetterEvent } from '../../src/domain/event.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { Created, Letters, Stored } from '../../src/office/ports/letters.ts';
import type { Clock } from '../../src/office/ports/people.ts';
import { AT, decision, extended, newLetter, reply, type Wanted } from '../support/new-letters.ts';

/** Two engines on one empty store. `clock` is theirs. */
export type MakeLetters = (clock: Clock) => Promise<{ readonly letters: Letters; readonly other: Letters }>;

const EXAMINE: Effect = { type: 'examine' };

export function lettersContract(make: MakeLetters): void {
  it('8.2.3: the letters of a batch are numbered in their order, from 1', async () => {
    const { letters } = await make(clockAt());
    const created = await letters.create([newLetter(), newLetter(), newLetter()]);
    expect(created.map(({ created }) => created)).toEqual([true, true, true]);
    expect(numbersOf(created)).toEqual(['ЦО-2026/000001', 'ЦО-2026/000002', 'ЦО-2026/000003']);
    expect(numbersOf(await letters.create([newLetter()]))).toEqual(['ЦО-2026/000004']);
  });

  it('8.2.3: each office and each year has its own row of numbers', async () => {
    const { letters } = await make(clockAt());
    const batch = [
      newLetter(),
      newLetter({ office: 'Ф02' }),
      newLetter({ year: 2027 }),
      newLetter(),
      newLetter({ office: 'Ф02' }),
    ];
    expect(numbersOf(await letters.create(batch))).toEqual([
      'ЦО-2026/000001',
      'Ф02-2026/000001',
      'ЦО-2027/000001',
      'ЦО-2026/000002',
      'Ф02-2026/000002',
    ]);
  });

  it('8.4.2: the same letter a second time is not made and leaves no gap', async () => {
    const { letters, other } = await make(clockAt());
    const [first] = await letters.create([newLetter({ fingerprint: 'same' })]);
    const again = await other.create([newLetter({ fingerprint: 'same' }), newLetter()]);
    expect(again.map(({ created }) => created)).toEqual([false, true]);
    expect(again[0]?.letter).toEqual(first?.letter);
    expect(again[1]?.letter.value.number).toBe('ЦО-2026/000002');
  });

  it('8.4.2: the same letter twice in one batch is one letter, and the next number follows', async () => {
    const { letters } = await make(clockAt());
    const batch = [
      newLetter({ fingerprint: 'a' }),
      newLetter({ fingerprint: 'a' }),
      newLetter(),
      newLetter({ fingerprint: 'a' }),
    ];
    const created = await letters.create(batch);
    expect(created.map(({ created }) => created)).toEqual([true, false, true, false]);
    expect(numbersOf(created)).toEqual(['ЦО-2026/000001', 'ЦО-2026/000001', 'ЦО-2026/000002', 'ЦО-2026/000001']);
  });

  it('a fingerprint of fifty sheets is as good as a short one', async () => {
    const { letters } = await make(clockAt());
    const sheets = Array.from({ length: 50 }, (_, index) => String(index).padStart(64, '0'));
    const [first] = await letters.create([newLetter({ fingerprint: `scan:${sheets.join('+')}` })]);
    const created = await letters.create([
      newLetter({ fingerprint: `scan:${sheets.join('+')}` }),
      newLetter({ fingerprint: `scan:${sheets.toReversed().join('+')}` }),
    ]);
    expect(created.map(({ created }) => created)).toEqual([false, true]);
    expect(created[0]?.letter.id).toBe(first?.letter.id);
  });

  it('8.2.3: forty letters registered at once from two engines are numbered 1 to 40', async () => {
    const { letters, other } = await make(clockAt());
    const created = await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? letters : other).create([newLetter()])),
    );
    expect(numbersOf(created.flat()).sort()).toEqual(firstNumbers(40));
  });

  it('8.2.3: batches with copies in both engines at once leave no gap and no double', async () => {
    const { letters, other } = await make(clockAt());
    const batch = () => Array.from({ length: 20 }, (_, index) => newLetter({ fingerprint: `copy-${index}` }));
    const created = (await Promise.all([letters.create(batch()), other.create(batch().reverse())])).flat();
    expect([...new Set(numbersOf(created))].sort()).toEqual(firstNumbers(20));
    expect(created.filter(({ created }) => created)).toHaveLength(20);
  });

  it('a letter that cannot be made takes no number, and its neighbours are registered', async () => {
    const { letters } = await make(clockAt());
    const refused = newLetter();
    const results = await Promise.allSettled([
      letters.create([newLetter()]),
      letters.create([
        {
          ...refused,
          make: () => {
            throw new Error('no such office');
          },
        },
      ]),
      letters.create([newLetter()]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(numbersOf(await letters.create([newLetter()]))).toEqual(['ЦО-2026/000003']);
  });

  it('what is loaded is what its history makes', async () => {
    const { letters } = await make(clockAt());
    const stored = await registered(letters, { effects: [EXAMINE], text: 'Ёмкость — 100 %\u00a0\u{1f4e8}\n\tи <б>' });
    const saved = await letters.save(stored, extended(5));
    const loaded = await letters.load(stored.id);
    expect(loaded).toEqual(saved);
    expect(loaded.value).toEqual(replay(loaded.history));
    expect(loaded.value).toMatchObject({ dueOn: '2026-12-21', extendedBy: 5 });
    expect(loaded.history.map(({ type }) => type)).toEqual(['registered', 'extended']);
  });

  it('a draft that is saved again and again is kept as it began and as it is', async () => {
    const { letters } = await make(clockAt());
    let stored = await registered(letters);
    for (let n = 1; n <= 20; n += 1) stored = await letters.save(stored, decision([drafted(`слово ${n}`)]));
    const loaded = await letters.load(stored.id);
    expect(loaded).toEqual(stored);
    expect(loaded.history.map(textOf)).toEqual([null, 'слово 1', 'слово 20']);
    expect(loaded.value).toEqual(replay(loaded.history));
    const returned = await letters.save(loaded, decision([{ type: 'returned', remark: 'короче' }]));
    const again = await letters.save(returned, decision([drafted('снова')]));
    expect((await letters.load(stored.id)).history.map(textOf)).toEqual([null, 'слово 1', 'слово 20', null, 'снова']);
    expect(again.value).toEqual(replay(again.history));
  });

  it('a letter that is not there is not found, neither to load nor to save', async () => {
    const { letters } = await make(clockAt());
    await expect(letters.load('nothing')).rejects.toBeInstanceOf(NotFound);
    const stored = await registered(letters);
    await expect(letters.save({ ...stored, id: 'nothing' }, extended(1))).rejects.toBeInstanceOf(NotFound);
  });

  it('of two people who save one letter at once, one wins and the other learns of it', async () => {
    const { letters, other } = await make(clockAt());
    const seen = await registered(letters);
    const results = await Promise.allSettled([letters.save(seen, extended(3)), other.save(seen, extended(5))]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find((each) => each.status === 'rejected')?.reason).toBeInstanceOf(Stale);
    const { history, value } = await letters.load(seen.id);
    expect(history).toHaveLength(2);
    expect([3, 5]).toContain(value.extendedBy);
  });
}

const drafted = (text: string) => ({ type: 'drafted', reply: reply({ text: [text] }) }) as const;
const textOf = (event: LetterEvent) => (event.type === 'drafted' ? event.reply.text[0] : null);

export async function registered(letters: Letters, wanted: Wanted = {}): Promise<Stored<Letter>> {
  const [created] = await letters.create([newLetter(wanted)]);
  return sound(created).letter;
}

export function numbersOf(created: readonly Created[]): string[] {
  return created.map(({ letter }) => letter.value.number);
}

export function firstNumbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `ЦО-2026/${String(index + 1).padStart(6, '0')}`);
}

export function clockAt() {
  let now = Date.parse(AT);
  return {
    now: () => new Date(now),
    move: (ms: number) => {
      now += ms;
    },
    in: (ms: number) => new Date(now + ms).toISOString(),
  };
}

export function sound<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is none');
  return value;
}
