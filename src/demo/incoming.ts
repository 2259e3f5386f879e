/** What of the set comes in through which door: mails as raw bytes, everything else as a card typed by a clerk. */
import { dayIn } from '../domain/calendar.ts';
import { officeOf } from '../domain/organisation.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { Incoming } from '../office/incoming.ts';
import { deliveryReport } from './delivery-report.ts';
import { shifted } from './moments.ts';
import { rawMail } from './raw-mail.ts';
import type { Customer, MachineMail, Story } from './story.ts';

export interface LetterIn {
  readonly standard: Standard;
  readonly story: Story;
  readonly customer: Customer;
  readonly clerk: Person;
  readonly words: (text: string) => string;
  readonly at: Date;
}

export function incomingLetter({ standard, story, customer, clerk, words, at }: LetterIn): Incoming {
  const { id, channel, office } = story;
  const [subject, text] = [words(story.subject), words(story.text)];
  if (channel === 'email') {
    const raw = rawMail({
      messageId: `${id}@${domainOf(story, customer)}`,
      date: new Date(at.getTime() - 60_000),
      from: { name: nameOf(customer), address: customer.email ?? '' },
      to: [mailbox(standard, office)],
      subject,
      text,
      attachments: story.attachments.map((file) => ({ ...file, name: words(file.name) })),
    });
    return byMail(standard, id, office, raw, at);
  }
  const { organisation, person, email, phone, address, contract } = customer;
  const day = dayIn(standard.organisation.company.zone, at);
  const source = channel === 'web-form' ? 'интернет-приёмная' : `внесено вручную: ${clerk.surname}`;
  const files = story.scans.map(({ name, content }) => ({ name, content }));
  const customerRef = story.ref === null ? null : { number: story.ref, on: shifted(day, -1) };
  const who = { organisation, person, email, phone, address, contract };
  const entered = { subject, text, ...who, receivedOn: day, kind: story.kind, customerRef };
  return { key: `demo:${id}`, channel, office, source, at, files, entered };
}

/** The same bytes in the mailbox of another office: one letter with two arrivals. */
export function copyIn(standard: Standard, { key, files }: Incoming, office: string, at: Date): Incoming {
  return { key: `${key}:${office}`, channel: 'email', office, source: mailbox(standard, office), at, files, entered: null };
}

export function incomingMachineMail(standard: Standard, mail: MachineMail, at: Date): Incoming {
  const { id, office, from, name, subject, headers, text } = mail;
  const to = [mailbox(standard, office)];
  const messageId = `${id}@${from.slice(from.indexOf('@') + 1)}`;
  return byMail(
    standard,
    id,
    office,
    rawMail({ messageId, date: at, from: { name, address: from }, to, subject, headers, text }),
    at,
  );
}

/** `about`: the Message-ID of our reply, with or without angle brackets. */
export function incomingReport(
  standard: Standard,
  { id, office }: Pick<Story, 'id' | 'office'>,
  { recipient, about }: { readonly recipient: string; readonly about: string },
  at: Date,
): Incoming {
  const sender = mailbox(standard, office);
  const report = { id: `report-${id}`, date: at, recipient, sender, about: about.replace(/^<|>$/g, '') };
  return byMail(standard, report.id, office, deliveryReport(report), at);
}

function byMail(standard: Standard, id: string, office: string, raw: Buffer, at: Date): Incoming {
  const files = [{ name: 'letter.eml', content: raw }];
  return { key: `demo:${id}`, channel: 'email', office, source: mailbox(standard, office), at, files, entered: null };
}

/** 8.4.1: the filials have no mailbox of their own. */
function mailbox(standard: Standard, code: string): string {
  const email = officeOf(standard, code)?.email;
  if (!email) throw new Error(`the office "${code}" has no mailbox (8.4.1)`);
  return email;
}

function nameOf({ organisation, person }: Customer): string | null {
  return person ?? organisation;
}

function domainOf({ id }: Story, { email }: Customer): string {
  const domain = email?.split('@')[1];
  if (!domain) throw new Error(`${id}: a letter by e-mail needs a customer with an address`);
  return domain;
}
