/** The answer on the card: its edition, its way through the house, its signature, where it went. */
import type { Person } from '../domain/person.ts';
import type { CardView } from '../office/office.ts';
import type { SignatureState } from '../office/signature-state.ts';
import type { Desk } from './desk.ts';
import { named } from './named.ts';
import { letterHref } from './rows.ts';
import { moment, shortDay } from './times.ts';
import { visasOf } from './visas.ts';
import { word } from './words.ts';

/** Null: no answer has been begun. */
export function replyView(desk: Desk, view: CardView, person: Person) {
  const { words } = desk;
  const { stored, today } = view;
  const { number, reply, earlierReplies } = stored.value;
  const href = letterHref(number);
  if (!reply) return null;
  const { dispatch } = reply;
  return {
    title: reply.title.replaceAll('№ ', '№\u00a0') || 'Ответ без заголовка',
    href: reply.document ? `${href}/reply.pdf` : `${href}/sheet.pdf`,
    edition: editionOf(desk, view),
    visas: visasOf(desk, view),
    signed:
      reply.outgoingNumber && reply.signedOn ? `исх. № ${reply.outgoingNumber} от ${shortDay(reply.signedOn, today)}` : null,
    signature: view.signature && signatureView(desk, view, view.signature, person),
    remark: reply.remark?.text ?? null,
    dispatch: dispatch ? `${word(words.dispatch, dispatch.status)}${dispatch.to ? `: ${dispatch.to}` : ''}` : null,
    failed: dispatch?.status === 'failed' || dispatch?.status === 'bounced',
    error: dispatch?.error ?? null,
    earlier: earlierReplies.length,
  };
}

/** «3-я, 23.11, 14:20 · Тестов Т. Т.»: each text that was put before the house counts, since the last reopening. */
function editionOf({ standard, now }: Desk, { stored, people }: CardView): string {
  const reopened = stored.history.findLastIndex(({ type }) => type === 'reopened' || type === 'objected' || type === 'continued');
  const editions = stored.history.slice(reopened + 1).filter(({ type }) => type === 'drafted');
  const last = editions.at(-1);
  if (!last) return '';
  const at = moment(standard.organisation.company.zone, last.at, now());
  return `${editions.length}-я, ${at} · ${named(people, last.by)}`;
}

interface SignatureView {
  readonly text: string;
  readonly detail: string;
  readonly state: 'good' | 'bad' | 'open';
  /** The scanned copy. */
  readonly copy: string | null;
  /** Where the clerk lays the scan of the signed sheet. */
  readonly bring: string | null;
}

function signatureView({ standard, now }: Desk, { stored }: CardView, signature: SignatureState, person: Person): SignatureView {
  const { number, reply } = stored.value;
  const href = letterHref(number);
  const copy = reply?.copy ? `${href}/reply-copy` : null;
  if (signature.by === 'hand') {
    const mine = person.roles.includes('clerk') && !reply?.sentOn;
    return {
      text: signature.scanned ? 'от руки, скан подписанного листа приложен' : 'от руки, скана подписанного листа ещё нет',
      detail: '',
      state: signature.scanned ? 'good' : 'open',
      copy,
      bring: mine ? `${href}/signed` : null,
    };
  }
  const { intact, reason, owner, serial, signedAt } = signature;
  const at = signedAt ? moment(standard.organisation.company.zone, signedAt.toISOString(), now()) : '';
  return {
    text: intact ? 'электронная, проверена: документ не менялся' : `электронная, не сходится. ${reason ?? ''}`.trim(),
    detail: [owner, serial && `сертификат ${serial}`, at].filter(Boolean).join(', '),
    state: intact ? 'good' : 'bad',
    copy,
    bring: null,
  };
}
