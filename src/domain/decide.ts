/** The office as a pure function: command and facts in, events and effects out; or the reasons why not. */
import type { Command, CommandOf, CommandType } from './command.ts';
import type { Decision, Facts } from './decision.ts';
import type { Effect, EffectType } from './effect.ts';
import { NotAllowed } from './errors.ts';
import type { LetterEvent } from './event.ts';
import { guard } from './guards.ts';
import type { Letter } from './letter.ts';
import { handsOf } from './organisation.ts';
import type { Standard, Transition } from './standard.ts';
import type { Happening, Outcome, Situation, StepName } from './step.ts';
import { registerObjections, registerOutcome } from './steps/registration.ts';
import { effectsNamedBy, stepOf } from './steps.ts';
import { byClause, either, ROLE_WORDS } from './words.ts';

/** @throws NotAllowed exactly when `objections` is not empty */
export function decide(standard: Standard, letter: Letter | null, command: Command, facts: Facts): Decision {
  const reasons = objections(standard, letter, command, facts);
  if (reasons.length > 0) throw new NotAllowed(reasons);
  const line = lineOf(standard, command.type);
  const outcome = outcomeOf(standard, letter, command, facts, line);
  const to = outcome.to === undefined ? line.to : outcome.to;
  const moves: Happening[] = to === null || to === letter?.state ? [] : [{ type: 'moved', from: letter?.state ?? null, to }];
  return {
    events: [...outcome.events, ...moves].map((each) => ({ ...each, at: facts.now, by: facts.actor.id }) as LetterEvent),
    effects: effectsOf(line, outcome),
  };
}

/** Why not, in Russian sentences for people: empty when the command can be obeyed now. */
export function objections(standard: Standard, letter: Letter | null, command: Command, facts: Facts): readonly string[] {
  if (command.type === 'register') {
    return [...roleObjections(lineOf(standard, 'register'), facts), ...registerObjections(standard, letter, command)];
  }
  if (!letter) return ['Карточки ещё нет. Сначала зарегистрируйте обращение (п. 8.2.3).'];
  const situation = { standard, letter, facts, line: lineOf(standard, command.type) };
  const before = obstaclesOf(situation, command.type);
  return situation.line.from.includes(letter.state) ? [...before, ...fieldObjections(command.type, situation, command)] : before;
}

/** The part of `objections` that no field of the form can change: a button is enabled when it is empty. */
export function obstacles(standard: Standard, letter: Letter, name: StepName, facts: Facts): readonly string[] {
  return obstaclesOf({ standard, letter, facts, line: lineOf(standard, name) }, name);
}

/** @throws Error when the regulation lacks the line: lint catches it at start. */
export function lineOf(standard: Standard, name: CommandType): Transition {
  const line = standard.workflow.transitions.find((each) => each.name === name);
  if (!line) throw new Error(`the regulation has no line "${name}"`);
  return line;
}

function obstaclesOf(situation: Situation, name: StepName): readonly string[] {
  const { standard, letter, line, facts } = situation;
  if (!line.from.includes(letter.state)) return [wrongState(standard, letter, line)];
  const reasons = line.needs.flatMap((need) => guard(need)(situation) ?? []);
  return [...roleObjections(line, facts), ...reasons, ...(stepOf(name).now?.(situation) ?? [])];
}

function fieldObjections<T extends StepName>(name: T, situation: Situation, command: CommandOf<T>): readonly string[] {
  return [...(stepOf(name).fields?.(situation, command) ?? [])];
}

function outcomeOf(standard: Standard, letter: Letter | null, command: Command, facts: Facts, line: Transition): Outcome {
  if (command.type === 'register') return registerOutcome(command);
  if (!letter) throw new Error(`'${command.type}' needs a letter`);
  return take(command.type, { standard, letter, facts, line }, command);
}

function take<T extends StepName>(name: T, situation: Situation, command: CommandOf<T>): Outcome {
  return stepOf(name).take(situation, command);
}

/** `does` is the policy: what it does not list does not happen; what no step names follows by itself. */
function effectsOf({ name, does }: Transition, { effects = [], events }: Outcome): readonly Effect[] {
  if (events.length === 0) return [];
  const named = effectsNamedBy(name);
  const plain = (does as readonly EffectType[]).filter((each) => !named.includes(each));
  return [...effects.filter((each) => does.includes(each.type)), ...plain.map((type) => ({ type }) as Effect)];
}

function roleObjections({ by, clause }: Transition, facts: Facts): readonly string[] {
  if (handsOf(facts).some((hand) => hand.roles.some((role) => by.includes(role)))) return [];
  const people = by.filter((role) => role !== 'system');
  return [
    people.length > 0
      ? `Это делает ${either(people.map((role) => ROLE_WORDS[role]))}${byClause(clause)}.`
      : 'Это делает сама программа.',
  ];
}

function wrongState({ workflow }: Standard, { state }: Letter, { from, clause }: Transition): string {
  const label = (id: string) => `«${workflow.states.find((each) => each.id === id)?.label ?? id}»`;
  return `Сейчас обращение в состоянии ${label(state)}. Этот шаг возможен в состоянии ${either(from.map(label))}${byClause(clause)}.`;
}
