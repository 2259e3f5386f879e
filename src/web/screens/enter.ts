/** A letter entered by hand: brought in person, told by phone, left on the answering machine; with scans or without. */
import type { RequestHandler } from 'express';
import { isDay } from '../../domain/calendar.ts';
import { CHANNELS, type Channel } from '../../domain/card.ts';
import { Invalid } from '../../domain/errors.ts';
import type { Person } from '../../domain/person.ts';
import { KINDS } from '../../language/finding.ts';
import type { Incoming, IncomingFile } from '../../office/incoming.ts';
import { choice, coded } from '../choices.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { area, type Body, line, oneOf, writerFrom } from '../form.ts';
import { letterHref } from '../rows.ts';
import { personOf } from '../session.ts';
import type { Uploaded } from '../upload.ts';

export function enter(desk: Desk): RequestHandler {
  return (request, response) => show(desk, request, response, {}, {});
}

export function entered(desk: Desk): RequestHandler {
  const { office, now } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const { fields, files } = request.body as Uploaded;
    let incoming: Incoming;
    try {
      incoming = incomingFrom(fields, files, person, now());
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      response.status(422);
      return show(desk, request, response, fields, error.fields);
    }
    // 8.4.6: our own answer, signed and scanned, is no new letter
    const signed = files.length > 0 ? await office.findSigned(files).catch(() => null) : null;
    if (signed) {
      await office.takeSigned(files, person);
      sayNext(response, `Это наш ответ № ${signed.outgoingNumber} с подписью: скан приложен к нему`);
      return response.redirect(303, letterHref(signed.number));
    }
    const [receipt] = await office.receive([incoming]);
    if (receipt?.outcome === 'registered') {
      sayNext(response, `Зарегистрировано: № ${receipt.number}`);
      return response.redirect(303, letterHref(receipt.number));
    }
    if (receipt?.outcome === 'quarantined') {
      sayNext(response, `Отложено в карантин: ${receipt.reason}`);
      return response.redirect(303, '/quarantine');
    }
    response.status(422);
    await show(desk, request, response, fields, { file: receipt?.reason ?? 'Файл не принят.' });
  };
}

/** Each entry is a letter of its own, also when two consumers say the same words. */
function incomingFrom(fields: Body, files: readonly IncomingFile[], person: Person, now: Date): Incoming {
  const errors: Record<string, string> = {};
  const subject = line(fields, 'subject');
  const text = area(fields, 'text').trim();
  const receivedOn = line(fields, 'receivedOn');
  const channel = oneOf(CHANNELS, line(fields, 'channel'));
  const once = line(fields, 'once');
  if (!subject) errors.subject = 'Напишите, о чём обращение: по теме его находят в журнале.';
  if (!text && files.length === 0) errors.text = 'Запишите суть обращения или приложите скан.';
  if (!channel) errors.channel = 'Выберите, как поступило обращение.';
  if (receivedOn && !isDay(receivedOn)) errors.receivedOn = 'Такой даты нет. Выберите день в календаре.';
  if (Object.keys(errors).length > 0 || !channel) throw new Invalid('', errors);
  const refNumber = line(fields, 'refNumber');
  const refOn = line(fields, 'refOn');
  return {
    key: `hand:${person.id}:${once || now.toISOString()}`,
    channel,
    office: person.office,
    source: `внесено вручную: ${person.surname}`,
    at: now,
    files,
    entered: {
      subject,
      text,
      ...writerFrom(fields),
      receivedOn: receivedOn || null,
      kind: oneOf(KINDS, line(fields, 'kind')),
      customerRef: refNumber ? { number: refNumber, on: isDay(refOn) ? refOn : null } : null,
    },
  };
}

async function show(
  { pages, words, now }: Desk,
  request: Parameters<RequestHandler>[0],
  response: Parameters<RequestHandler>[1],
  given: Body,
  errors: Readonly<Record<string, string>>,
): Promise<void> {
  const of = (name: string) => area(given, name);
  await pages.screen(request, response, 'enter', {
    title: 'Внести вручную',
    here: 'enter',
    narrow: false,
    channels: BY_HAND.map((channel) => choice(channel, words.channels[channel], channel === (of('channel') || 'in-person'))),
    kinds: coded(words.kinds, of('kind') || 'request'),
    value: Object.fromEntries(NAMES.map((name) => [name, of(name)])),
    error: Object.fromEntries([...NAMES, 'channel', 'file'].map((name) => [name, errors[name] ?? ''])),
    label: words.fields,
    // Sent twice by a double click, it is one letter
    once: of('once') || now().toISOString(),
  });
}

const BY_HAND: readonly Channel[] = ['in-person', 'post', 'phone', 'hotline', 'answering-machine', 'fax', 'web-form', 'email'];
const NAMES = [
  'subject',
  'text',
  'organisation',
  'person',
  'email',
  'phone',
  'address',
  'contract',
  'receivedOn',
  'refNumber',
  'refOn',
];
