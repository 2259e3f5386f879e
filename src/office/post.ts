/** Notices by e-mail: registered, extended, and the word to an executor. Never to automatic senders, never in a loop. */
import { createHash } from 'node:crypto';
import { dayIn } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { isNobody } from '../domain/likeness.ts';
import { type Person, SYSTEM, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { extensionOf } from './extension.ts';
import { letterData } from './letter-data.ts';
import type { PendingEffect, Stored } from './ports/letters.ts';
import { type Mailer, type NoticeTally, type OutgoingMail, Unconfirmed, Undeliverable } from './ports/mail.ts';
import type { Clock } from './ports/people.ts';
import type { Texts } from './ports/texts.ts';

export interface PostNeeds {
  readonly standard: Standard;
  readonly mailer: Pick<Mailer, 'compose' | 'send'>;
  readonly notices: NoticeTally;
  readonly texts: Pick<Texts, 'mail'>;
  readonly clock: Clock;
  readonly people: { readonly all: () => Promise<readonly Person[]> };
  readonly publicUrl: string;
  /** Domain of our Message-IDs. */
  readonly domain: string;
  /** Nothing automatic goes there: it would come back to us. */
  readonly ownDomains: readonly string[];
  /** Acknowledgements to one address a day. */
  readonly noticesPerDay: number;
}

type Noticed = Promise<readonly LetterEvent[]>;

/**
 * «Зарегистрировано № … от …, ответим до …» with the status link (8.4.2). One for each number, and for each address no more
 * than the day's share: a correspondent whose machine answers every notice must come to an end.
 */
export async function acknowledge(needs: PostNeeds, { id, value }: Stored<Letter>, pending: PendingEffect): Noticed {
  const to = value.card.correspondent.email;
  if (!to || isNobody(to) || isOwn(needs, to)) return [];
  const { standard, clock, notices, noticesPerDay } = needs;
  const day = dayIn(standard.organisation.company.zone, clock.now());
  if (!(await notices.take(to.toLowerCase(), day, id, noticesPerDay))) return [];
  return notice(needs, value, 'registered', to, await dataFor(needs, value), pending);
}

/** 8.2.5: the consumer is always told of the extension, with the new day and the reason. */
export async function sendNotice(
  needs: PostNeeds,
  stored: Stored<Letter>,
  effect: Extract<Effect, { type: 'send_notice' }>,
  pending: PendingEffect,
): Noticed {
  const { value, history } = stored;
  const at = history.findLastIndex(({ type }) => type === 'extended');
  const to = value.card.correspondent.email;
  const onPaper = { type: 'notice_on_paper', at: needs.clock.now().toISOString(), by: SYSTEM.id, notice: effect.notice } as const;
  if (!to) return [onPaper];
  const extension = extensionOf(stored);
  const key = `${effect.notice}-${at}`;
  return notice(needs, value, effect.notice, to, await dataFor(needs, value, extension), pending, key, [onPaper]);
}

/** To whoever has the letter in hand: it lies on the desk, or its term runs out (11.1). */
export async function notifyExecutor(
  needs: PostNeeds,
  { value, history }: Stored<Letter>,
  { person, hurried }: Extract<Effect, { type: 'notify_executor' }>,
  pending: PendingEffect,
): Noticed {
  const people = await needs.people.all();
  const to = people.find(({ id }) => id === person)?.email;
  if (!to) return [];
  const data = await dataFor(needs, value);
  if (!hurried) return notice(needs, value, 'assigned', to, data, pending, `assigned-${person}`, [], NO_THREAD);
  const asked = history.findLast((event) => event.type === 'hurried' && event.on === hurried);
  const by = people.find(({ id }) => id === asked?.by);
  const hurry = { by: by ? shortName(by) : 'руководитель', message: asked?.type === 'hurried' ? asked.message : null };
  return notice(needs, value, 'hurried', to, { ...data, hurry }, pending, `hurried-${person}-${hurried}`, [], NO_THREAD);
}

/** Colleagues have never seen the consumer's mail. */
const NO_THREAD = { inReplyTo: null, references: [] } as const;

/** `<…@our-domain>`, the same for the same occasion: a repeated send has the same one. */
export function messageIdOf({ domain }: Pick<PostNeeds, 'domain'>, occasion: string): string {
  return `<n-${createHash('sha256').update(occasion).digest('hex').slice(0, 32)}@${domain}>`;
}

/** In-Reply-To and References of an answer to the letter's mail. */
export function threadOf({ mail }: Letter): Pick<OutgoingMail, 'inReplyTo' | 'references'> {
  const messageId = mail?.messageId ?? null;
  return { inReplyTo: messageId, references: messageId ? [...(mail?.references ?? []).slice(-20), messageId] : [] };
}

async function dataFor(
  { standard, people, publicUrl }: PostNeeds,
  letter: Letter,
  extension?: { reason: string; days: number; from: string },
) {
  const facts = { actor: SYSTEM, people: await people.all(), earlierAnswer: null };
  const data = letterData({ standard, letter, facts, publicUrl, ...(extension ? { extension } : {}) });
  return letter.executor ? data : { ...data, executor: null };
}

async function notice(
  needs: PostNeeds,
  letter: Letter,
  template: string,
  to: string,
  data: object,
  { attempts }: PendingEffect,
  key = template,
  /** What follows when the server refuses it for good. */
  otherwise: readonly LetterEvent[] = [],
  thread = threadOf(letter),
): Noticed {
  const messageId = messageIdOf(needs, `${key}-${letter.id}`);
  const mail = {
    messageId,
    date: needs.clock.now(),
    to,
    ...needs.texts.mail(template, data),
    ...thread,
    attachments: [],
    automatic: true,
  };
  try {
    await needs.mailer.send(await needs.mailer.compose(mail));
  } catch (error) {
    // Once more under the same Message-ID; a third time would be a nuisance
    if (error instanceof Unconfirmed && attempts > 0)
      return [event(needs, template, `${to}: сервер не подтвердил приём`, messageId)];
    if (!(error instanceof Undeliverable)) throw error;
    return [event(needs, template, `${to}: сервер не принял: ${error.response}`, messageId), ...otherwise];
  }
  return [event(needs, template, to, messageId)];
}

function event({ clock }: PostNeeds, name: string, to: string, messageId: string | null): LetterEvent {
  return { type: 'notified', at: clock.now().toISOString(), by: SYSTEM.id, notice: name, to, messageId };
}

function isOwn({ ownDomains }: PostNeeds, address: string): boolean {
  return ownDomains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
}
