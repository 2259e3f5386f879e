/** The read model of one letter: flat fields, written in the same write as the snapshot. */
import { awaitsDispatch, dispatchesOf } from '../domain/dispatches.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { correspondentKeys, type SoughtKeys } from '../domain/likeness.ts';
import type { DispatchState } from '../domain/reply.ts';
import type { DispatchLine, RegisterRow } from '../office/ports/register.ts';
import { bareId, wordsOf } from './words.ts';

/** Raised when a field below gets another meaning: migrations.ts then renews all letters. */
export const FACE = 5;

export interface Face {
  readonly face: number;
  readonly number: string;
  readonly state: string;
  readonly office: string;
  readonly unit: string | null;
  readonly executor: string | null;
  readonly signatory: string | null;
  readonly channel: string;
  readonly kind: string;
  readonly receivedAt: string;
  /** Place in the register, see `placeOf`; unique. */
  readonly place: string;
  /** `dueOn place`. */
  readonly dueKey: string;
  /** `receivedAt place`. */
  readonly waitKey: string;
  readonly grounds: readonly string[];
  /** Waits for the clerk who dispatches: signed, or a scanned copy that did not get through. */
  readonly undelivered: boolean;
  /** The chancery is asked for a better scan (8.2.7). */
  readonly rescanAsked: boolean;
  /** The consumer objected to a refusal (4.2): reports count it. */
  readonly objected: boolean;
  /** Executor and co-executors. */
  readonly hands: readonly string[];
  /** `o:office`, `u:unit`, `p:person`: domain/access as an index. */
  readonly sight: readonly string[];
  /** `e:mail`, `c:contract`, `i:ИНН` of the consumer. */
  readonly keys: readonly string[];
  /** Message-IDs: `l:` the letter's, `r:` a reply's, `n:` a notice's. */
  readonly mids: readonly string[];
  readonly words: readonly string[];
  readonly row: RegisterRow;
}

const SNIPPET = 160;
/** Characters of a value in an index key. */
const KEY = 300;

type Orders = Pick<Face, 'place' | 'dueKey' | 'waitKey'>;

/** `n`: the running number; `notices`: Message-IDs of the notices sent so far. `words`: all, unless the text's may follow. */
export function faceOf(letter: Letter, n: number, notices: readonly string[], words = wordsOf): Face {
  const place = placeOf(letter, n);
  return { ...plainFaceOf(letter, notices), ...ordersOf(letter, place), words: words(letter) };
}

export function ordersOf({ dueOn, receivedAt }: Letter, place: string): Orders {
  return { place, dueKey: `${dueOn} ${place}`, waitKey: `${receivedAt} ${place}` };
}

/** All but the words, which cost the most and change the least, and the orders, which change with the due day only. */
export function plainFaceOf(letter: Letter, notices: readonly string[]): Omit<Face, 'words' | keyof Orders> {
  const row = rowOf(letter);
  const hands = [...(letter.executor ? [letter.executor] : []), ...letter.coExecutors];
  return {
    face: FACE,
    number: letter.number,
    state: letter.state,
    office: letter.office,
    unit: row.unit,
    executor: row.executor,
    signatory: row.signatory,
    channel: row.channel,
    kind: row.kind,
    receivedAt: letter.receivedAt,
    grounds: unique(letter.findings.map(({ ground }) => ground)),
    undelivered: awaitsDispatch(letter),
    rescanAsked: !!letter.rescanAsked,
    objected: !!letter.objection,
    hands: unique(hands),
    sight: unique([`o:${letter.office}`, ...(row.unit ? [`u:${row.unit}`] : []), ...hands.map((each) => `p:${each}`)]),
    keys: keysOf(letter),
    mids: unique([...letterIds(letter), ...replyIds(letter), ...notices.map((id) => mid('n', id))]),
    row,
  };
}

/** Message-IDs of the notices that a history tells of. */
export function noticeIdsOf(history: readonly LetterEvent[]): readonly string[] {
  return history.flatMap((event) => (event.type === 'notified' && event.messageId ? [event.messageId] : []));
}

