/** Sending by e-mail (8.4.6): queued now, sent by the effect. Only the answer's own way ends the term (A4). */
import type { Day } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { dispatchesOf, hasFailed, nextNumber, numberOf } from '../dispatches.ts';
import type { Effect } from '../effect.ts';
import type { Letter } from '../letter.ts';
import { isOnTheWay } from '../likeness.ts';
import type { DispatchState } from '../reply.ts';
import type { Standard } from '../standard.ts';
import type { Happening, Outcome, Step } from '../step.ts';

export const send: Step<'send'> = {
  effects: ['send'],
  now: ({ letter: { reply } }) => idle(reply?.dispatch ? [reply.dispatch] : []),
  fields: ({ letter }, { to }) => addressObjections(letter, to),
  take: ({ letter, facts }, { to }) => queuedMail(letter, to, facts.now, false),
};

/** Beside the answer that has gone its own way (A15). */
export const sendCopy: Step<'send_copy'> = {
  effects: ['send'],
  now: ({ letter: { reply } }) => idle(reply?.copies ?? []),
  fields: ({ letter }, { to }) => addressObjections(letter, to),
  take: ({ letter, facts }, { to }) => queuedMail(letter, to, facts.now, true),
};

export const sending: Step<'sending'> = {
  take: (_, { n, messageId, mail, attempt, unsure }) => ({
    events: [{ type: 'sending', n, messageId, mail, attempt, unsure }],
  }),
};

export const sendUnsure: Step<'send_unsure'> = {
  take: (_, { n, unsure, error }) => ({ events: [{ type: 'send_unsure', n, unsure, error }] }),
};

export const sent: Step<'sent'> = {
  effects: ['file_sent_mail'],
  fields: ({ letter }, { dispatch }) => underWay(letter, dispatch),
  take: ({ standard, letter, facts }, command) => goingOn(standard, letter, arrived(letter, command, facts.today)),
};

export const copySent: Step<'copy_sent'> = {
  effects: ['file_sent_mail'],
  fields: ({ letter }, { dispatch }) => underWay(letter, dispatch),
  take: ({ letter, facts }, command) => arrived(letter, command, facts.today),
};

export const sendFailed: Step<'send_failed'> = {
  fields: ({ letter }, { dispatch }) => underWay(letter, dispatch),
  take: (_, { dispatch }) => ({ events: [{ type: 'send_failed', dispatch }] }),
};

function* underWay({ reply }: Letter, dispatch: DispatchState): Generator<string> {
  const known = reply && dispatchesOf(reply).find((each) => numberOf(each) === numberOf(dispatch));
  if (known?.status !== 'queued') yield 'Эта отправка уже завершена или заменена другой.';
}

function arrived({ reply }: Letter, { dispatch, filed, refused = [] }: CommandOf<'sent' | 'copy_sent'>, today: Day): Outcome {
  const effects: Effect[] = filed ? [{ type: 'file_sent_mail', n: numberOf(dispatch) }] : [];
  const sent = { type: 'sent', dispatch, sentOn: today } as const;
  if (refused.length === 0 || !reply) return { events: [sent], effects };
  // One address has the answer, so the term has ended; the others wait on the tray as copies that did not get through
  const { mail: _, response: __, ...state } = dispatch;
  const missed: DispatchState = {
    ...state,
    n: nextNumber(reply),
    copy: true,
    status: 'failed',
    to: refused.map(({ address }) => address).join(', '),
    messageId: null,
    error: refused.map(({ address, response }) => `${address}: ${response}`).join('; '),
  };
  return { events: [sent, { type: 'send_failed', dispatch: missed }], effects };
}

/** 8.2.5, A8: after an interim answer the letter lies with its executor again, its day unchanged; what could not reach one of several addresses is not chased. */
export function goingOn({ workflow }: Standard, { reply }: Letter, { events, effects = [] }: Outcome): Outcome {
  if (!reply || !isOnTheWay(reply.template)) return { events, effects };
  const back = workflow.transitions.find(({ name }) => name === 'return_draft')?.to ?? null;
  return { events: [...events.filter(({ type }) => type === 'sent'), { type: 'continued' }], effects, to: back };
}

/** The scanned copy beside another way, whenever there is an address that has not failed already (8.4.6, A15). */
export function copyBeside(letter: Letter, now: string): readonly DispatchState[] {
  const { email } = letter.card.correspondent;
  const tried = letter.reply?.dispatch;
  if (!email || !isAddress(email) || (tried && hasFailed(tried) && tried.to === email)) return [];
  return [mailed(letter, email, now, true)];
}

export function queued(dispatch: DispatchState): Happening {
  return { type: 'dispatch_queued', dispatch };
}

function mailed({ reply }: Letter, to: string, at: string, copy: boolean): DispatchState {
  const n = reply ? nextNumber(reply) : 1;
  const state = { channel: 'email', status: 'queued', to, messageId: null, trackingNumber: null, at, error: null } as const;
  return { ...state, n, ...(copy && { copy }) };
}

function* idle(dispatches: readonly DispatchState[]): Generator<string> {
  if (dispatches.some(({ status }) => status === 'queued')) yield 'Ответ уже отправляется. Подождите, состояние обновится само.';
}

function* addressObjections({ card }: Letter, to: string | undefined): Generator<string> {
  const address = to?.trim() || card.correspondent.email;
  if (!address) yield 'В карточке нет адреса электронной почты. Впишите его или вручите ответ другим способом (п. 9.8).';
  else if (!isAddress(address)) yield `Адрес «${address}» не похож на адрес электронной почты. Проверьте его (п. 8.4.6).`;
}

function queuedMail(letter: Letter, to: string | undefined, now: string, copy: boolean): Outcome {
  const dispatch = mailed(letter, addressesIn(to?.trim() || letter.card.correspondent.email || '').join(', '), now, copy);
  return { events: [queued(dispatch)], effects: [{ type: 'send', n: numberOf(dispatch) }] };
}

/** One address, or several with commas between them. */
function isAddress(text: string): boolean {
  const addresses = addressesIn(text);
  return addresses.length <= MOST_ADDRESSES && addresses.every((each) => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(each));
}

function addressesIn(text: string): readonly string[] {
  return text.split(/[,;]/).map((each) => each.trim());
}

const MOST_ADDRESSES = 5;
