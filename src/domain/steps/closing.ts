/** The ends of a letter's way, and the way back: dossier, supplement, not a letter, reopening. */
import { defaultUnit, handsOf, headsOver } from '../organisation.ts';
import { filled, type Happening, type Step } from '../step.ts';

/** Into the dossier by its index in dossiers.yaml, which gives the retention. */
export const close: Step<'close'> = {
  fields: function* ({ standard }, { dossier }) {
    if (!standard.dossiers.some(({ index }) => index === dossier)) yield 'Выберите дело из номенклатуры (п. 11.1).';
  },
  take: ({ facts }, { dossier }) => ({ events: [{ type: 'closed', dossier, closedOn: facts.today }] }),
};

/** A10: a number of its own, linked to the letter it adds to; one answer may close both. */
export const supplement: Step<'supplement'> = {
  fields: function* ({ letter }, { to }) {
    yield* filled(to, 'Укажите номер обращения, к которому относится дополнение.');
    if (to.trim() === letter.number || to.trim() === letter.id) yield 'Обращение не дополняет само себя. Укажите другой номер.';
  },
  take: (_, { to }) => ({ events: [{ type: 'supplemented', to: to.trim() }] }),
};

/** The other side of a supplement: known by its id, so that being told twice changes nothing. */
export const joinAddition: Step<'join_addition'> = {
  take: ({ letter }, { addition }) => ({
    events: letter.additions?.some(({ id }) => id === addition.id) ? [] : [{ type: 'addition_joined', addition }],
  }),
};

/** Advertisements, invoices, greetings: numbered (8.2.3), but no letter in the sense of 2.1. */
export const setAside: Step<'set_aside'> = {
  fields: function* (_, { reason }) {
    yield* filled(reason, 'Напишите, почему это не обращение: реклама, счёт, поздравление.');
  },
  take: (_, { reason }) => ({ events: [{ type: 'set_aside', reason }] }),
};

/** Decisions are reversible; a refusal is undone by those who decide refusals (A22), one level up when the consumer objects. */
export const reopen: Step<'reopen'> = {
  now: function* ({ standard, letter, facts }) {
    const { refusal } = letter;
    if (!refusal) return;
    const unit = letter.route?.unit ?? defaultUnit(standard);
    const decides =
      headsOver(standard, facts, unit) ||
      headsOver(standard, facts, defaultUnit(standard)) ||
      handsOf(facts).some(({ roles }) => roles.includes('quality'));
    if (letter.reply?.sentOn && refusal.by === facts.actor.id) {
      yield `Возражение на Ваше решение по п. ${refusal.clause} рассматривает вышестоящий руководитель (п. 4.2). Передайте карточку ему.`;
    }
    if (!decides)
      yield `Решение по п. ${refusal.clause} отменяет руководитель подразделения или контролёр качества. Обратитесь к ним.`;
  },
  fields: function* (_, { reason }) {
    yield* filled(reason, 'Напишите, почему обращение возобновлено.');
  },
  take: ({ standard, letter }, { reason }) => {
    const reopened: Happening = { type: 'reopened', reason };
    const route = { unit: defaultUnit(standard), rule: 'вручную', reason: 'Возобновлено, подразделение решает канцелярия.' };
    return { events: letter.route ? [reopened] : [reopened, { type: 'routed', route }] };
  },
};
