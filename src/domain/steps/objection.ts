/** 4.2: the consumer objects to a refusal (8.2.6–8.2.10). It is decided one head up, never by who decided before. */
import type { Facts } from '../decision.ts';
import type { Letter } from '../letter.ts';
import { defaultUnit, unitName, unitOf } from '../organisation.ts';
import type { Standard } from '../standard.ts';
import { filled, type Step } from '../step.ts';

/** Anybody may take an objection in; the letter then lies on the tray of the next head by itself. */
export const object: Step<'object'> = {
  now: function* ({ letter }) {
    if (!letter.refusal) yield 'Решения об отказе в карточке нет. Новое письмо потребителя зарегистрируйте или присоедините.';
  },
  fields: function* (_, { reason }) {
    yield* filled(reason, 'Запишите, с чем потребитель не согласен (п. 4.2).');
  },
  take: ({ standard, letter, facts }, { reason }) => {
    const unit = unitAbove(standard, letter, facts);
    return {
      events: [
        { type: 'objected', reason },
        {
          type: 'routed',
          route: {
            unit,
            rule: 'возражение',
            reason: `Возражение на решение: рассматривает ${unitName(standard, unit)} (п. 4.2).`,
          },
        },
      ],
    };
  },
};

/** Whoever took the first decision is no judge of the objection. */
export function* ownDecision({ objection }: Letter, { actor }: Pick<Facts, 'actor'>): Generator<string> {
  if (objection?.against === actor.id)
    yield `Возражение на Ваше решение по п. ${objection.clause} рассматривает вышестоящий руководитель (п. 4.2). Передайте карточку ему.`;
}

/** The nearest unit over the decider whose head is somebody else, there and not complained of; at the top a deputy. */
function unitAbove(standard: Standard, letter: Letter, { people }: Pick<Facts, 'people'>): string {
  const decider = people.find(({ id }) => id === letter.refusal?.by);
  const chancery = defaultUnit(standard);
  const own = decider?.unit ?? chancery;
  const above = unitsAbove(standard, own);
  const isOpen = (unit: string): boolean =>
    people.some(
      (each) =>
        each.unit === unit && each.roles.includes('head') && each.id !== decider?.id && !letter.complainedOf.includes(each.id),
    );
  const ways = decider?.roles.includes('head') ? [...above, own] : [own, ...above];
  return ways.find(isOpen) ?? above.at(-1) ?? chancery;
}

function unitsAbove(standard: Standard, unit: string): readonly string[] {
  const parent = unitOf(standard, unit)?.parent;
  return parent ? [parent, ...unitsAbove(standard, parent)] : [];
}
