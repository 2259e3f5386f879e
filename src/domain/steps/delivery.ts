/** What becomes of an answer outside the house (8.4.6, 9.8): handed over, come back, read. */
import { dispatchOfMail, hasFailed, nextNumber, numberOf } from '../dispatches.ts';
import { LACKING, recipient } from '../hand-over.ts';
import type { Letter } from '../letter.ts';
import { isOnTheWay } from '../likeness.ts';
import { filled, type Happening, type Step } from '../step.ts';
import { copyBeside, goingOn, queued } from './dispatch.ts';

/** 9.8: to the post, into the hands, or told by phone; handing over is sending (A4). The scanned copy follows by e-mail (A15). */
export const handOver: Step<'hand_over'> = {
  effects: ['send'],
  fields: function* ({ letter }, command) {
    yield* filled(recipient(letter, command), LACKING[command.channel]);
    // R55: of a talk nothing else remains, so what was said is written down
    if (command.channel === 'phone' && letter.card.correspondent.phone)
      yield* filled(command.to ?? '', 'Впишите, с кем Вы говорили и что ответили: разговор и есть ответ (п. 9.8).');
  },
  take: ({ standard, letter, facts }, command) => {
    const n = letter.reply ? nextNumber(letter.reply) : 1;
    const own = {
      n,
      channel: command.channel,
      status: 'handed-over',
      to: recipient(letter, command),
      messageId: null,
      trackingNumber: command.trackingNumber?.trim() || null,
      at: facts.now,
      error: null,
    } as const;
    const copies = copyBeside(letter, facts.now).map((each) => ({ ...each, n: n + 1 }));
    const sent: Happening = { type: 'sent', dispatch: own, sentOn: facts.today };
    if (letter.reply && isOnTheWay(letter.reply.template)) return goingOn(standard, letter, { events: [sent] });
    return {
      events: [sent, ...copies.map(queued)],
      effects: copies.map(({ n: copy }) => ({ type: 'send', n: copy })),
    };
  },
};

/** Came back: the term runs again, another way is to be found the same day. */
export const bounced: Step<'bounced'> = {
  fields: function* ({ letter: { reply } }, { reason, messageId }) {
    yield* filled(reason, 'Напишите, почему ответ вернулся.');
    if (messageId !== undefined && (!reply || dispatchOfMail(reply, messageId) !== reply.dispatch))
      yield 'Вернулся не сам ответ, а другая отправка: её состояние отмечается отдельно.';
  },
  take: (_, { reason }) => ({ events: [{ type: 'bounced', reason }] }),
};

/** The term has ended by another way, or not yet: it does not change. */
export const copyBounced: Step<'copy_bounced'> = {
  fields: function* ({ letter: { reply } }, { reason, messageId }) {
    yield* filled(reason, 'Напишите, почему скан-копия вернулась.');
    const dispatch = reply && dispatchOfMail(reply, messageId);
    if (!reply || !dispatch) yield 'Эта отправка уже заменена другой, отмечать нечего.';
    else if (hasFailed(dispatch)) yield 'Возврат этой отправки уже отмечен.';
    else if (reply.sentOn && dispatch === reply.dispatch) yield 'Вернулся сам ответ: отметьте возврат ответа.';
  },
  take: ({ letter: { reply } }, { reason, messageId }) => {
    const dispatch = reply && dispatchOfMail(reply, messageId);
    return { events: dispatch ? [{ type: 'bounced', reason, n: numberOf(dispatch) }] : [] };
  },
};

/** It did not end the term, so none begins again; the executor reads of it on the card. */
export const earlierBounced: Step<'earlier_bounced'> = {
  fields: function* ({ letter }, { reason, messageId }) {
    yield* filled(reason, 'Напишите, почему письмо вернулось.');
    const found = earlierOf(letter, messageId);
    if (!found) yield 'Такого письма по этому обращению не отправляли.';
    else if (hasFailed(found.dispatch)) yield 'Возврат этого письма уже отмечен.';
  },
  take: ({ letter }, { reason, messageId }) => {
    const found = earlierOf(letter, messageId);
    if (!found) return { events: [] };
    const { outgoingNumber, dispatch } = found;
    return { events: [{ type: 'earlier_bounced', outgoingNumber, reason, n: numberOf(dispatch) }] };
  },
};

function earlierOf({ earlierReplies }: Letter, messageId: string) {
  for (const reply of earlierReplies) {
    const dispatch = dispatchOfMail(reply, messageId);
    if (dispatch && reply.outgoingNumber) return { outgoingNumber: reply.outgoingNumber, dispatch };
  }
  return null;
}

/** Once is enough; the term ended with the sending. */
export const read: Step<'read'> = {
  take: ({ letter }, { messageId }) => {
    const dispatch = letter.reply && dispatchOfMail(letter.reply, messageId);
    return { events: dispatch && !dispatch.readAt ? [{ type: 'read', n: numberOf(dispatch) }] : [] };
  },
};

/** The answer has gone its own way: the failed copy need not lie on the tray for ever. */
export const waiveCopy: Step<'waive_copy'> = {
  now: function* ({ letter }) {
    if (!letter.reply?.copies?.some(hasFailed)) yield 'Все скан-копии ушли или отправляются, снимать нечего (п. 8.4.6).';
  },
  fields: function* (_, { reason }) {
    yield* filled(reason, 'Напишите, почему скан-копия не нужна: причина останется в карточке.');
  },
  take: (_, { reason }) => ({ events: [{ type: 'copy_waived', reason }] }),
};
