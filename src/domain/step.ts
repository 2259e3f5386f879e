/** What a step of the regulation is made of: why not now, why not with these fields, and what happens. */
import type { CommandOf, CommandType } from './command.ts';
import type { Facts } from './decision.ts';
import type { Effect, EffectType } from './effect.ts';
import type { LetterEvent } from './event.ts';
import type { Letter } from './letter.ts';
import type { Standard, Transition } from './standard.ts';

export interface Situation {
  readonly standard: Standard;
  readonly letter: Letter;
  readonly facts: Facts;
  /** The line of workflows/letter.yaml that is being walked. */
  readonly line: Transition;
}

/** An event before `decide` writes who and when on it. */
export type Happening = LetterEvent extends infer Each ? (Each extends LetterEvent ? Omit<Each, 'at' | 'by'> : never) : never;

export interface Outcome {
  readonly events: readonly Happening[];
  /** Those of `Step.effects` that are due this time. */
  readonly effects?: readonly Effect[];
  /** Another state than the line's `to`; null: stay. */
  readonly to?: string | null;
}

export type StepName = Exclude<CommandType, 'register'>;

export interface Step<T extends StepName> {
  /** Effects whose condition or words only the step knows; the others of the line's `does` follow by themselves. */
  readonly effects?: readonly EffectType[];
  /** Why not now, whatever the form says: shown on the button. Russian sentences: what, why, when. */
  readonly now?: (situation: Situation) => Iterable<string>;
  /** Why not with these fields. */
  readonly fields?: (situation: Situation, command: CommandOf<T>) => Iterable<string>;
  /** Called only when nothing objects. */
  readonly take: (situation: Situation, command: CommandOf<T>) => Outcome;
}

/** A field that people have to fill in. */
export function* filled(text: string | undefined, what: string): Generator<string> {
  if (!text?.trim()) yield what;
}
