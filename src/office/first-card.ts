/** The card as the engine fills it before a clerk completes it. What is not known stays null. */
import type { Card, Correspondent } from '../domain/card.ts';
import type { Arrival, EnteredCard } from './ports/intake.ts';
import type { ParsedMail } from './ports/mail.ts';

const SUBJECT_CHARS = 160;
const ORGANISATION =
  /(?:ООО|АО|ПАО|ЗАО|ОАО|МКУ|МБУ|МУП|ГУП|ТСЖ|ТСН|СНТ|ГБУ|ФГУП|ГСК|КФХ)\s+[«"“][^»"”\n]{2,80}[»"”]|ИП\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|(?:\s+[А-ЯЁ][а-яё]+){1,2})/u;
const CUSTOMER_REF = /исх(?:одящий|\.)?\s*№\s*([^\s,;]{1,30})(?:\s+от\s+(\d{1,2})\.(\d{1,2})\.(\d{4}))?/iu;
const CONTRACT = /(?:договор[а-яё]*|дог\.)(?:\s+[а-яё]+){0,2}\s*№\s*([0-9A-Za-zА-ЯЁа-яё][0-9A-Za-zА-ЯЁа-яё/-]{1,30})/iu;
const INN = /ИНН\D{0,3}(\d{12}|\d{10})\b/u;
const PERSON = /^[А-ЯЁ][а-яё-]+(?:\s+[А-ЯЁ][а-яё-]+){1,2}$/u;

export function cardOfMail(mail: ParsedMail): Card {
  const { name, address } = mail.from;
  const text = `${mail.subject ?? ''}\n${mail.text}`;
  const organisation = ORGANISATION.exec(name ?? '')?.[0] ?? ORGANISATION.exec(mail.text)?.[0] ?? null;
  return {
    ...blank,
    subject: mail.subject || firstWords(mail.text) || '(без темы)',
    correspondent: {
      ...nobody,
      organisation: organisation && normalQuotes(organisation),
      person: name && !ORGANISATION.test(name) ? name : null,
      email: mail.replyTo ?? address,
      contract: CONTRACT.exec(text)?.[1] ?? null,
      inn: INN.exec(text)?.[1] ?? null,
    },
    customerRef: customerRefIn(text),
    answerChannel: address ? 'email' : 'post',
    enclosures: mail.attachments.length || null,
  };
}

export function cardOfScan({ files, office }: Arrival): Card {
  return {
    ...blank,
    subject: files.length === 1 ? `Скан: ${files[0]?.name ?? ''}` : `Скан, файлов: ${files.length}`,
    originalLocation: `Канцелярия, ${office}`,
  };
}

export function cardOfEntry(entered: EnteredCard, { files, channel, office }: Arrival): Card {
  const { organisation, person, email, phone, address, contract } = entered;
  return {
    ...blank,
    kind: entered.kind ?? 'request',
    subject: entered.subject || firstWords(entered.text) || (files[0]?.name ?? '(без темы)'),
    correspondent: { organisation, person, email, phone, address, inn: INN.exec(entered.text)?.[1] ?? null, contract },
    customerRef: entered.customerRef,
    answerChannel: email ? 'email' : 'post',
    originalLocation: channel === 'post' || channel === 'in-person' ? `Канцелярия, ${office}` : null,
  };
}

/** What the sender of an upload told beside a mail goes before what the mail says of itself. */
export function entryOver(card: Card, entered: EnteredCard): Card {
  const { correspondent: from } = card;
  const told = (field: 'organisation' | 'person' | 'email' | 'phone' | 'address' | 'contract') => entered[field] ?? from[field];
  return {
    ...card,
    kind: entered.kind ?? card.kind,
    subject: entered.subject || card.subject,
    customerRef: entered.customerRef ?? card.customerRef,
    correspondent: {
      organisation: told('organisation'),
      person: told('person'),
      email: told('email'),
      phone: told('phone'),
      address: told('address'),
      contract: told('contract'),
      inn: from.inn,
    },
  };
}

/** What a recognised scan adds to a card that nobody has completed yet; null when nothing is new. */
export function cardFromText(card: Card, text: string): Card {
  const { correspondent } = card;
  const organisation = ORGANISATION.exec(text)?.[0];
  return {
    ...card,
    subject: card.subject.startsWith('Скан') ? subjectIn(text) || card.subject : card.subject,
    customerRef: card.customerRef ?? customerRefIn(text),
    correspondent: {
      ...correspondent,
      organisation: correspondent.organisation ?? (organisation ? normalQuotes(organisation) : null),
      person:
        correspondent.person ??
        text
          .split('\n')
          .map((line) => line.trim())
          .find((line) => PERSON.test(line)) ??
        null,
      contract: correspondent.contract ?? CONTRACT.exec(text)?.[1] ?? null,
      inn: correspondent.inn ?? INN.exec(text)?.[1] ?? null,
    },
  };
}

const nobody: Correspondent = {
  organisation: null,
  person: null,
  email: null,
  phone: null,
  address: null,
  inn: null,
  contract: null,
};

const blank: Card = {
  kind: 'request',
  topic: null,
  subject: '',
  correspondent: nobody,
  customerRef: null,
  answerChannel: 'post',
  addressee: null,
  sheets: null,
  enclosures: null,
  originalLocation: null,
};

/** «О перерасчёте…» on a line of its own is the title of a business letter. */
function subjectIn(text: string): string {
  const title = text.split('\n').find((line) => /^\s*(?:О|Об|Обо)\s+[а-яё]/u.test(line) && line.trim().length < 120);
  return title?.trim() ?? firstWords(text);
}

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= SUBJECT_CHARS ? line : `${line.slice(0, SUBJECT_CHARS - 1).replace(/\s\S*$/, '')}…`;
}

function customerRefIn(text: string): Card['customerRef'] {
  const match = CUSTOMER_REF.exec(text);
  if (!match?.[1]) return null;
  const [, number, day, month, year] = match;
  return { number, on: day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null };
}

function normalQuotes(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/["“]([^"”»]*)["”»]/u, '«$1»');
}
