/** The history as people read it: what happened, who and when; then what is still to come, ending with the due day. */

import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { unitName } from '../domain/organisation.ts';
import { type Person, SYSTEM, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { russianDay } from '../domain/words.ts';
import type { CardView } from '../office/office.ts';
import { moment, shortDay } from './times.ts';
import { filledIn, type Words, word } from './words.ts';

export interface Moment {
  readonly look: 'done' | 'now' | 'ahead' | 'bad';
  readonly title: string;
  readonly note: string;
  /** Why it went there, on hover and focus. */
  readonly why: string | null;
}

export function timelineOf(standard: Standard, words: Words, { stored, people, today }: CardView, now: Date): readonly Moment[] {
  const { zone } = standard.organisation.company;
  const name = (id: string) => nameOf(people, id);
  const seen = stored.history.filter(({ type }) => !QUIET.has(type)).filter(lastDraftOnly);
  const past = seen.map((event): Moment => {
    const who = event.by === SYSTEM.id ? null : name(event.by);
    const why = event.type === 'routed' ? `Правило «${event.route.rule}»: ${event.route.reason}` : null;
    const note = [moment(zone, event.at, now), who, noteOf(event)].filter(Boolean).join(' · ');
    const values = valuesOf(standard, words, event, name);
    return { look: BAD.has(event.type) ? 'bad' : 'done', title: filledIn(word(words.events, event.type), values), note, why };
  });
  return [...past, ...aheadOf(standard, words, stored.value, today, name)];
}

/** Bookkeeping that tells people nothing. */
const QUIET: ReadonlySet<string> = new Set(['moved', 'effect_done', 'sending', 'executor_proposed', 'examined']);
const BAD: ReadonlySet<string> = new Set([
  'send_unsure',
  'send_failed',
  'bounced',
  'earlier_bounced',
  'effect_failed',
  'returned',
]);

/** A draft is saved many times: one line for each run of savings. */
function lastDraftOnly(event: LetterEvent, index: number, all: readonly LetterEvent[]): boolean {
  return event.type !== 'drafted' || all[index + 1]?.type !== 'drafted';
}

function nameOf(people: readonly Person[], id: string): string {
  const person = people.find((each) => each.id === id);
  return person ? shortName(person) : id;
}

function noteOf(event: LetterEvent): string | null {
  switch (event.type) {
    case 'routed':
      return event.route.rule === 'вручную' ? null : `правило «${event.route.rule}»`;
    case 'extended':
    case 'ground_confirmed':
    case 'ground_dismissed':
      return event.reason;
    case 'assigned':
      return event.resolution;
    case 'hurried':
      return event.message;
    case 'notice_given':
      return event.trackingNumber;
    case 'dispatch_queued':
    case 'send_failed':
      return event.dispatch.copy ? 'скан-копия' : null;
    case 'sent':
      return event.dispatch.copy ? 'скан-копия' : event.dispatch.trackingNumber;
    default:
      return null;
  }
}

type Values = Readonly<Record<string, string | number>>;

function valuesOf(standard: Standard, words: Words, event: LetterEvent, name: (id: string) => string): Values {
  switch (event.type) {
    case 'registered':
      return { source: event.registration.arrival.source };
    case 'arrived_again':
      return { source: event.arrival.source };
    case 'recognised':
      return { percent: Math.round(event.legibility.score * 100) };
    case 'routed':
      return { unit: unitName(standard, event.route.unit) };
    case 'assigned':
      return { person: name(event.executor) };
    case 'notice_given':
      return { to: event.to };
    case 'hurried':
      return { people: event.people.map(name).join(', ') };
    case 'complained_of':
      return { people: event.people.map(name).join(', ') || 'никого' };
    case 'extended':
      return { days: event.days, due: russianDay(event.dueOn) };
    case 'approved':
      return { role: word(words.roles, event.role) };
    case 'returned':
      return { remark: event.remark };
    case 'signed':
      return { number: event.outgoingNumber };
    case 'dispatch_queued':
    case 'sent':
      return { to: event.dispatch.to || word(words.answerChannels, event.dispatch.channel) };
    case 'send_unsure':
      return { error: event.error };
    case 'send_failed':
      return { error: event.dispatch.error ?? 'сервер не назвал причину' };
    case 'earlier_bounced':
      return { number: event.outgoingNumber, reason: event.reason };
    case 'bounced':
    case 'copy_waived':
    case 'set_aside':
    case 'objected':
    case 'reopened':
      return { reason: event.reason };
    case 'notified':
      return { notice: word(words.notices, event.notice), to: event.to };
    case 'supplemented':
      return { to: event.to };
    case 'addition_joined':
      return { number: event.addition.number };
    case 'ground_confirmed':
      return { clause: event.clause };
    case 'ground_dismissed':
      return { clause: words.grounds[event.ground].clause };
    case 'closed':
      return { dossier: event.dossier };
    case 'effect_failed':
      return { what: word(words.effects, event.what) };
    default:
      return {};
  }
}

/** The stations that an answered letter still has before it; the first of them is now. */
function aheadOf(
  standard: Standard,
  words: Words,
  letter: Letter,
  today: string,
  name: (id: string) => string,
): readonly Moment[] {
  if (!(standard.workflow.states.find(({ id }) => id === letter.state)?.open ?? false)) return [];
  const from = STATIONS.findIndex(({ until }) => until.includes(letter.state));
  const signatory = letter.reply?.signatory;
  return STATIONS.slice(Math.max(0, from)).map(({ id }, index) => {
    const title = filledIn(word(words.ahead, id), { due: shortDay(letter.dueOn, today) });
    const who =
      id === 'signed' && signatory ? name(signatory) : id === 'drafted' && letter.executor ? name(letter.executor) : null;
    return {
      look: index === 0 ? 'now' : 'ahead',
      title,
      note: index === 0 ? ['сейчас', who].filter(Boolean).join(' · ') : (who ?? ''),
      why: null,
    };
  });
}

const STATIONS = [
  { id: 'assigned', until: ['registered', 'routed'] },
  { id: 'drafted', until: ['assigned'] },
  { id: 'approved', until: ['approval'] },
  { id: 'signed', until: ['signing'] },
  { id: 'sent', until: ['signed'] },
] as const satisfies readonly { readonly id: string; readonly until: readonly string[] }[] as readonly {
  readonly id: string;
  readonly until: readonly string[];
}[];
