/** The five grounds (8.2.6–8.2.10): the engine proposes, a person decides with a reason; reversible until sent. */
import type { Letter } from '../letter.ts';
import { defaultUnit, handsOf, headsOver } from '../organisation.ts';
import type { Role } from '../person.ts';
import type { Reply } from '../reply.ts';
import { proposedSignatory } from '../signing.ts';
import type { Ground } from '../standard.ts';
import { filled, type Happening, type Situation, type Step } from '../step.ts';
import { GROUND_WORDS, ROLE_WORDS } from '../words.ts';
import { executorMark, freshReply } from './drafting.ts';
import { groundOf, hasContacts } from './examination.ts';
import { ownDecision } from './objection.ts';

/** 8.2.7–8.2.9, and 8.2.6 by courtesy: the notice is drafted with the decider's visa and goes to the signatory. */
export const refuse: Step<'refuse'> = {
  fields: function* (situation, { ground: id, reason }) {
    const { standard, letter, facts } = situation;
    const ground = groundOf(standard, id);
    yield* deciderObjections(situation, ground);
    yield* filled(reason, `Обоснуйте решение по п. ${ground.clause}: причина останется в карточке.`);
    if (!isAnswered(ground, letter)) {
      yield `По п. ${ground.clause} уведомление не направляется. Выберите «Оставить без рассмотрения».`;
      return;
    }
    if (!hasContacts(letter)) yield 'Уведомить некого: контактных данных нет. Тогда решение принимается по п. 8.2.10.';
    if (id === 'repeat') yield* repeatObjections(situation);
    if (!facts.notice) yield 'Текст уведомления ещё не подготовлен. Повторите решение.';
    if (!proposedSignatory(standard, refusedLetter(letter, ground, '', facts.actor.id), facts)) {
      yield 'Нет подписанта для такого уведомления (п. 8.4.5). Назначьте его в правилах подписания.';
    }
  },
  take: ({ standard, letter, facts }, { ground: id, reason, repeatOf }) => {
    const ground = groundOf(standard, id);
    const earlier = id === 'repeat' ? (facts.earlierAnswer?.letterId ?? repeatOf ?? null) : null;
    const [role] = decidingRoles({ standard, letter, facts }, ground);
    const executor = letter.executor ?? responsible({ standard, letter, facts });
    const events: Happening[] = [
      { type: 'ground_confirmed', ground: id, clause: ground.clause, reason, repeatOf: earlier },
      ...answeredFor(letter, executor),
    ];
    events.push({ type: 'drafted', reply: noticeReply({ standard, letter, facts }, ground, executor) }, { type: 'submitted' });
    if (role) events.push({ type: 'approved', role });
    return { events };
  },
};

/** 8.2.6 without the courtesy, 8.2.10: no answer is given. */
export const leaveUnanswered: Step<'leave_unanswered'> = {
  fields: function* (situation, { ground: id, reason }) {
    const ground = groundOf(situation.standard, id);
    yield* deciderObjections(situation, ground);
    yield* filled(reason, `Обоснуйте решение по п. ${ground.clause}: причина останется в карточке.`);
    if (ground.notice === 'required')
      yield `По п. ${ground.clause} потребителя нужно уведомить. Выберите «Отказать с уведомлением».`;
    if (id === 'no-contacts' && hasContacts(situation.letter)) {
      yield 'Контакты есть: на них можно ответить, поэтому п. 8.2.10 не применяется. Направьте обращение в работу.';
    }
  },
  take: ({ standard, letter, facts }, { ground, reason }) => ({
    events: [
      { type: 'ground_confirmed', ground, clause: groundOf(standard, ground).clause, reason, repeatOf: null },
      ...answeredFor(letter, responsible({ standard, letter, facts })),
    ],
  }),
};

