/** Posted fields → a command. Only shape is looked at here; whether it is possible, the domain says. */
import { isDay } from '../domain/calendar.ts';
import { ANSWER_CHANNELS, type Card } from '../domain/card.ts';
import type { Command, DraftFields } from '../domain/command.ts';
import { Invalid } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import { GROUND_IDS, type GroundId, KINDS, TOPIC_IDS } from '../language/finding.ts';
import { notesIn } from './posted-notes.ts';
import type { HumanCommand } from './words.ts';

/** As express's urlencoded parser gives it. */
export type Body = Readonly<Record<string, unknown>>;

/** @throws Invalid with the fields that cannot be read */
export function commandFrom(name: HumanCommand, body: Body, letter: Letter, people: readonly Person[]): Command {
  switch (name) {
    case 'confirm_card':
      return { type: name, card: cardFrom(body, letter.card), unit: line(body, 'unit') };
    case 'amend_card':
      return { type: name, card: cardFrom(body, letter.card) };
    case 'supplement':
      return { type: name, to: numberIn(line(body, 'to'), letter) };
    case 'set_aside':
    case 'bounced':
    case 'waive_copy':
    case 'object':
    case 'reopen':
      return { type: name, reason: line(body, 'reason') };
    case 'reroute':
      return { type: name, unit: line(body, 'unit'), reason: line(body, 'reason') };
    case 'assign': {
      const resolution = line(body, 'resolution');
      return {
        type: name,
        executor: line(body, 'executor'),
        coExecutors: list(body, 'coExecutors'),
        ...(resolution && { resolution }),
      };
    }
    case 'name_complained_of':
      return { type: name, people: peopleIn(list(body, 'people'), people) };
    case 'extend':
      return { type: name, days: wholeNumber(body, 'days', 'Напишите число рабочих дней.') ?? 0, reason: line(body, 'reason') };
    case 'hurry': {
      const message = line(body, 'message');
      return { type: name, ...(message && { message }) };
    }
    case 'return_draft':
      return { type: name, remark: line(body, 'remark'), ...notesIn(area(body, 'notes')) };
    case 'send':
    case 'send_copy': {
      const to = line(body, 'to');
      return { type: name, ...(to && { to }) };
    }
    case 'hand_over':
    case 'give_notice': {
      const channel = (['post', 'in-person', 'phone'] as const).find((each) => each === line(body, 'channel'));
      if (!channel) throw new Invalid('', { channel: 'Выберите, как передан ответ.' });
      const [to, trackingNumber] = [line(body, 'to'), line(body, 'trackingNumber').replaceAll(' ', '')];
      return { type: name, channel, ...(to && { to }), ...(trackingNumber && { trackingNumber }) };
    }
    case 'refuse': {
      const repeatOf = line(body, 'repeatOf');
      return { type: name, ground: groundIn(body), reason: line(body, 'reason'), ...(repeatOf && { repeatOf }) };
    }
    case 'leave_unanswered':
    case 'dismiss_ground':
      return { type: name, ground: groundIn(body), reason: line(body, 'reason') };
    case 'close':
      return { type: name, dossier: line(body, 'dossier') };
    case 'draft':
      return { type: name, draft: draftFrom(body, letter) };
    case 'submit':
    case 'approve':
    case 'sign':
      return { type: name };
  }
}

/** Lines and paragraphs as people type them: a line each, paragraphs parted by an empty line. */
export function draftFrom(body: Body, letter: Letter): DraftFields {
  const { reply } = letter;
  return {
    template: line(body, 'template') || (reply?.template ?? 'answer-generic'),
    addressee: lines(area(body, 'addressee')),
    title: line(body, 'title'),
    salutation: line(body, 'salutation'),
    text: area(body, 'text')
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
      .filter(Boolean),
    enclosures: lines(area(body, 'enclosures')),
    answerChannel: oneOf(ANSWER_CHANNELS, line(body, 'answerChannel')) ?? letter.card.answerChannel,
    signatory: line(body, 'signatory'),
  };
}

function cardFrom(body: Body, before: Card): Card {
  const refNumber = line(body, 'refNumber');
  const refOn = line(body, 'refOn');
  if (refOn && !isDay(refOn)) throw new Invalid('', { refOn: 'Такой даты нет. Выберите день в календаре.' });
  return {
    kind: oneOf(KINDS, line(body, 'kind')) ?? before.kind,
    topic: oneOf(TOPIC_IDS, line(body, 'topic')) ?? before.topic,
    subject: line(body, 'subject'),
    correspondent: { ...writerFrom(body), inn: line(body, 'inn') || null },
    customerRef: refNumber ? { number: refNumber, on: refOn || null } : null,
    answerChannel: oneOf(ANSWER_CHANNELS, line(body, 'answerChannel')) ?? before.answerChannel,
    addressee: line(body, 'addressee') || null,
    sheets: wholeNumber(body, 'sheets', 'Напишите число листов или оставьте поле пустым.'),
    enclosures: wholeNumber(body, 'enclosures', 'Напишите число приложений или оставьте поле пустым.'),
    originalLocation: line(body, 'originalLocation') || null,
  };
}

/** Who writes, in the fields of every form that takes a letter; null where nothing was typed. */
export function writerFrom(body: Body) {
  const known = (name: string) => line(body, name) || null;
  return {
    organisation: known('organisation'),
    person: known('person'),
    email: known('email'),
    phone: known('phone'),
    address: known('address'),
    contract: known('contract'),
  };
}

/** One line, without the space around it. */
export function line(body: Body, name: string): string {
  return area(body, name).replace(/\s+/g, ' ').trim();
}

/** Text with its lines, as `\n`. */
export function area(body: Body, name: string): string {
  const value = body[name];
  const text = Array.isArray(value) ? value.find((each) => typeof each === 'string') : value;
  return typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : '';
}

export function list(body: Body, name: string): readonly string[] {
  const value = body[name];
  const all = Array.isArray(value) ? value : [value];
  return all.filter((each): each is string => typeof each === 'string' && each.trim() !== '').map((each) => each.trim());
}

export function oneOf<T extends string>(known: readonly T[], given: string): T | null {
  return known.find((each) => each === given) ?? null;
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
}

function wholeNumber(body: Body, name: string, remedy: string): number | null {
  const text = line(body, name);
  if (!text) return null;
  if (!/^\d{1,4}$/.test(text)) throw new Invalid('', { [name]: remedy });
  return Number(text);
}

function groundIn(body: Body): GroundId {
  const ground = oneOf(GROUND_IDS, line(body, 'ground'));
  if (!ground) throw new Invalid('', { ground: 'Выберите основание.' });
  return ground;
}

/** «4401» stands for a number of the same office and year. */
function numberIn(text: string, letter: Letter): string {
  const bare = text.replace(/^№\s*/, '');
  if (!/^\d{1,6}$/.test(bare)) return bare;
  const [front = '', digits = ''] = letter.number.split('/');
  return `${front}/${bare.padStart(digits.length, '0')}`;
}

/** Logins or full names, as the list offers them. */
function peopleIn(given: readonly string[], people: readonly Person[]): readonly string[] {
  const wanted = given.flatMap((each) => each.split(',')).map((each) => each.trim());
  return wanted
    .filter(Boolean)
    .map((each) => people.find(({ surname, id }) => id === each || each.startsWith(surname))?.id ?? each);
}
