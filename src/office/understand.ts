/** From kept bytes to what they are: a letter ready to be numbered, or machine mail for the quarantine. */
import { randomInt } from 'node:crypto';
import { dayIn, noonIn } from '../domain/calendar.ts';
import type { Card, MailPart } from '../domain/card.ts';
import { decide } from '../domain/decide.ts';
import type { Facts } from '../domain/decision.ts';
import type { Registration } from '../domain/letter.ts';
import { scanFingerprint } from '../domain/likeness.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { termOf } from '../domain/steps/registration.ts';
import { cardOfEntry, cardOfMail, cardOfScan, entryOver } from './first-card.ts';
import type { Arrival } from './ports/intake.ts';
import type { NewLetter } from './ports/letters.ts';
import type { ParsedMail, ParseMail } from './ports/mail.ts';
import type { Clock } from './ports/people.ts';
import { WITHOUT_CONTENTS } from './read-ahead.ts';
import { timeOrderedId } from './time-ordered-id.ts';

export type Understood =
  | { readonly fate: 'letter'; readonly arrival: Arrival; readonly letter: NewLetter }
  | {
      readonly fate: 'quarantine';
      readonly arrival: Arrival;
      readonly category: string;
      readonly reason: string;
      readonly subject: string | null;
      readonly from: string | null;
      readonly bounce: ParsedMail['bounce'];
      readonly receipt: ParsedMail['receipt'];
    };

export type Understand = (arrival: Arrival, files: readonly Buffer[], asLetter: boolean) => Promise<Understood>;

export function understander(needs: {
  readonly standard: Standard;
  readonly parse: ParseMail;
  readonly clock: Clock;
}): Understand {
  const term = byMinute((office, at) => termOf(needs.standard, office, at));
  return async (arrival, files, asLetter) => {
    const at = arrival.files.findIndex(({ type }) => type === 'message/rfc822');
    const raw = files[at];
    const mail = raw ? await needs.parse(raw, WITHOUT_CONTENTS) : null;
    const aside = asLetter ? null : quarantineReason(arrival, mail);
    if (aside) {
      const { subject = null, from = null, bounce = null, receipt = null } = mail ?? {};
      return { fate: 'quarantine', arrival, ...aside, subject, from: from?.address ?? null, bounce, receipt };
    }
    return { fate: 'letter', arrival, letter: newLetter({ ...needs, term }, arrival, mail, asLetter) };
  };
}

function quarantineReason(arrival: Arrival, mail: ParsedMail | null): { category: string; reason: string } | null {
  if (arrival.category) return { category: arrival.category, reason: arrival.reason ?? 'Файл отложен до проверки.' };
  if (!mail?.automatic) return null;
  return { category: mail.automatic, reason: REASONS[mail.automatic] };
}

const REASONS: Readonly<Record<NonNullable<ParsedMail['automatic']>, string>> = {
  'auto-reply': 'Похоже на автоматический ответ или отчёт о прочтении.',
  bounce: 'Отчёт почтовой системы о доставке нашего письма.',
  'mailing-list': 'Похоже на рассылку.',
  spam: 'Почтовый сервер пометил письмо как спам.',
  loop: 'Наше собственное уведомление вернулось к нам.',
};

function newLetter(
  { standard, clock, term }: { standard: Standard; clock: Clock; term: TermAt },
  arrival: Arrival,
  mail: ParsedMail | null,
  quiet: boolean,
): NewLetter {
  const now = clock.now();
  const { key, channel, source, at, office } = arrival;
  const draft: Omit<Registration, 'number'> = {
    id: timeOrderedId(now),
    office,
    standard: standard.version,
    channel,
    receivedAt: receivedAt(standard, arrival),
    registeredAt: now.toISOString(),
    ...term(office, now),
    arrival: { key, channel, source, at },
    fingerprint: fingerprintOf(arrival, mail),
    originals: arrival.files,
    parts: mail?.attachments.map(partOf) ?? [],
    mail: mail ? headersOf(mail) : null,
    ...textOf(arrival, mail),
    ...(mail?.seal && { seal: mail.seal }),
    remarks: mail?.remarks ?? [],
    card: cardOf(arrival, mail),
    statusCode: statusCode(),
  };
  const facts = registrationFacts(standard, now, draft.registeredOn);
  return {
    fingerprint: draft.fingerprint,
    office,
    year: Number(draft.registeredOn.slice(0, 4)),
    make: (number) => decide(standard, null, { type: 'register', registration: { ...draft, number }, quiet }, facts),
  };
}

type TermAt = (office: string, at: Date) => ReturnType<typeof termOf>;

/** Office hours are told in minutes: within one the term of an office is the same, and thousands of letters may come in it. */
function byMinute(term: TermAt): TermAt {
  let minute = -1;
  const known = new Map<string, ReturnType<TermAt>>();
  return (office, at) => {
    const now = Math.floor(at.getTime() / 60_000);
    if (now !== minute) known.clear();
    minute = now;
    const found = known.get(office) ?? term(office, at);
    known.set(office, found);
    return found;
  };
}

function registrationFacts(standard: Standard, now: Date, today: string): Facts {
  return {
    actor: SYSTEM,
    today,
    now: now.toISOString(),
    calendar: standard.calendar,
    people: [],
    loads: {},
    familiar: [],
    outgoingNumber: null,
    notice: null,
    earlierAnswer: null,
    newId: '',
  };
}

/** A paper that came on an earlier day than it was entered keeps that day, at noon. */
function receivedAt({ organisation }: Standard, { at, entered }: Arrival): string {
  const { zone } = organisation.company;
  const day = entered?.receivedOn;
  return day && day < dayIn(zone, new Date(at)) ? noonIn(zone, day).toISOString() : at;
}

/** The same letter has the same content, whatever way it came; a card typed by hand is its own letter. */
function fingerprintOf(arrival: Arrival, mail: ParsedMail | null): string {
  if (mail) return mail.fingerprint;
  if (arrival.files.length === 0) return `entered:${arrival.key}`;
  return scanFingerprint(arrival.files.map(({ hash }) => hash));
}

function headersOf({ messageId, inReplyTo, references, sentAt, to }: ParsedMail) {
  return { messageId, inReplyTo, references, sentAt, to };
}

/** A file inside a mail, as the letter keeps it. */
export function partOf({ name, type, size, hash, inside }: Omit<MailPart, 'index'>, index: number): MailPart {
  return { index, name, type, size, hash, ...(inside && { inside }) };
}

function textOf({ entered }: Arrival, mail: ParsedMail | null): Pick<Registration, 'text' | 'textSource'> {
  if (entered?.text) return { text: entered.text, textSource: 'entered' };
  const text = mail?.text ?? '';
  return { text, textSource: text.trim() ? 'body' : 'none' };
}

function cardOf(arrival: Arrival, mail: ParsedMail | null): Card {
  const { entered } = arrival;
  if (!mail) return entered ? cardOfEntry(entered, arrival) : cardOfScan(arrival);
  return entered ? entryOver(cardOfMail(mail), entered) : cardOfMail(mail);
}

/** Public status code without letters that look alike: `7KQ-M2P-X4T-9RB`, some 59 bits, so that nobody finds another's by trying. */
function statusCode(): string {
  const code = Array.from({ length: 12 }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
  return code.match(/.{3}/g)?.join('-') ?? code;
}

const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
