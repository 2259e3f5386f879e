/** Dispatch (8.4.6, 9.8): by the channel the consumer chose. Only sending ends the term (A4). */
import type { CommandOf } from '../command.ts';
import type { Letter } from '../letter.ts';
import type { DispatchState } from '../reply.ts';
import { filled, type Step } from '../step.ts';

/** By e-mail: queued now, sent by the effect, under the same Message-ID however often tried. */
export const send: Step<'send'> = {
  now: function* ({ letter }) {
    if (letter.reply?.dispatch?.status === 'queued') yield 'Ответ уже отправляется. Подождите, состояние обновится само.';
  },
  fields: function* ({ letter }, { to }) {
    const address = to?.trim() || letter.card.correspondent.email;
    if (!address) yield 'В карточке нет адреса электронной почты. Впишите его или вручите ответ другим способом (п. 9.8).';
    else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
      yield `Адрес «${address}» не похож на адрес электронной почты. Проверьте его (п. 8.4.6).`;
  },
  take: ({ letter, facts }, { to }) => {
    const address = to?.trim() || letter.card.correspondent.email || '';
    return { events: [{ type: 'dispatch_queued', dispatch: dispatchState('email', 'queued', address, facts.now) }] };
  },
};

export const sent: Step<'sent'> = {
  take: ({ facts }, { dispatch }) => ({ events: [{ type: 'sent', dispatch, sentOn: facts.today }] }),
};

export const sendFailed: Step<'send_failed'> = {
  take: (_, { dispatch }) => ({ events: [{ type: 'send_failed', dispatch }] }),
};

/** 9.8: to the post, into the hands, or told by phone; handing over is sending (A4). */
export const handOver: Step<'hand_over'> = {
  fields: function* ({ letter }, command) {
    yield* filled(recipient(letter, command), LACKING[command.channel]);
  },
  take: ({ letter, facts }, command) => {
    const dispatch = dispatchState(command.channel, 'handed-over', recipient(letter, command), facts.now);
    const trackingNumber = command.trackingNumber?.trim() || null;
    return { events: [{ type: 'sent', dispatch: { ...dispatch, trackingNumber }, sentOn: facts.today }] };
  },
};

/** Came back: the term runs again, another way is to be found the same day. */
export const bounced: Step<'bounced'> = {
  fields: function* (_, { reason }) {
    yield* filled(reason, 'Напишите, почему ответ вернулся.');
  },
  take: (_, { reason }) => ({ events: [{ type: 'bounced', reason }] }),
};

type HandOver = CommandOf<'hand_over'>;

const LACKING: Readonly<Record<HandOver['channel'], string>> = {
  post: 'В карточке нет почтового адреса. Впишите, куда отправлено (п. 9.8).',
  'in-person': 'Впишите, кому вручён ответ (п. 9.8).',
  phone: 'В карточке нет телефона. Впишите, по какому номеру и кому дан ответ (п. 9.8).',
};

function recipient(letter: Letter, { channel, to }: HandOver): string {
  const { address, person, organisation, phone } = letter.card.correspondent;
  const known = { post: address, 'in-person': person ?? organisation, phone }[channel];
  return to?.trim() || known || '';
}

function dispatchState(
  channel: DispatchState['channel'],
  status: DispatchState['status'],
  to: string,
  at: string,
): DispatchState {
  return { channel, status, to, messageId: null, trackingNumber: null, at, error: null };
}
