/** A hunch: that a stretch of a letter threatens, insults, or asks for what belongs to others, though no row of the lexicon foresaw its words. */
import { compileFeatures, type Shown, senseFeatures, shownBy } from './features.ts';
import type { Span } from './finding.ts';
import { isInQuotedLine, isReported, type Quoted } from './quoted.ts';
import { type Reading, spanOf } from './reading.ts';
import { compileSenses, type RawSenses } from './senses.ts';
import type { Stretch } from './stretches.ts';
import type { WordList } from './wordlist.ts';

export const SUBJECTS = ['threat', 'insult', 'confidential'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** workflows/lexicon/hunches.json, which `npm run train -- hunches` writes: a linear model each, features by name. */
export type RawHunches = Readonly<Record<Subject, RawModel>>;

export interface RawModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

export interface Hunches {
  readonly shown: (reading: Reading) => Shown;
  readonly models: Readonly<Record<Subject, Model>>;
}

interface Model {
  readonly bias: number;
  readonly weights: Float32Array;
  readonly gate: Gate;
}

/** What a stretch must speak of: a sense of each of `needs`. */
interface Gate {
  readonly needs: readonly Bits[];
  /** Said of courts and the like: then much more is asked of the rest. */
  readonly damped: Bits;
}

/** Senses as bits of two numbers. */
interface Bits {
  readonly low: number;
  readonly high: number;
}

export interface Hunch {
  readonly span: Span;
  readonly score: number;
}

/** Whose the data are, or what nobody outside the company is told. */
const CONCERNED = [
  ...['other', 'third', 'staffer', 'kin', 'former', 'neighbour', 'business', 'whoever', 'many'],
  ...['pay', 'secret', 'access', 'guard', 'complainer'],
];

const GATES: Readonly<Record<Subject, { needs: readonly (readonly string[])[]; damped: readonly string[] }>> = {
  threat: {
    needs: [
      ['harm', 'doom', 'weapon', 'death', 'beware', 'body', 'night', 'know'],
      ['you', 'staffer', 'third', 'whoever', 'spoken'],
    ],
    damped: ['court'],
  },
  insult: {
    needs: [
      ['beast', 'scum', 'fool'],
      ['you', 'staffer', 'third', 'spoken'],
    ],
    damped: [],
  },
  confidential: {
    needs: [
      ['ask', 'want', 'wonder'],
      ['usage', 'person', 'pay', 'secret', 'access', 'guard', 'scheme', 'complainer', 'many'],
      CONCERNED,
    ],
    damped: ['right', 'leak', 'why'],
  },
};

/** From so many units of the model on a stretch is worth a proposal: chosen on folds that were not trained on, for precision. */
const ENOUGH: Readonly<Record<Subject, number>> = { threat: 2, insult: 2, confidential: 2.3 };
const DAMPED = 3;
const LEAST = 0.6;
const MOST = 0.8;

/** At most one a subject: the surest stretch that is not quoted. */
export function hunch(
  { shown, models }: Hunches,
  subject: Subject,
  reading: Reading,
  quoted: Quoted,
  speech: WordList<true> | null = null,
): Hunch | null {
  const { bias, weights, gate } = models[subject];
  const show = shown(reading);
  let best: { readonly sum: number; readonly stretch: Stretch } | null = null;
  for (const stretch of show.stretches) {
    if (!gate.needs.every((each) => isAmong(each, stretch))) continue;
    let sum = bias;
    for (const each of show.features(stretch)) sum += weights[each] ?? 0;
    if (sum < ENOUGH[subject] || (best && best.sum >= sum)) continue;
    if (sum < ENOUGH[subject] + DAMPED && isAmong(gate.damped, stretch)) continue;
    if (!isOthers(reading, stretch, quoted, speech)) best = { sum, stretch };
  }
  if (!best) return null;
  const { from, to } = best.stretch;
  const span = spanOf(reading.text, reading.words[from]?.start ?? 0, reading.words[to - 1]?.end ?? reading.text.length);
  return { span, score: Math.round(Math.min(MOST, LEAST + (best.sum - ENOUGH[subject]) * 0.03) * 100) / 100 };
}

export function compileHunches(rawSenses: RawSenses, raw: RawHunches): Hunches {
  const senses = compileSenses(rawSenses);
  const fixed = senseFeatures(senses);
  const known = new Set(fixed);
  const words = [...new Set(SUBJECTS.flatMap((subject) => Object.keys(raw[subject].weights)))].filter((name) => !known.has(name));
  const features = compileFeatures(senses, words);
  const names = [...fixed, ...words];
  const model = (subject: Subject): Model => ({
    bias: raw[subject].bias,
    weights: Float32Array.from(names, (name) => raw[subject].weights[name] ?? 0),
    gate: {
      needs: GATES[subject].needs.map((each) => bitsOf(senses.names, each)),
      damped: bitsOf(senses.names, GATES[subject].damped),
    },
  });
  return {
    shown: shownBy(features),
    models: { threat: model('threat'), insult: model('insult'), confidential: model('confidential') },
  };
}

function isAmong({ low, high }: Bits, here: Bits): boolean {
  return (low & here.low) !== 0 || (high & here.high) !== 0;
}

function bitsOf(names: readonly string[], senses: readonly string[]): Bits {
  const numbers = senses.map((sense) => names.indexOf(sense)).filter((each) => each >= 0);
  const half = (first: number) => numbers.reduce((all, each) => (each >> 5 === first ? all | (1 << (each & 31)) : all), 0);
  return { low: half(0), high: half(1) };
}

/** Somebody else's words: an earlier mail, or what the consumer says was said to him. */
function isOthers(reading: Reading, { from, to }: Stretch, quoted: Quoted, speech: WordList<true> | null): boolean {
  for (let at = from; at < to; at += 1) {
    if (isInQuotedLine(quoted, reading.words[at]?.start ?? 0)) return true;
    if (speech && isReported(quoted, reading, at, speech)) return true;
  }
  return false;
}
