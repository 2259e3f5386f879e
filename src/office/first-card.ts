/** The card as the engine fills it before a clerk completes it. What is not known stays null. */
import type { Card, Correspondent } from '../domain/card.ts';
import { withoutQuoted } from '../language/layers.ts';
import type { Arrival, EnteredCard } from './ports/intake.ts';
import type { ParsedMail } from './ports/mail.ts';
import { customerRefIn, normalQuotes, ORGANISATION, type SuggestedField, suggestionsIn } from './suggest.ts';

const SUBJECT_CHARS = 160;
const CONTRACT = /(?:договор[а-яё]*|дог\.)(?:\s+[а-яё]+){0,2}\s*№\s*([0-9A-Za-zА-ЯЁа-яё][0-9A-Za-zА-ЯЁа-яё/-]{1,30})/iu;
const INN = /ИНН\D{0,3}(\d{12}|\d{10})\b/u;

export function cardOfMail(mail: ParsedMail): Card {
  const { name, address } = mail.from;
  // A quoted answer of ours names our firm, our numbers and our INN
  const words = withoutQuoted(mail.text);
  const text = `${mail.subject ?? ''}\n${words}`;
  const organisation = name?.match(ORGANISATION)?.[0] ?? words.match(ORGANISATION)?.[0] ?? null;
  return {
    ...blank,
    subject: mail.subject || firstWords(words) || '(без темы)',
    correspondent: {
      ...nobody,
      organisation: organisation && normalQuotes(organisation),
      person: name && name.search(ORGANISATION) < 0 ? name : null,
      email: mail.replyTo ?? address,
      contract: (CONTRACT.exec(text) ?? CONTRACT.exec(mail.text))?.[1] ?? null,
      inn: INN.exec(text)?.[1] ?? null,
    },
    customerRef: customerRefIn(text),
    answerChannel: address ? 'email' : 'post',
    // What Outlook wraps files in is none itself
    enclosures: mail.attachments.filter(({ type }) => type !== 'application/ms-tnef').length || null,
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
    answerChannel: entered.answerChannel ?? (email ? 'email' : 'post'),
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
    answerChannel: entered.answerChannel ?? card.answerChannel,
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

/** What a recognised scan adds to a card that nobody has completed yet. `ownDomains`: our addresses are not the sender's. */
export function cardFromText(card: Card, text: string, ownDomains: readonly string[]): Card {
  const { correspondent } = card;
  const found = suggestionsIn(text, { domains: ownDomains, phones: [] });
  const first = (field: SuggestedField) => found.find((each) => each.field === field)?.value ?? null;
  return {
    ...card,
    subject: card.subject.startsWith('Скан') ? subjectIn(text) || card.subject : card.subject,
    customerRef: card.customerRef ?? customerRefIn(text),
    correspondent: {
      organisation: correspondent.organisation ?? first('organisation'),
      person: correspondent.person ?? first('person'),
      email: correspondent.email ?? first('email'),
      phone: correspondent.phone ?? first('phone'),
      address: correspondent.address ?? first('address'),
      inn: correspondent.inn ?? first('inn'),
      contract: correspondent.contract ?? first('contract'),
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
