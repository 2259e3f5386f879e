/** Second stage: what the files say about each other. Every name must be known, every state lead somewhere. */

import { COMMAND_TYPES, type CommandType } from '../domain/command.ts';
import { EFFECT_TYPES } from '../domain/effect.ts';
import { FIELDS } from '../domain/fields.ts';
import { GUARDS } from '../domain/guards.ts';
import { effectsNamedBy } from '../domain/steps.ts';
import { lintCalendar, lintOrganisation, lintStaff } from './lint-house.ts';
import { lintGrounds, lintNumbering, lintRouting, lintSigning, lintTerms } from './lint-policy.ts';
import { openEnds, unreachable } from './reach.ts';
import type { Shape } from './schema.ts';
import { type Fault, type Source, unknown } from './source.ts';
import type { LintContext } from './sources.ts';

export function* lint(context: LintContext): Generator<Fault> {
  yield* lintLetter(context.sources.letter, Object.keys(context.sources.clauses.value ?? {}));
  yield* lintGrounds(context);
  yield* lintRouting(context);
  yield* lintSigning(context);
  yield* lintTerms(context);
  yield* lintNumbering(context);
  yield* lintOrganisation(context);
  yield* lintCalendar(context);
  yield* lintStaff(context);
}

function* lintLetter(source: Source<'letter'>, clauses: readonly string[]): Generator<Fault> {
  const { value, fault } = source;
  if (!value) return;
  const states = Object.keys(value.states);
  if (!states.includes(value.initial)) yield fault(['initial'], unknown('state', value.initial, states));
  for (const [id, { final, open }] of Object.entries(value.states)) {
    if (final && open) yield fault(['states', id, 'open'], 'a final state cannot be open: the term would run for ever');
  }
  for (const name of COMMAND_TYPES) {
    if (!value.transitions[name]) yield fault(['transitions'], `no line for "${name}"; every command has one`);
  }
  for (const [name, line] of Object.entries(value.transitions)) {
    if (line) yield* lintLine(fault, name as CommandType, line, states, clauses);
  }
  yield* lintReach(value, fault);
}

type Line = NonNullable<Shape<'letter'>['transitions'][CommandType]>;

/** The path shown is `transitions.NAME`; the place is that of the word itself. */
function* lintLine(
  fault: Source<'letter'>['fault'],
  name: CommandType,
  line: Line,
  states: readonly string[],
  clauses: readonly string[],
): Generator<Fault> {
  const lists: readonly [keyof Line, string, readonly string[]][] = [
    ['from', 'state', states],
    ['needs', 'guard', Object.keys(GUARDS)],
    ['asks', `field of ${name}`, FIELDS[name]],
    ['does', 'effect', EFFECT_TYPES],
  ];
  for (const [word, what, known] of lists) {
    for (const [index, each] of ((line[word] ?? []) as readonly string[]).entries()) {
      if (!known.includes(each)) yield fault(['transitions', name, word, index], unknown(what, each, known));
    }
  }
  if (line.to !== null && !states.includes(line.to)) yield fault(['transitions', name, 'to'], unknown('state', line.to, states));
  if (line.clause !== null && !clauses.includes(line.clause)) {
    yield fault(['transitions', name, 'clause'], unknown('clause', line.clause, clauses));
  }
  for (const [index, each] of line.does.entries()) {
    if (EFFECTS_WITH_WORDS.includes(each) && !effectsNamedBy(name).some((known) => known === each)) {
      yield fault(['transitions', name, 'does', index], `"${each}" needs words that ${name} does not know`);
    }
  }
}

/** Effects that cannot be said by their name alone. */
const EFFECTS_WITH_WORDS: readonly string[] = ['notify_executor', 'send_notice', 'file_sent_mail', 'decide_ground'];

function* lintReach(value: Shape<'letter'>, fault: Source<'letter'>['fault']): Generator<Fault> {
  const { register } = value.transitions;
  if (register && register.to !== value.initial) {
    yield fault(['transitions', 'register', 'to'], `a letter begins in "${value.initial}", see initial`);
  }
  for (const state of unreachable(value)) yield fault(['states', state], `unreachable state "${state}": no line leads here`);
  for (const state of openEnds(value))
    yield fault(['states', state], `dead end "${state}": no way leads from here to a final state`);
}
