/** What a stretch of a letter shows to the model of language/hunches: senses, which of them stand together, stems and their neighbours. */
import { latest } from './once.ts';
import type { Reading, Word } from './reading.ts';
import { type Senses, type SensesOfWords, sensesIn } from './senses.ts';
import { stemOf } from './stems.ts';
import { type Stretch, stretches } from './stretches.ts';
import { kept, type Memo, memo, recalled } from './vocabulary.ts';

/** Features by name and number: `harm`, `harm+you` anywhere in the stretch, `harm>you` one after the other, `=стем`, `^нача`, `ете$`, `=стем стем`. */
export interface Features {
  readonly senses: Senses;
  /** Of stems, beginnings, endings and pairs: those that the model weighs. */
  readonly words: ReadonlyMap<string, number>;
  readonly size: number;
  readonly seen: Memo<readonly number[]>;
  /** By the first stem of a pair: the second and the number of the pair. */
  readonly pairs: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly followers: Memo<ReadonlyMap<string, number>>;
  /** The turn at which a feature was met last: quicker than a set. */
  readonly marks: Int32Array;
  turn: number;
}

/** The second of two senses stands at most so many words after the first. */
const NEXT = 3;
/** Over the length of any stretch. */
const SPAN = 64;

/** `words`: named in the order of their numbers. */
export function compileFeatures(senses: Senses, words: readonly string[]): Features {
  const first = fixed(senses);
  return {
    senses,
    words: new Map(words.map((name, at) => [name, first + at])),
    size: first + words.length,
    seen: memo(),
    pairs: pairsOf(words, first),
    followers: memo(),
    marks: new Int32Array(first + words.length),
    turn: 0,
  };
}

function pairsOf(words: readonly string[], first: number): Features['pairs'] {
  const pairs = new Map<string, Map<string, number>>();
  for (const [at, name] of words.entries()) {
    const [one = '', other] = name.slice(1).split(' ');
    if (!name.startsWith('=') || other === undefined) continue;
    const after = pairs.get(one) ?? new Map<string, number>();
    pairs.set(one, after.set(other, first + at));
  }
  return pairs;
}

/** Names of the features of senses, in the order of their numbers. */
export function senseFeatures({ names }: Senses): string[] {
  const pairs = (mark: string) => names.flatMap((one) => names.map((other) => `${one}${mark}${other}`));
  return [...names, ...pairs('+'), ...pairs('>'), '?'];
}

function fixed({ names }: Senses): number {
  return names.length + 2 * names.length ** 2 + 1;
}

/** A stretch with the senses that stand in it, as bits of two numbers. */
export interface Sensed extends Stretch {
  readonly low: number;
  readonly high: number;
}

/** What a letter shows: worked out once for all that ask. */
export interface Shown {
  readonly stretches: readonly Sensed[];
  /** The numbers of the features of a stretch, each once. */
  readonly features: (stretch: Stretch) => readonly number[];
}

/** Of the letter in hand it is worked out once. */
export function shownBy(features: Features): (reading: Reading) => Shown {
  return latest((reading: Reading) => {
    const senses = sensesIn(features.senses, reading);
    const of = featuresOf(features, reading, senses);
    const bags = new Map<number, readonly number[]>();
    return {
      stretches: stretches(reading).map((each) => sensed(each, senses)),
      features: (stretch) => {
        const key = stretch.from * SPAN + stretch.to - stretch.from;
        const bag = bags.get(key) ?? of(stretch);
        bags.set(key, bag);
        return bag;
      },
    };
  });
}

function sensed({ from, to }: Stretch, senses: SensesOfWords): Sensed {
  let low = 0;
  let high = 0;
  for (let at = from; at < to; at += 1)
    for (const sense of senses[at] ?? []) {
      if (sense < 32) low |= 1 << sense;
      else high |= 1 << (sense & 31);
    }
  return { from, to, low, high };
}

/** The numbers of the features of a stretch, each once. `learn` numbers the words while the model is trained. */
export function featuresOf(
  features: Features,
  { words, text }: Reading,
  senses: SensesOfWords,
  learn?: (name: string) => number,
): (stretch: Stretch) => readonly number[] {
  const count = features.senses.names.length;
  const [paired, next3, asked] = [count, count + count ** 2, count + 2 * count ** 2];
  const pairs: (number | undefined | null)[] = new Array(words.length).fill(null);
  const marks = learn ? null : features.marks;
  return ({ from, to }) => {
    const found: number[] = [];
    features.turn += 1;
    const { turn } = features;
    const add = (feature: number): void => {
      if (marks) {
        if (marks[feature] === turn) return;
        marks[feature] = turn;
      } else if (found.includes(feature)) return;
      found.push(feature);
    };
    const here: number[] = [];
    for (let at = from; at < to; at += 1) {
      for (const sense of senses[at] ?? []) {
        if (!here.includes(sense)) here.push(sense);
        for (let next = at + 1; next < Math.min(to, at + 1 + NEXT); next += 1)
          for (const other of senses[next] ?? []) add(next3 + sense * count + other);
      }
      for (const each of ofWord(features, words[at] as Word, learn)) add(each);
      if (at + 1 === to) continue;
      if (pairs[at] === null) pairs[at] = pairOf(features, words[at] as Word, words[at + 1] as Word, learn);
      const both = pairs[at];
      if (both !== undefined && both !== null) add(both);
    }
    for (const sense of here) {
      add(sense);
      for (const other of here) if (sense < other) add(paired + sense * count + other);
    }
    if (text.slice(words[from]?.start ?? 0, words[to]?.start ?? text.length).includes('?')) add(asked);
    return found;
  };
}

/** Two stems side by side, with nothing but a space between. */
function pairOf(features: Features, word: Word, next: Word, learn?: (name: string) => number): number | undefined {
  if (next.start - word.end > 2) return undefined;
  if (learn) return learn(`=${stemOf(word)} ${stemOf(next)}`);
  const { followers, pairs } = features;
  const after = recalled(followers, word) ?? kept(followers, word, pairs.get(stemOf(word)) ?? NOBODY);
  return after === NOBODY ? undefined : after.get(stemOf(next));
}

const NOBODY: ReadonlyMap<string, number> = new Map();

const BEGINNING = 5;
const ENDING = 3;

function ofWord(features: Features, word: Word, learn?: (name: string) => number): readonly number[] {
  if (learn) return namesOf(word).map(learn);
  return (
    recalled(features.seen, word) ??
    kept(
      features.seen,
      word,
      namesOf(word)
        .map((name) => features.words.get(name))
        .filter((each) => each !== undefined),
    )
  );
}

function namesOf(word: Word): string[] {
  const { folded } = word;
  if (/\d/.test(folded)) return ['=#'];
  return [
    `=${stemOf(word)}`,
    ...(folded.length > BEGINNING ? [`^${folded.slice(0, BEGINNING)}`] : []),
    ...(folded.length > ENDING ? [`${folded.slice(-ENDING)}$`] : []),
  ];
}
