/** One responsible executor for each letter (8.2.4): who knows the consumer or has least to do, is here, and is not complained of (R9). */
import type { Facts } from '../decision.ts';
import type { Letter } from '../letter.ts';
import { handsOf, isWithin, unitName } from '../organisation.ts';
import { isAbsent, type Person, shortName } from '../person.ts';
import type { Standard } from '../standard.ts';
import type { Situation, Step } from '../step.ts';

/** So many letters more than the least loaded may a person have who answered this consumer before. */
const FAMILIAR_MARGIN = 5;

/** Null when the unit has no executor who could take it. `why` is a line for people. */
export function proposedExecutor(
  standard: Standard,
  letter: Pick<Letter, 'complainedOf'>,
  facts: Facts,
  unit: string,
): { readonly person: Person; readonly why: string } | null {
  const executors = facts.people.filter((each) => mayTake(each, letter) && isWithin(standard, each.unit, unit));
  const present = executors.filter((each) => !isAbsent(each, facts.today));
  const [best] = present.toSorted((a, b) => load(facts, a) - load(facts, b) || shortName(a).localeCompare(shortName(b), 'ru'));
  const known = facts.familiar.flatMap((id) => present.find((each) => each.id === id) ?? [])[0];
  if (known && best && load(facts, known) <= load(facts, best) + FAMILIAR_MARGIN) {
    return { person: known, why: `Отвечал этому потребителю раньше; в работе: ${load(facts, known)}` };
  }
  if (best) return { person: best, why: `Меньше всего обращений в работе: ${load(facts, best)}` };
  for (const absent of executors) {
    const substitute = substituteOf(absent, facts);
    if (substitute && mayTake(substitute, letter)) return { person: substitute, why: `Замещает: ${shortName(absent)}` };
  }
  return null;
}

export const assign: Step<'assign'> = {
  effects: ['notify_executor'],
  fields: function* (situation, { executor, coExecutors = [] }) {
    yield* personObjections(situation, executor, true);
    for (const id of new Set(coExecutors)) {
      if (id === executor)
        yield 'Ответственный исполнитель не может быть и соисполнителем. Уберите его из соисполнителей (п. 8.2.4).';
      else yield* personObjections(situation, id, false);
    }
  },
  take: ({ facts }, { executor, coExecutors = [], resolution }) => {
    const helpers = [...new Set(coExecutors)];
    return {
      events: [{ type: 'assigned', executor, coExecutors: helpers, resolution: resolution?.trim() || null }],
      // Who assigns himself knows already
      effects: [executor, ...helpers]
        .filter((id) => id !== facts.actor.id)
        .map((person) => ({ type: 'notify_executor', person }) as const),
    };
  },
};

/** `own`: the responsible one comes from the head's own units; co-executors may come from anywhere. */
function* personObjections({ standard, letter, facts }: Situation, id: string, own: boolean): Generator<string> {
  const person = facts.people.find((each) => each.id === id && each.active);
  if (!person) {
    yield 'Выберите исполнителя из списка сотрудников (п. 8.2.4).';
    return;
  }
  const name = shortName(person);
  if (letter.complainedOf.includes(id)) yield `Жалоба касается сотрудника (${name}). Назначьте другого (п. 4.2).`;
  if (!person.roles.some((role) => role === 'executor' || role === 'head')) {
    yield `${name} не готовит ответы. Выберите исполнителя (п. 8.2.4).`;
  }
  if (own && !handsOf(facts).some((hand) => hand.roles.includes('head') && isWithin(standard, person.unit, hand.unit))) {
    yield `${name} — «${unitName(standard, person.unit)}». Назначьте сотрудника своего подразделения или передайте обращение туда (п. 8.2.4).`;
  }
  if (isAbsent(person, facts.today)) {
    const substitute = substituteOf(person, facts);
    yield `${name} отсутствует. ${substitute ? `Назначьте замещающего: ${shortName(substitute)}` : 'Назначьте другого сотрудника'} (п. 7.3.3).`;
  }
}

function mayTake(person: Person, { complainedOf }: Pick<Letter, 'complainedOf'>): boolean {
  return person.active && person.roles.includes('executor') && !complainedOf.includes(person.id);
}

function substituteOf(person: Person, { people, today }: Facts): Person | undefined {
  return people.find((each) => each.id === person.substitute && each.active && !isAbsent(each, today));
}

function load({ loads }: Facts, { id }: Person): number {
  return loads[id] ?? 0;
}