/** The consumer is presumed to act in good faith (4.2): anybody concerned may let a letter go its way. */
export const dismissGround: Step<'dismiss_ground'> = {
  fields: function* ({ letter }, { ground, reason }) {
    const finding = letter.findings.find((each) => each.ground === ground);
    if (!finding || finding.decision === 'dismissed') yield `Основания «${GROUND_WORDS[ground]}» в карточке нет, снимать нечего.`;
    if (letter.refusal?.ground === ground && letter.reply?.submittedAt) {
      yield 'Уведомление уже на согласовании или подписи. Сначала верните его на доработку.';
    }
    yield* filled(reason, 'Напишите, почему основания нет: причина останется в карточке.');
  },
  take: (_, { ground, reason }) => ({ events: [{ type: 'ground_dismissed', ground, reason }] }),
};

/** Who may decide: a role that grounds.yaml names; a head only over the letter's unit or the chancery (A22). */
function* deciderObjections({ standard, letter, facts }: Situation, ground: Ground): Generator<string> {
  yield* ownDecision(letter, facts);
  if (facts.actor.roles.includes('system')) {
    if (ground.decision !== 'automatic') yield `Основание по п. ${ground.clause} подтверждает человек.`;
    return;
  }
  if (decidingRoles({ standard, letter, facts }, ground).length === 0) {
    yield `По п. ${ground.clause} решает ${ground.decides.map((role) => ROLE_WORDS[role]).join(' или ')}. Передайте обращение на решение.`;
  }
}

/** In which of the ground's roles the actor may decide; his visa is given in the first. */
function decidingRoles({ standard, letter, facts }: Omit<Situation, 'line'>, { decides }: Ground): readonly Role[] {
  const chancery = defaultUnit(standard);
  return decides.filter((role) => {
    if (role !== 'head') return handsOf(facts).some((hand) => hand.roles.includes(role));
    return [letter.route?.unit ?? chancery, chancery].some((unit) => headsOver(standard, facts, unit));
  });
}

/** 8.2.8: refers to a sent answer on the merits, and is not decided by its author. */
function* repeatObjections({ facts }: Situation): Generator<string> {
  if (!facts.earlierAnswer) yield 'Укажите прежнее обращение, на которое отправлен ответ по существу (п. 8.2.8).';
  else if (facts.earlierAnswer.author === facts.actor.id) {
    yield `Прежний ответ № ${facts.earlierAnswer.outgoingNumber} составили Вы, поэтому решает другой руководитель (п. 8.2.8).`;
  }
}

function isAnswered({ id, notice, template, silentFor }: Ground, { findings }: Letter): boolean {
  const category = findings.find(({ ground }) => ground === id)?.category;
  return notice !== 'none' && template !== null && !(category && silentFor.includes(category));
}

/** 8.2.4: each letter has a responsible executor, also one that is refused before it was assigned. */
function answeredFor({ executor }: Letter, responsible: string): readonly Happening[] {
  return executor ? [] : [{ type: 'assigned', executor: responsible, coExecutors: [], resolution: null }];
}

/** Mark of a notice nobody had prepared: the decider's own; the engine has no phone, so a head of the chancery answers. */
function responsible({ standard, facts }: Omit<Situation, 'line'>): string {
  if (!facts.actor.roles.includes('system')) return facts.actor.id;
  const chancery = defaultUnit(standard);
  return facts.people.find((each) => each.unit === chancery && each.roles.includes('head'))?.id ?? facts.actor.id;
}

function noticeReply({ standard, letter, facts }: Omit<Situation, 'line'>, ground: Ground, executor: string): Reply {
  const { notice, people, actor } = facts;
  const signatory = proposedSignatory(standard, refusedLetter(letter, ground, '', facts.actor.id), facts);
  return freshReply(letter, facts, {
    template: ground.template ?? '',
    addressee: notice?.addressee ?? [],
    title: notice?.title ?? '',
    salutation: notice?.salutation ?? '',
    text: notice?.text ?? [],
    enclosures: notice?.enclosures ?? [],
    answerChannel: letter.card.answerChannel,
    signatory: signatory?.id ?? '',
    executorMark: executorMark(people.find(({ id }) => id === executor) ?? actor),
    author: executor,
    remark: null,
  });
}

/** The matrix looks at the ground, which the letter does not carry yet. */
function refusedLetter(letter: Letter, { id, clause }: Ground, reason: string, by: string): Letter {
  return { ...letter, refusal: { ground: id, clause, reason, by } };
}
