/** How the model of hunches learns: logistic regression, the surest stretch of a letter speaking for it. The same letters give the same weights. */
import { compileFeatures, type Features, featuresOf, senseFeatures } from './features.ts';
import type { RawHunches, RawModel, Subject } from './hunches.ts';
import { read } from './reading.ts';
import { compileSenses, type RawSenses, sensesIn } from './senses.ts';
import { withStrangers } from './strangers.ts';
import { stretches } from './stretches.ts';

/** A letter, and what it is besides ordinary. */
export interface Learnt {
  readonly text: string;
  readonly subjects: readonly Subject[];
}

type Bag = readonly number[];

interface Prepared {
  readonly letters: readonly { readonly bags: readonly Bag[]; readonly subjects: readonly Subject[] }[];
  readonly names: readonly string[];
  /** Features of senses come first: they are fewer and say more. */
  readonly fixed: number;
  readonly senses: number;
}

const ROUNDS = 25;
/** In the first rounds the longest stretch speaks for a letter, for nothing is known of any. */
const BLIND = 3;
/** Stretches of an ordinary letter that are learnt of at each round: the most suspicious. */
const SUSPECTS = 3;
const RATE = 0.15;
const DECAY = 0.0005;
/** A feature of fewer letters is chance. */
const FEWEST = 3;
const PAIRED = 0.6;
const WORDS = 0.5;
const LEAST_WEIGHT = 0.015;

export function learnHunches(senses: RawSenses, letters: readonly Learnt[]): RawHunches {
  const prepared = prepare(senses, letters);
  const of = (subject: Subject): RawModel => learnOne(prepared, subject);
  return { threat: of('threat'), insult: of('insult'), confidential: of('confidential') };
}

function prepare(rawSenses: RawSenses, letters: readonly Learnt[]): Prepared {
  const senses = compileSenses(rawSenses);
  const features: Features = compileFeatures(senses, []);
  const fixed = senseFeatures(senses);
  const numbers = new Map<string, number>();
  const learn = (name: string): number => {
    const known = numbers.get(name) ?? fixed.length + numbers.size;
    numbers.set(name, known);
    return known;
  };
  const bags = letters.map(({ text }) => {
    const plain = read(text);
    const reading = withStrangers(plain) ?? plain;
    return stretches(reading).map(featuresOf(features, reading, sensesIn(senses, reading), learn));
  });
  const counts = new Int32Array(fixed.length + numbers.size);
  for (const each of bags) for (const feature of new Set(each.flat())) counts[feature] = (counts[feature] ?? 0) + 1;
  return {
    letters: bags.map((each, at) => ({
      bags: each.map((bag) => bag.filter((feature) => (counts[feature] ?? 0) >= FEWEST)),
      subjects: letters[at]?.subjects ?? [],
    })),
    names: [...fixed, ...numbers.keys()],
    fixed: fixed.length,
    senses: senses.names.length,
  };
}

function learnOne({ letters, names, fixed, senses }: Prepared, subject: Subject): RawModel {
  const weights = new Float64Array(names.length);
  const steps = new Float64Array(names.length).fill(1e-6);
  const value = (feature: number): number => (feature < senses ? 1 : feature < fixed ? PAIRED : WORDS);
  let bias = -1;
  let biasSteps = 1e-6;
  const sum = (bag: Bag): number => bag.reduce((total, each) => total + (weights[each] ?? 0) * value(each), bias);
  const learn = (bag: Bag, isOne: boolean): void => {
    const error = 1 / (1 + Math.exp(-sum(bag))) - (isOne ? 1 : 0);
    biasSteps += error * error;
    bias -= (RATE * error) / Math.sqrt(biasSteps);
    for (const each of bag) {
      const slope = error * value(each) + DECAY * (weights[each] ?? 0);
      steps[each] = (steps[each] ?? 0) + slope * slope;
      weights[each] = (weights[each] ?? 0) - (RATE * slope) / Math.sqrt(steps[each] ?? 1);
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < letters.length; turn += 1) {
      // A stride that is prime shuffles, the same at each training.
      const { bags, subjects } = letters[(turn * 7919 + round * 31) % letters.length] ?? { bags: [], subjects: [] };
      const isOne = subjects.includes(subject);
      const rank = isOne && round < BLIND ? (bag: Bag) => bag.length : sum;
      const ranked = bags.map((bag) => ({ bag, by: rank(bag) })).sort((a, b) => b.by - a.by);
      for (const { bag } of ranked.slice(0, isOne ? 1 : SUSPECTS)) learn(bag, isOne);
    }
  }
  const told = names.map((name, at) => [name, Math.round((weights[at] ?? 0) * value(at) * 100) / 100] as const);
  return {
    bias: Math.round(bias * 100) / 100,
    weights: Object.fromEntries(told.filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT)),
  };
}
