/** What people do with a letter, one word each, for given() and when(). */
import type { Card } from '../../src/domain/card.ts';
import type { Command, CommandOf, CommandType, DraftFields } from '../../src/domain/command.ts';
import type { EarlierAnswer, Facts, NoticeText } from '../../src/domain/decision.ts';
import type { Registration } from '../../src/domain/letter.ts';
import type { DispatchState } from '../../src/domain/reply.ts';
import type { Examination, GroundId } from '../../src/language/finding.ts';
import type { Asked } from './given.ts';
import { card, examination, registration } from './house.ts';

export const registered = (overrides: Partial<Registration> = {}): Asked =>
  asked('system', { type: 'register', registration: registration(overrides) });

export const examined = (overrides: Partial<Examination> = {}): Asked =>
  asked('system', { type: 'examine', examination: examination(overrides) });

export const confirmed = (unit = 'billing', overrides: Partial<Card> = {}, more: Partial<Facts> = {}): Asked =>
  asked('zhurnalova', { type: 'confirm_card', card: card(overrides), unit }, more);

export const assigned = (executor = 'testov', by = 'obraztsova', more: Partial<Facts> = {}): Asked =>
  asked(by, { type: 'assign', executor }, more);

export const rerouted = (unit: string, by = 'zhurnalova'): Asked => asked(by, { type: 'reroute', unit, reason: 'не наш вопрос' });

export const extended = (days: number, by = 'obraztsova', more: Partial<Facts> = {}): Asked =>
  asked(by, { type: 'extend', days, reason: 'ждём данные сетевой организации' }, more);

export const draft = (overrides: Partial<DraftFields> = {}): DraftFields => ({
  template: 'answer',
  addressee: ['Директору ООО «Пример-Снаб»', 'Заказчикову А. Б.'],
  title: 'О сверке расчётов',
  salutation: 'Уважаемый Андрей Борисович!',
  text: ['Сверка проведена, расхождений нет.'],
  enclosures: [],
  answerChannel: 'email',
  signatory: 'upravlentsev',
  ...overrides,
});

export const drafted = (overrides: Partial<DraftFields> = {}, by = 'testov'): Asked =>
  asked(by, { type: 'draft', draft: draft(overrides) });
export const submitted = (by = 'testov'): Asked => asked(by, { type: 'submit' });
export const approved = (by = 'obraztsova'): Asked => asked(by, { type: 'approve' });
export const returned = (by: string, remark = 'сослаться на договор'): Asked => asked(by, { type: 'return_draft', remark });
/** Returned with a remark on this passage of the text. */
export const returnedOn = (quote: string, by = 'obraztsova', text = 'уточнить'): Asked =>
  asked(by, { type: 'return_draft', remark: '', notes: [{ part: 'text', paragraph: 0, start: 0, quote, text }] });
export const signed = (by = 'upravlentsev', outgoingNumber = 'ЦО-И-2026/000001'): Asked =>
  asked(by, { type: 'sign' }, { outgoingNumber });
export const rendered = (): Asked =>
  asked('system', {
    type: 'rendered',
    document: { hash: 'b'.repeat(64), name: 'otvet.pdf', type: 'application/pdf', size: 40_000 },
  });

export const signedCopy = (): Asked =>
  asked('system', {
    type: 'signed_copy',
    copy: { hash: 'c'.repeat(64), name: 'skan.pdf', type: 'application/pdf', size: 90_000 },
    broughtBy: 'zhurnalova',
  });

export const sendAsked = (to?: string): Asked => asked('zhurnalova', { type: 'send', ...(to && { to }) });
export const dispatch: DispatchState = {
  channel: 'email',
  status: 'accepted',
  to: 'snab@primer.example',
  messageId: '<reply-1@tbek.example>',
  trackingNumber: null,
  at: '2026-11-23T06:00:00.000Z',
  error: null,
};

/** The scanned copy beside the answer's own way. */
export const copy: DispatchState = { ...dispatch, n: 2, copy: true, messageId: '<reply-1-2@tbek.example>' };
export const copyFailed: Asked = asked('system', {
  type: 'send_failed',
  dispatch: { ...copy, status: 'failed', error: '550 no such user' },
});

/** Walks on to where a copy is on its way: beside an answer that was sent, or one that has come back from the post. */
export const copyQueued = (state: string): readonly Asked[] =>
  state === 'signed'
    ? [
        asked('zhurnalova', { type: 'hand_over', channel: 'post', to: 'г. Кедрогорск, ул. Образцовая, 2' }),
        asked('zhurnalova', { type: 'bounced', reason: 'истёк срок хранения' }),
      ]
    : [asked('zhurnalova', { type: 'send_copy' })];

/** An attempt of the sending `n` begins. */
export const beginning = (n: number, attempt = 0, unsure = 0): Asked =>
  asked('system', {
    type: 'sending',
    n,
    messageId: `<reply-1-${n}@tbek.example>`,
    mail: { hash: 'e'.repeat(64), name: 'reply.eml', type: 'message/rfc822', size: 900 },
    attempt,
    unsure,
  });

export const sent = (more: Partial<Facts> = {}): Asked => asked('system', { type: 'sent', dispatch }, more);

/** A letter of the billing department, walked up to a state. */
/** 8.2.5, A8: from the executor to the consumer and back. */
export const interim = [
  drafted({ template: 'interim' }),
  submitted(),
  approved(),
  signed(),
  rendered(),
  sendAsked(),
  sent(),
] as const;

export const upTo = {
  assigned: [registered(), examined(), confirmed(), assigned()],
  approval: [registered(), examined(), confirmed(), assigned(), drafted(), submitted()],
  signing: [registered(), examined(), confirmed(), assigned(), drafted(), submitted(), approved()],
  signed: [registered(), examined(), confirmed(), assigned(), drafted(), submitted(), approved(), signed(), rendered()],
  sent: [
    registered(),
    examined(),
    confirmed(),
    assigned(),
    drafted(),
    submitted(),
    approved(),
    signed(),
    rendered(),
    sendAsked(),
    sent(),
  ],
} as const;

export const notice: NoticeText = {
  title: 'Об обращении № ЦО-2026/000001',
  salutation: 'Здравствуйте!',
  text: ['Мы получили Ваше обращение.'],
  addressee: ['ООО «Пример-Снаб»'],
  enclosures: [],
};

export const earlierAnswer: EarlierAnswer = {
  letterId: 'letter-0',
  number: 'ЦО-2026/000000',
  outgoingNumber: 'ЦО-И-2026/000009',
  sentOn: '2026-10-02',
  author: 'primerov',
};

export const refused = (ground: GroundId, by = 'obraztsova', more: Partial<Facts> = {}): Asked =>
  asked(by, { type: 'refuse', ground, reason: 'проверено вдвоём' }, { notice, ...more });

export const leftUnanswered = (ground: GroundId, by = 'obraztsova'): Asked =>
  asked(by, { type: 'leave_unanswered', ground, reason: 'проверено вдвоём' });

export function asked<T extends CommandType>(by: string, command: CommandOf<T> & Command, more: Partial<Facts> = {}): Asked {
  return { by, command, facts: more };
}
