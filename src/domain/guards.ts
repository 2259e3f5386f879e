/** The guards that `needs` of workflows/letter.yaml may name: a predicate, and the reason for people when it fails. */

import type { Facts } from './decision.ts';
import type { Letter } from './letter.ts';
import { defaultUnit, handsOf, headsOver, unitName } from './organisation.ts';
import { shortName } from './person.ts';
import { missingVisas } from './signing.ts';
import type { Situation } from './step.ts';
import { ROLE_WORDS, russianDay } from './words.ts';

/** Null when nothing stands in the way. */
export type Guard = (situation: Situation) => string | null;

export const GUARDS = {
  /** R9, cl. 4.2 and 7.4.4: nobody decides on a complaint about himself. */
  impartial: ({ letter, facts }) =>
    letter.complainedOf.includes(facts.actor.id)
      ? 'Жалоба касается Вас, поэтому решает другой сотрудник (п. 4.2). Передайте обращение руководителю.'
      : null,

  /** The executor, a co-executor, their substitutes, and the heads above. */
  own_letter: (situation) => (isOwn(situation) ? null : notOwn(situation)),

  /** As own_letter, and everybody whose work is the whole house: clerk, quality, lawyer, security. */
  concerned: (situation) => {
    const { line, facts } = situation;
    const everywhere = handsOf(facts).some((hand) =>
      hand.roles.some((role) => WHOLE_HOUSE.includes(role) && line.by.includes(role)),
    );
    return everywhere || isOwn(situation) ? null : notOwn(situation);
  },

  /** Cl. 8.2.4: the head of the unit the letter was sent to, or one above. */
  over_unit: ({ standard, letter, facts }) => {
    const unit = letter.route?.unit ?? defaultUnit(standard);
    if (headsOver(standard, facts, unit)) return null;
    return `Решает руководитель подразделения «${unitName(standard, unit)}» (п. 8.2.4).`;
  },

  /** Cl. 8.2.5: a term that has run out cannot be extended. The due day itself is still in time (A5). */
  term_running: ({ letter, facts }) =>
    facts.today > letter.dueOn
      ? `Срок истёк ${russianDay(letter.dueOn)}, продлить его уже нельзя (п. 8.2.5). Отправьте ответ как можно скорее.`
      : null,

  drafted: ({ letter }) => (letter.reply ? null : 'Проекта ответа ещё нет. Сначала составьте его.'),

  /** Four eyes: the author does not approve. */
  not_author: ({ letter, facts }) =>
    letter.reply?.author === facts.actor.id
      ? 'Проект составили Вы, поэтому визу ставит другой сотрудник. Дождитесь его визы.'
      : null,

  visas_given: ({ standard, letter }) => {
    const missing = letter.reply ? missingVisas(standard, letter) : [];
    if (missing.length === 0) return null;
    return `Не хватает визы: ${missing.map((role) => ROLE_WORDS[role]).join(', ')}. Подпись возможна после неё (п. 8.4.5).`;
  },

  /** Cl. 8.2 last paragraph: what goes out is on letterhead. */
  document_ready: ({ letter }) =>
    letter.reply?.document ? null : 'Ответ ещё печатается на бланке (п. 8.2). Подождите минуту и повторите.',
} as const satisfies Readonly<Record<string, Guard>>;

export type GuardName = keyof typeof GUARDS;

/** @throws Error when the regulation names a guard that does not exist: lint catches it at start. */
export function guard(name: string): Guard {
  const found = (GUARDS as Readonly<Record<string, Guard | undefined>>)[name];
  if (!found) throw new Error(`no guard is named "${name}"`);
  return found;
}

const WHOLE_HOUSE: readonly string[] = ['clerk', 'quality', 'lawyer', 'security', 'system'];

function isOwn({ standard, letter, facts }: Situation): boolean {
  const executors = [letter.executor, ...letter.coExecutors];
  return (
    handsOf(facts).some((hand) => executors.includes(hand.id)) ||
    headsOver(standard, facts, letter.route?.unit ?? defaultUnit(standard))
  );
}

function notOwn({ standard, letter, facts }: Situation): string {
  const executor = executorOf(letter, facts);
  const unit = unitName(standard, letter.route?.unit ?? defaultUnit(standard));
  if (executor) return `Обращение у исполнителя: ${shortName(executor)}, «${unit}». Это делает он или руководитель (п. 8.2.4).`;
  return `Исполнитель ещё не назначен. Это делает руководитель подразделения «${unit}» (п. 8.2.4).`;
}

function executorOf(letter: Letter, { people }: Facts) {
  return people.find(({ id }) => id === letter.executor);
}
