/** Visas and signature (8.4.5): the head first, others where signing.yaml says so, then an authorised official. */
import { defaultUnit, handsOf, headsOver, unitName } from '../organisation.ts';
import { type Role, shortName } from '../person.ts';
import { decidedAlone, missingVisas, signingRule, signsFor } from '../signing.ts';
import { filled, type Situation, type Step } from '../step.ts';
import { ROLE_WORDS } from '../words.ts';

/** Moves on only with the last visa. */
export const approve: Step<'approve'> = {
  now: function* (situation) {
    const { letter, facts } = situation;
    if (!letter.reply) return;
    const missing = missingVisas(situation.standard, letter);
    if (missing.length === 0) yield 'Все визы есть. Ответ ждёт подписи (п. 8.4.5).';
    else if (letter.reply.visas.some(({ by }) => by === facts.actor.id)) yield `Ваша виза уже стоит. ${waiting(missing)}`;
    else if (!visaOf(situation)) yield `${waiting(missing)}${ofWhom(situation, missing)}`;
  },
  take: (situation) => {
    const { standard, letter, line } = situation;
    const role = visaOf(situation) ?? 'head';
    const left = missingVisas(standard, letter).filter((each) => each !== role);
    return { events: [{ type: 'approved', role }], to: left.length === 0 ? line.to : null };
  },
};

/** By those who approve or sign it, and by the executor who thinks better of it. */
export const returnDraft: Step<'return_draft'> = {
  now: function* ({ standard, letter, facts }) {
    const { reply } = letter;
    if (!reply) return;
    const visas = signingRule(standard, letter)?.visas ?? [];
    const concerned =
      headsOver(standard, facts, unitOfLetter(standard, letter)) ||
      signsFor(facts, reply.signatory) !== undefined ||
      handsOf(facts).some((hand) => hand.id === letter.executor || hand.roles.some((role) => visas.includes(role)));
    if (!concerned) yield 'Проект возвращает тот, кто его согласует или подписывает, либо сам исполнитель (п. 8.4.5).';
  },
  fields: function* (_, { remark, notes = [] }) {
    if (notes.length === 0) yield* filled(remark, 'Напишите, что исправить: замечание увидит исполнитель.');
    for (const { quote, text } of notes) yield* filled(text, `Напишите, что исправить в месте «${quote.slice(0, 60)}».`);
  },
  take: (_, { remark, notes = [] }) => ({
    events: [
      {
        type: 'returned',
        remark: remark.trim() || `Замечаний на полях: ${notes.length}`,
        ...(notes.length > 0 && { notes }),
      },
    ],
  }),
};

/** The executor says that a remark is seen to; the head finds it so on the second reading. */
export const settleNote: Step<'settle_note'> = {
  now: function* ({ letter }) {
    if (letter.reply && !letter.reply.notes?.length) yield 'Замечаний на местах текста нет.';
  },
  fields: function* ({ letter }, { note }) {
    if (!letter.reply?.notes?.some(({ id }) => id === note)) yield 'Такого замечания нет. Откройте проект заново.';
  },
  take: (_, { note, done }) => ({ events: [{ type: 'note_settled', note, done }] }),
};

export const sign: Step<'sign'> = {
  now: function* ({ standard, letter, facts }) {
    const { reply, refusal } = letter;
    if (refusal && decidedAlone(standard, letter, facts.actor.id)) {
      yield `Решение по п. ${refusal.clause} приняли Вы, поэтому уведомление подписывает другой. Верните проект и выберите подписанта.`;
    }
    if (!reply || signsFor(facts, reply.signatory)) return;
    const signatory = facts.people.find(({ id }) => id === reply.signatory);
    yield signatory
      ? `Ответ на подписи: ${shortName(signatory)}, ${signatory.position} (п. 8.4.5). Другой подписант указывается в проекте.`
      : 'Подписант больше не работает. Верните проект, чтобы выбрать другого (п. 8.4.5).';
  },
  fields: function* ({ facts }) {
    yield* filled(facts.outgoingNumber ?? '', 'Исходящий номер ещё не получен. Повторите подписание.');
  },
  take: ({ facts }) => ({
    events: [{ type: 'signed', outgoingNumber: facts.outgoingNumber ?? '', signedOn: facts.today, signer: facts.actor.id }],
  }),
};

export const rendered: Step<'rendered'> = {
  take: (_, { document, copy, electronic }) => ({
    events: [{ type: 'rendered', document, ...(copy && { copy }), ...(electronic && { electronic }) }],
  }),
};

export const NOT_SIGNED_YET = 'Ответ ещё не подписан: скан подписанного листа принимается после подписи (п. 8.4.6).';

/** 8.4.6: the copy is of the signed sheet, so there must be one. A second scan takes the place of the first. */
export const signedCopy: Step<'signed_copy'> = {
  now: function* ({ letter }) {
    if (!letter.reply?.signedOn) yield NOT_SIGNED_YET;
  },
  take: (_, { copy, broughtBy }) => ({ events: [{ type: 'signed_copy', copy, broughtBy }] }),
};

/** The visa that the actor can still give: as the head over the unit, else by a role that the row asks for. */
function visaOf({ standard, letter, facts }: Situation): Role | undefined {
  const missing = missingVisas(standard, letter);
  return missing.find((role) =>
    role === 'head'
      ? headsOver(standard, facts, unitOfLetter(standard, letter))
      : handsOf(facts).some((hand) => hand.roles.includes(role)),
  );
}

function unitOfLetter(standard: Situation['standard'], letter: Situation['letter']): string {
  return letter.route?.unit ?? defaultUnit(standard);
}

function waiting(missing: readonly Role[]): string {
  return `Нужна виза: ${missing.map((role) => ROLE_WORDS[role]).join(', ')} (п. 8.4.5).`;
}

function ofWhom({ standard, letter }: Situation, missing: readonly Role[]): string {
  return missing.includes('head') ? ` Подразделение: «${unitName(standard, unitOfLetter(standard, letter))}».` : '';
}
