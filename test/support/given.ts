/** given(what was done).when(command).thenHappens(events, effects): the test is the specification. */
import { expect } from '@jest/globals';
import type { Command } from '../../src/domain/command.ts';
import { decide, objections } from '../../src/domain/decide.ts';
import type { Decision, Facts } from '../../src/domain/decision.ts';
import type { EffectType } from '../../src/domain/effect.ts';
import type { LetterEvent, LetterEventType } from '../../src/domain/event.ts';
import { evolve, replay } from '../../src/domain/evolve.ts';
import type { Letter } from '../../src/domain/letter.ts';
import { options } from '../../src/domain/options.ts';
import { facts, standard } from './house.ts';

/** A command, who gives it (login), and what else the shell knows. */
export interface Asked {
  readonly command: Command;
  readonly by: string;
  readonly facts?: Partial<Facts>;
}

export function given(...done: readonly Asked[]) {
  let letter: Letter | null = null;
  const history: LetterEvent[] = [];
  for (const { command, by, facts: more } of done) {
    const { events } = decide(standard, letter, command, facts(by, more));
    history.push(...events);
    letter = events.reduce<Letter | null>(evolve, letter);
  }
  return {
    letter: () => sound(letter),
    history: () => history,
    options: (by: string, more?: Partial<Facts>) => options(standard, sound(letter), facts(by, more)),
    when: (asked: Asked) => outcome(letter, history, asked),
  };
}

function outcome(letter: Letter | null, history: readonly LetterEvent[], { command, by, facts: more }: Asked) {
  const known = facts(by, more);
  const reasons = objections(standard, letter, command, known);
  const decision = (): Decision => decide(standard, letter, command, known);
  const after = () => replay([...history, ...decision().events]);
  return {
    reasons,
    decision,
    /** The letter after it. */
    letter: after,
    /** Event types in order, then effect types in order. */
    thenHappens: (events: readonly LetterEventType[], effects: readonly EffectType[] = []): Letter => {
      const { events: happened, effects: due } = decision();
      expect(happened.map(({ type }) => type)).toEqual(events);
      expect(due.map(({ type }) => type)).toEqual(effects);
      return after();
    },
    thenNotAllowed: (...patterns: readonly RegExp[]) => {
      for (const pattern of patterns) expect(reasons).toContainEqual(expect.stringMatching(pattern));
      expect(decision).toThrow(reasons.join(' '));
    },
  };
}

function sound(letter: Letter | null): Letter {
  if (!letter) throw new Error('nothing was registered');
  return letter;
}