/** Index token of a Message-ID; angle brackets do not count. */
export function mid(kind: 'l' | 'r' | 'n', id: string): string {
  return `${kind}:${bareId(id)}`.slice(0, KEY);
}

export function keysOf({ card }: Pick<Letter, 'card'>): readonly string[] {
  return keyTokens(correspondentKeys(card));
}

export function keyTokens(keys: SoughtKeys): readonly string[] {
  const { email, contract, inn, phone, name } = keys;
  const all = [email && `e:${email}`, contract && `c:${contract}`, inn && `i:${inn}`, phone && `p:${phone}`, name && `n:${name}`];
  return all.flatMap((each) => (each ? [each.slice(0, KEY)] : []));
}

/** First possible place of a registration day: days are the leading part of a place. */
export function firstPlaceOn(day: string): string {
  return day.replaceAll('-', '');
}

/**
 * Newest last: the registration day, the second of registration, the running number, the office. Numbers of one office
 * come in their own order; unique, because no two letters of a year share number and office.
 */
function placeOf({ registeredOn, registeredAt, office }: Letter, n: number): string {
  const second = Math.floor(Date.parse(registeredAt) / 1000);
  return `${firstPlaceOn(registeredOn)}${second.toString(36).padStart(7, '0')}${n.toString(36).padStart(5, '0')}${office}`;
}

function letterIds({ mail }: Letter): readonly string[] {
  return mail?.messageId ? [mid('l', mail.messageId)] : [];
}

function replyIds({ reply, earlierReplies }: Letter): readonly string[] {
  return [...earlierReplies, ...(reply ? [reply] : [])]
    .flatMap(dispatchesOf)
    .flatMap(({ messageId }) => (messageId ? [mid('r', messageId)] : []));
}

function rowOf(letter: Letter): RegisterRow {
  const { card, reply, findings } = letter;
  const { organisation, person, email } = card.correspondent;
  return {
    id: letter.id,
    number: letter.number,
    office: letter.office,
    state: letter.state,
    channel: letter.channel,
    receivedAt: letter.receivedAt,
    registeredOn: letter.registeredOn,
    confirmedAt: letter.confirmedAt,
    subject: card.subject,
    snippet: snippetOf(letter.text),
    organisation,
    person,
    email,
    kind: card.kind,
    topic: card.topic,
    dueOn: letter.dueOn,
    extendedBy: letter.extendedBy,
    unit: letter.route?.unit ?? null,
    executor: letter.executor,
    proposedExecutor: letter.proposedExecutor?.person ?? null,
    findings: findings.map(({ ground, clause, decision, score, repeatOf }) => ({
      ground,
      clause,
      decision,
      score,
      repeatOf: repeatOf ?? null,
    })),
    arrivals: letter.arrivals.length,
    messageId: letter.mail?.messageId ?? null,
    outgoingNumber: reply?.outgoingNumber ?? null,
    replyTitle: reply?.title ?? null,
    signatory: reply?.signatory ?? null,
    answerChannel: card.answerChannel,
    paperNotice: letter.paperNotice ?? null,
    rescanAsked: letter.rescanAsked ?? null,
    dispatchStatus: reply?.dispatch?.status ?? null,
    dispatchError: reply?.dispatch?.error ?? null,
    dispatches: (reply ? dispatchesOf(reply) : []).map(lineOf),
    sentOn: reply?.sentOn ?? null,
    sensitive: findings.some(({ ground, decision }) => ground === 'abuse' && decision !== 'dismissed'),
  };
}

function lineOf({ channel, status, to, trackingNumber, error, copy = false, readAt }: DispatchState): DispatchLine {
  return { channel, status, to, trackingNumber, error, copy, readAt: readAt ?? null };
}

/** Cut at a character, never inside a surrogate pair. */
function snippetOf(text: string): string {
  const start = text
    .slice(0, SNIPPET * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SNIPPET);
  return start.replace(/[\ud800-\udbff]$/, '');
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
