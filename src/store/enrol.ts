/**
 * Numbers new letters and stores them: one ordered insert for a whole batch. A number is inserted only when the one before it
 * is there (ordered inserts stop at the first refusal), so a prefix survives a kill -9 and no gap can arise; the unique index
 * on (office, year, n) decides between engines.
 */
import type { Collection } from 'mongodb';
import { evolve } from '../domain/evolve.ts';
import type { Letter } from '../domain/letter.ts';
import { incomingNumber } from '../domain/numbering.ts';
import type { Numbering } from '../domain/standard.ts';
import type { Created, NewLetter } from '../office/ports/letters.ts';
import type { Clock } from '../office/ports/people.ts';
import { insertInOrder } from './insert.ts';
import { CORE, fingerprintKey, type LetterDocument, nextEffectAt, pendingOf, storedOf } from './letter-document.ts';
import { faceOf, noticeIdsOf } from './letter-face.ts';
import { headWordsOf, wordsOf } from './words.ts';

interface Needs {
  readonly letters: Collection<LetterDocument>;
  readonly numbering: Numbering;
  readonly clock: Clock;
}

/** Letters of one insert from which on the words of the texts follow with the next write, that of the examination. */
const MANY = 20;

type Outcome = PromiseSettledResult<Created>;
type Series = Map<string, number>;

/** Entries come back in the order given. Call it once at a time: it remembers the last numbers. */
export function enroller(needs: Needs): (batch: readonly NewLetter[]) => Promise<readonly Outcome[]> {
  // the next free number as far as this process knows; another engine may be ahead, never behind
  const next: Series = new Map();
  return async (batch) => {
    const outcomes: Outcome[] = new Array(batch.length);
    let left = batch.map((_, index) => index);
    try {
      while (left.length > 0) left = await attempt(needs, next, batch, left, outcomes);
    } catch (error) {
      next.clear();
      throw error;
    }
    return outcomes;
  };
}

/** One insert of all that is left; what was refused is looked at. Gives back what is left then. */
async function attempt(
  needs: Needs,
  next: Series,
  batch: readonly NewLetter[],
  left: readonly number[],
  outcomes: Outcome[],
): Promise<number[]> {
  await learnNumbers(needs, next, batch, left);
  const made = makeAll(needs, next, batch, left, outcomes);
  if (made.length === 0) return [];
  const refused = await insertInOrder(
    needs.letters,
    made.map(({ document }) => document),
  );
  for (const { index, document } of made.slice(0, refused)) {
    outcomes[index] = { status: 'fulfilled', value: { created: true, letter: storedOf(document) } };
    next.set(seriesOf(document.numberKey), document.numberKey.n + 1);
  }
  const rest = made.slice(refused);
  const [first] = rest;
  if (!first) return [];
  return sortOut(needs, next, first, rest, outcomes);
}

interface Made {
  readonly index: number;
  readonly document: LetterDocument;
}

/** The first of `rest` was refused: the letter is there already, or its number is gone. */
async function sortOut(needs: Needs, next: Series, first: Made, rest: readonly Made[], outcomes: Outcome[]): Promise<number[]> {
  const { numberKey } = first.document;
  const [known, last] = await Promise.all([
    needs.letters.find({ fingerprint: { $in: rest.map(({ document }) => document.fingerprint) } }, known_).toArray(),
    lastNumber(needs, numberKey.office, numberKey.year),
  ]);
  const byFingerprint = new Map(known.map((each) => [each.fingerprint, each]));
  for (const { index, document } of rest) {
    const letter = byFingerprint.get(document.fingerprint);
    if (letter) outcomes[index] = { status: 'fulfilled', value: { created: false, letter: storedOf(letter) } };
  }
  if (!byFingerprint.has(first.document.fingerprint) && last < numberKey.n) {
    throw new Error(`letter ${first.document._id} was refused, though neither it nor its number is in the register`);
  }
  next.set(seriesOf(numberKey), last + 1);
  return rest.filter(({ document }) => !byFingerprint.has(document.fingerprint)).map(({ index }) => index);
}

const known_ = { projection: { ...CORE, fingerprint: 1 } } as const;

async function learnNumbers(needs: Needs, next: Series, batch: readonly NewLetter[], left: readonly number[]): Promise<void> {
  const unknown = new Map<string, { office: string; year: number }>();
  for (const index of left) {
    const letter = batch[index];
    if (letter && !next.has(seriesOf(letter))) unknown.set(seriesOf(letter), letter);
  }
  await Promise.all(
    [...unknown].map(async ([series, { office, year }]) => {
      next.set(series, (await lastNumber(needs, office, year)) + 1);
    }),
  );
}

async function lastNumber({ letters }: Needs, office: string, year: number): Promise<number> {
  const [last] = await letters
    .find({ 'numberKey.office': office, 'numberKey.year': year }, { projection: { numberKey: 1 } })
    .sort({ 'numberKey.office': -1, 'numberKey.year': -1, 'numberKey.n': -1 })
    .limit(1)
    .toArray();
  return last?.numberKey.n ?? 0;
}

/** Documents in order, each with the next number of its series; a letter that cannot be made takes none. */
function makeAll(
  needs: Needs,
  next: Series,
  batch: readonly NewLetter[],
  left: readonly number[],
  outcomes: Outcome[],
): readonly Made[] {
  const free = new Map(next);
  const made: Made[] = [];
  for (const index of left) {
    const letter = batch[index];
    if (!letter) continue;
    const n = free.get(seriesOf(letter)) ?? 1;
    try {
      made.push({ index, document: documentOf(needs, letter, n, left.length < MANY ? wordsOf : headWordsOf) });
      free.set(seriesOf(letter), n + 1);
    } catch (reason) {
      outcomes[index] = { status: 'rejected', reason };
    }
  }
  return made;
}

function documentOf(
  { numbering, clock }: Needs,
  { fingerprint, office, year, make }: NewLetter,
  n: number,
  words: typeof wordsOf,
): LetterDocument {
  const { events, effects } = make(incomingNumber(numbering, office, year, n));
  const value = events.reduce<Letter | null>(evolve, null);
  if (!value) throw new Error('a new letter begins with its registration');
  const pending = pendingOf(effects, 1, clock.now());
  const dueEffectAt = nextEffectAt(pending);
  return {
    _id: value.id,
    revision: 1,
    fingerprint: fingerprintKey(fingerprint, value.id),
    numberKey: { office, year, n },
    value,
    history: events,
    pending,
    ...(dueEffectAt && { nextEffectAt: dueEffectAt }),
    lent: [],
    leaseUntil: new Date(0),
    ...faceOf(value, n, noticeIdsOf(events), words),
  };
}

function seriesOf({ office, year }: { readonly office: string; readonly year: number }): string {
  return `${year} ${office}`;
}
