/** The term (8.2.5, 8.4.4): 15 working days, extended by at most 15 in all; the consumer is always told, and whoever lags is asked. */
import { addWorkingDays } from '../calendar.ts';
import { LACKING, recipient } from '../hand-over.ts';
import { filled, type Step } from '../step.ts';

/** A7: counted on from the due day as it stands, so that steps of an extension add up. */
export const extend: Step<'extend'> = {
  effects: ['send_notice'],
  now: function* ({ standard, letter }) {
    if (letter.extendedBy >= standard.terms.extensionCap) {
      yield `Срок уже продлён на ${letter.extendedBy} раб. дн., больше нельзя (п. 8.2.5). Ответьте в срок, хотя бы по части вопросов.`;
    }
  },
  fields: function* ({ standard, letter }, { days, reason }) {
    // 8.2.5: the cap is on the sum of extensions
    const left = standard.terms.extensionCap - letter.extendedBy;
    if (!Number.isInteger(days) || days < 1) yield 'Укажите, на сколько рабочих дней продлить: целое число от 1 (п. 8.2.5).';
    else if (days > left && left > 0) yield `Можно продлить не более чем на ${left} раб. дн. (п. 8.2.5).`;
    yield* filled(reason, 'Напишите, что требует более детальной проработки: это увидит потребитель (п. 8.2.5).');
  },
  take: ({ letter, facts }, { days, reason }) => {
    const { on, provisional } = addWorkingDays(facts.calendar, letter.dueOn, days);
    const extended = { type: 'extended', days, reason, dueOn: on, provisional: letter.provisional || provisional } as const;
    if (letter.card.correspondent.email) return { events: [extended], effects: [{ type: 'send_notice', notice: 'extended' }] };
    return { events: [extended, { type: 'notice_on_paper', notice: 'extended' }] };
  },
};

/** Printed from the tray of dispatch and handed over; the term is what it was. */
export const giveNotice: Step<'give_notice'> = {
  now: function* ({ letter }) {
    if (!letter.paperNotice) yield 'Уведомления на бумаге у этого обращения нет.';
  },
  fields: function* ({ letter }, command) {
    yield* filled(recipient(letter, command), LACKING[command.channel]);
  },
  take: ({ letter }, command) => {
    const trackingNumber = command.trackingNumber?.trim() || null;
    return { events: [{ type: 'notice_given', channel: command.channel, to: recipient(letter, command), trackingNumber }] };
  },
};

/** 11.1: whose term runs out is asked by name, once a day; while the answer waits for a signature, the official too. */
export const hurry: Step<'hurry'> = {
  effects: ['notify_executor'],
  now: function* ({ letter, facts }) {
    if (letter.hurriedOn === facts.today)
      yield 'Сегодня уже поторопили. Если дело стоит, назначьте другого исполнителя (п. 8.2.4).';
  },
  take: ({ letter, facts }, { message }) => {
    const signatory = letter.state === 'signing' ? letter.reply?.signatory : null;
    const people = [...new Set([letter.executor, signatory].flatMap((each) => each ?? []))].filter(
      (each) => each !== facts.actor.id,
    );
    return {
      events: [{ type: 'hurried', on: facts.today, people, message: message?.trim() || null }],
      effects: people.map((person) => ({ type: 'notify_executor', person, hurried: facts.today }) as const),
    };
  },
};
