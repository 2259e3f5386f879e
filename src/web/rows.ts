/** A letter as one line of a list: sender and subject, what waits, what the machine asks. */
import { dayIn } from '../domain/calendar.ts';
import { unitName } from '../domain/organisation.ts';
import type { Person } from '../domain/person.ts';
import { shortName } from '../domain/person.ts';
import type { RegisterRow } from '../office/ports/register.ts';
import type { Desk } from './desk.ts';
import { type LightView, lightOf } from './lights.ts';
import { came, shortDay, type Wait, waiting } from './times.ts';
import { word } from './words.ts';

export interface RowView {
  readonly id: string;
  readonly number: string;
  /** «004401» */
  readonly short: string;
  readonly href: string;
  readonly wait: Wait;
  readonly light: LightView;
  readonly came: string;
  readonly channel: string;
  readonly channelIcon: string;
  readonly from: string;
  /** How the sender is shown: plain, or in italics when nobody is known. */
  readonly faint: boolean;
  readonly hidden: boolean;
  readonly fresh: boolean;
  readonly subject: string;
  readonly snippet: string;
  readonly hints: readonly Hint[];
  readonly executor: string;
  readonly unit: string;
  readonly state: string;
  readonly due: string;
  readonly registered: string;
  readonly kind: string;
  readonly outgoing: string;
  readonly answerChannel: string;
  readonly dispatch: string;
  readonly dispatchFailed: boolean;
  readonly dispatchError: string | null;
  readonly replyTitle: string;
  readonly sentOn: string;
}

export interface Hint {
  readonly look: string;
  readonly text: string;
}

export function letterHref(number: string): string {
  return `/letters/${encodeURIComponent(number)}`;
}

/** «004401»: the running number is enough within a list. */
export function shortNumber(number: string): string {
  return number.split('/').at(-1) ?? number;
}

export function rowView(
  { standard, words, now }: Pick<Desk, 'standard' | 'words' | 'now'>,
  people: readonly Person[],
): (row: RegisterRow) => RowView {
  const { zone } = standard.organisation.company;
  const today = dayIn(zone, now());
  const names = new Map(people.map((person) => [person.id, shortName(person)]));
  return (row) => {
    const sender = senderOf(row);
    const dispatch = row.dispatchStatus ?? 'none';
    return {
      id: row.id,
      number: row.number,
      short: shortNumber(row.number),
      href: letterHref(row.number),
      wait: waiting(standard, row, now()),
      light: lightOf(standard, row, today),
      came: came(zone, row.receivedAt, now()),
      channel: word(words.channels, row.channel),
      channelIcon: word(words.channelIcons, row.channel),
      from: row.sensitive ? 'скрыто до проверки' : sender.text,
      faint: sender.faint && !row.sensitive,
      hidden: row.sensitive,
      fresh: now().getTime() - Date.parse(row.receivedAt) < FRESH_MS,
      subject: row.sensitive ? 'Тема скрыта' : row.subject || 'Без темы',
      snippet: row.sensitive ? 'есть выражения из словаря, откройте, чтобы посмотреть' : row.snippet,
      hints: hintsOf(words, row),
      executor: row.executor ? (names.get(row.executor) ?? row.executor) : '',
      unit: row.unit ? unitName(standard, row.unit) : '',
      state: standard.workflow.states.find(({ id }) => id === row.state)?.label ?? row.state,
      due: shortDay(row.dueOn, today),
      registered: shortDay(row.registeredOn, today),
      kind: word(words.kinds, row.kind),
      outgoing: row.outgoingNumber ?? '',
      answerChannel: word(words.answerChannels, row.answerChannel),
      dispatch: word(words.dispatch, dispatch),
      dispatchFailed: dispatch === 'failed' || dispatch === 'bounced',
      dispatchError: row.dispatchError,
      replyTitle: row.replyTitle ?? '',
      sentOn: row.sentOn ? shortDay(row.sentOn, today) : '',
    };
  };
}

/** Lists show the organisation rather than the contact person (domain report §6). */
export function senderOf(row: Pick<RegisterRow, 'organisation' | 'person' | 'email' | 'findings'>): {
  text: string;
  faint: boolean;
} {
  const known = row.organisation ?? row.person ?? row.email;
  if (known) return { text: known, faint: false };
  const unsigned = row.findings.some(({ ground }) => ground === 'no-contacts');
  return { text: unsigned ? 'без подписи' : 'не распознано', faint: true };
}

function hintsOf(words: Desk['words'], { findings, arrivals }: RegisterRow): readonly Hint[] {
  const proposed = findings
    .filter(({ decision }) => decision === 'open')
    .map(({ ground }) => ({ look: `g-${ground}`, text: words.grounds[ground].hint }));
  const decided = findings
    .filter(({ decision }) => decision === 'confirmed')
    .map(({ ground, clause }) => ({ look: `g-${ground}`, text: `п. ${clause}` }));
  const copies = arrivals > 1 ? [{ look: 'plain', text: `${arrivals} поступления` }] : [];
  return [...proposed, ...decided, ...copies].slice(0, 2);
}

/** A row is new for a quarter of an hour. */
const FRESH_MS = 15 * 60_000;
