/** An upload as the office takes it: one letter, its files in page order, and what the sender told beside them. */
import { isDay } from '../domain/calendar.ts';
import { Invalid } from '../domain/errors.ts';
import { officeOf } from '../domain/organisation.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { Incoming, IncomingFile } from '../office/incoming.ts';
import type { EnteredCard } from '../office/ports/intake.ts';
import type { UploadValues } from './shapes.ts';

/** The key is empty: the office takes the content for it, so the same file twice is one letter. @throws Invalid */
export function incomingFrom(
  standard: Standard,
  values: UploadValues,
  files: readonly IncomingFile[],
  actor: Person,
  now: Date,
): Incoming {
  const office = values.office ?? (actor.office || (standard.organisation.offices[0]?.code ?? ''));
  if (!officeOf(standard, office)) {
    const known = standard.organisation.offices.map(({ code }) => code).join(', ');
    throw new Invalid(`Офиса «${office}» нет. Укажите один из: ${known}.`);
  }
  for (const day of [values.receivedOn, values.refOn]) {
    if (day && !isDay(day)) throw new Invalid(`Дня ${day} нет в календаре. Укажите дату в виде ГГГГ-ММ-ДД.`);
  }
  return {
    key: '',
    channel: values.channel ?? (files.every(isMail) ? 'email' : 'post'),
    office,
    source: actor.roles.includes('system') ? 'загрузка' : `загрузка: ${actor.surname}`,
    at: now,
    files,
    entered: enteredFrom(values),
  };
}

/** Null when nothing was told: then all is read from the file. */
function enteredFrom(values: UploadValues): EnteredCard | null {
  const { office: _, channel: __, ...told } = values;
  if (Object.values(told).every((value) => value === undefined)) return null;
  const { from } = values;
  const isAddress = from !== undefined && /^\S+@\S+$/.test(from);
  return {
    subject: values.subject ?? '',
    text: values.text ?? '',
    organisation: values.organisation ?? null,
    person: values.person ?? (isAddress ? null : (from ?? null)),
    email: values.email ?? (isAddress ? from : null),
    phone: values.phone ?? null,
    address: values.address ?? null,
    contract: values.contract ?? null,
    receivedOn: values.receivedOn ?? null,
    kind: values.kind ?? null,
    customerRef: values.refNumber ? { number: values.refNumber, on: values.refOn ?? null } : null,
  };
}

/** By its first bytes: a header field, as in `Received:` or `From:`. */
function isMail({ content, name }: IncomingFile): boolean {
  return /\.eml$/i.test(name) || /^(?:[A-Za-z][A-Za-z0-9-]*:|From )/.test(content.subarray(0, 80).toString('latin1'));
}
