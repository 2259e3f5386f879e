/** The public form of the house (8.3, 9.4, R41): a consumer writes without an account and leaves with a number, a day and a code. */
import { createHash, randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AnswerChannel } from '../../domain/card.ts';
import { KINDS } from '../../language/finding.ts';
import type { Incoming } from '../../office/incoming.ts';
import { choice, coded } from '../choices.ts';
import type { Desk } from '../desk.ts';
import { area, type Body, line, oneOf, writerFrom } from '../form.ts';
import type { Uploaded } from '../upload.ts';
import { contactsOf } from './status.ts';

export function write(desk: Desk): RequestHandler {
  return (request, response) => show(desk, request, response, {}, {});
}

/** Registered: on to the page of its state. Put before people first: said so. Anything missing: the form again, nothing lost. */
export function written(desk: Desk): RequestHandler {
  return async (request, response) => {
    const { fields, files } = request.body as Uploaded;
    const errors = faultsOf(fields, files.length);
    if (Object.keys(errors).length > 0) {
      response.status(422);
      const again = files.length > 0 ? { file: 'Выберите файлы ещё раз: браузер их не сохранил.' } : {};
      return show(desk, request, response, fields, { ...errors, ...again });
    }
    const [receipt] = await desk.office.receive([incomingFrom(desk, fields, files)]);
    if (receipt?.outcome === 'registered' && receipt.statusCode)
      return response.redirect(303, `/status/${encodeURIComponent(receipt.statusCode)}?accepted`);
    if (receipt?.outcome !== 'registered' && receipt?.outcome !== 'quarantined') {
      response.status(422);
      return show(desk, request, response, fields, { file: receipt?.reason ?? 'Файл не принят.' });
    }
    const number = receipt.outcome === 'registered' ? receipt.number : null;
    desk.pages.bare(request, response, 'written', { title: 'Обращение получено', number, ...contactsOf(desk.standard) });
  };
}

type Way = Extract<AnswerChannel, 'email' | 'post' | 'phone'>;

/** 9.8: the consumer chooses; what is typed beside another way is a contact all the same. */
const WAYS: readonly { readonly way: Way; readonly label: string; readonly field: string; readonly fill: string }[] = [
  { way: 'email', label: 'На электронную почту', field: 'email', fill: 'email' },
  { way: 'post', label: 'Письмом по почте', field: 'address', fill: 'street-address' },
  { way: 'phone', label: 'По телефону', field: 'phone', fill: 'tel' },
];

function wayOf(fields: Body): Way {
  return WAYS.find(({ way }) => way === line(fields, 'way'))?.way ?? 'email';
}

/** By field, each with its remedy. 8.2.10: without a contact there would be no answer, so the form asks for one. */
function faultsOf(fields: Body, files: number): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  const way = wayOf(fields);
  if (!line(fields, 'person') && !line(fields, 'organisation')) errors.person = 'Напишите, как к Вам обращаться.';
  if (!area(fields, 'text').trim() && files === 0) errors.text = 'Напишите, что случилось, или приложите письмо файлом.';
  const email = line(fields, 'email');
  if (way === 'email' && !email) errors.email = 'Впишите адрес, на который прислать ответ.';
  else if (way === 'email') Object.assign(errors, emailFault(email));
  if (way === 'post' && line(fields, 'address').length < 10)
    errors.address = 'Впишите адрес полностью: индекс, населённый пункт, улица, дом.';
  if (way === 'phone' && line(fields, 'phone').replace(/\D/g, '').length < 6)
    errors.phone = 'Впишите номер с кодом города, например 8 (3467) 00-00-00.';
  if (line(fields, 'agreed') !== 'yes') errors.agreed = 'Поставьте отметку: без неё мы не вправе обработать Ваши данные.';
  return errors;
}

function emailFault(email: string): { readonly email?: string } {
  if (/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]{2,}$/.test(email)) return {};
  if (!email.includes('@')) return { email: 'В адресе нет знака @. Проверьте его, например info@primer.ru.' };
  if (/^[^\s@]+@[^\s@.]+\.?$/.test(email)) return { email: 'Адрес неполный: добавьте окончание, например .ru' };
  return { email: 'Адрес не читается. Проверьте его, например info@primer.ru.' };
}

/** The same words by a double click are one letter; other words from the same page are another. */
function incomingFrom({ standard, now }: Desk, fields: Body, files: Uploaded['files']): Incoming {
  const digest = createHash('sha256').update(JSON.stringify(NAMES.map((name) => area(fields, name))));
  for (const { content } of files) digest.update(content);
  const at = now();
  return {
    key: `web:${line(fields, 'once') || at.toISOString()}:${digest.digest('hex').slice(0, 24)}`,
    channel: 'web-form',
    office: standard.organisation.offices[0]?.code ?? '',
    source: 'интернет-приёмная',
    at,
    files,
    entered: {
      subject: line(fields, 'subject'),
      text: area(fields, 'text').trim(),
      ...writerFrom(fields),
      receivedOn: null,
      kind: oneOf(KINDS, line(fields, 'kind')),
      customerRef: null,
      answerChannel: wayOf(fields),
    },
  };
}

function show(
  { pages, words, standard }: Desk,
  request: Request,
  response: Response,
  given: Body,
  errors: Readonly<Record<string, string>>,
): void {
  const way = wayOf(given);
  pages.bare(request, response, 'write', {
    title: 'Написать нам',
    days: standard.terms.days,
    value: Object.fromEntries(NAMES.map((name) => [name, area(given, name)])),
    error: Object.fromEntries([...NAMES, 'file', 'agreed'].map((name) => [name, errors[name] ?? ''])),
    wrong: Object.keys(errors).length > 0,
    kinds: coded(words.kinds, line(given, 'kind') || 'request'),
    ways: WAYS.map(({ label, field, fill, ...each }) => ({
      ...choice(each.way, label, each.way === way),
      field,
      fill,
      value: each.way,
      text: area(given, field),
      error: errors[field] ?? '',
      lines: field === 'address',
    })),
    agreed: line(given, 'agreed') === 'yes',
    once: line(given, 'once') || randomBytes(12).toString('base64url'),
    ...contactsOf(standard),
  });
}

const NAMES = ['organisation', 'contract', 'person', 'email', 'address', 'phone', 'subject', 'text', 'kind', 'way'];
