/** `letter INPUT.json OUT.pdf`: the JSON of a letter as a LetterSheet, or everything that is wrong with it at once. */
import { z } from 'zod';
import { Invalid } from '../domain/errors.ts';
import type { LetterSheet } from '../office/ports/paper.ts';
import { cleaner } from './glyphs.ts';
import { phoneFault } from './phone.ts';
import { body, longest } from './sheet-body.ts';

/**
 * {form, office, number, date, inReplyTo: {number, date} | null, addressee: {position?, organisation?, name?, address?, email?},
 * title, salutation, body, enclosures: [{title, sheets, copies}], signatory: {position, name}, executor: {name, phone, email?}};
 * besides company, reference, docTitle, check: {url, code}. Others are passed over; title and salutation may be null on purpose.
 * @throws Invalid with a Russian sentence for each faulty path
 */
export function readSheet(json: unknown): LetterSheet {
  const parsed = Input.safeParse(json);
  const fields: Record<string, string> = {};
  for (const { path, message } of parsed.error?.issues ?? []) fields[path.map(String).join('.') || 'letter'] ??= message;
  for (const { field, sentence } of unprintable(json)) fields[field] ??= sentence;
  if (!parsed.success || Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields);
  const { form, office, number, date, inReplyTo, addressee, title, salutation, enclosures, signatory, executor, ...more } =
    parsed.data;
  const { company, reference, docTitle, check } = more;
  return {
    ...(form && { form }),
    ...(office && { office }),
    number,
    date: dotted(date),
    ref: inReplyTo ? { number: inReplyTo.number, date: inReplyTo.date ? dotted(inReplyTo.date) : null } : null,
    addressee: [addressee.position, addressee.organisation, addressee.name, addressee.address, addressee.email].filter(
      (line): line is string => Boolean(line),
    ),
    title,
    salutation: salutation ?? '',
    text: more.body as LetterSheet['text'],
    enclosure: enclosures.map(({ title: name, sheets, copies }) =>
      [name, `на ${sheets} л. в ${copies} экз.`].filter(Boolean).join(' '),
    ),
    signer: { position: signatory.position, name: initialsFirst(signatory.name) },
    executor: { name: executor.name, phone: executor.phone, ...(executor.email && { email: executor.email }) },
    ...(company && { company }),
    ...(reference && { reference }),
    ...(docTitle && { docTitle }),
    ...(check && { check }),
  };
}

const text = (sentence: string) =>
  z.string(sentence).trim().min(1, sentence).max(longest.text, `Слишком длинно: больше ${longest.text} знаков. Сократите.`);
const optional = z
  .string('Здесь нужна строка.')
  .trim()
  .nullish()
  .transform((value) => value || null);
const day = (sentence: string) =>
  z
    .string(sentence)
    .refine((value) => isDay(value), `${sentence} Такого дня нет в календаре или он записан иначе, чем ГГГГ-ММ-ДД.`);
const whole = (sentence: string) => z.int(sentence).min(1, sentence).max(9999, sentence);
const lines = z
  .union([z.string(), z.array(z.string())], 'Нужна строка или список строк.')
  .transform((value) => (typeof value === 'string' ? [value] : value).map((line) => line.trim()).filter(Boolean));

const Input = z.object(
  {
    form: z.enum(['corner', 'longitudinal'], 'Форма бланка: corner (угловая) или longitudinal (продольная).').nullish(),
    office: optional,
    number: text('Укажите исходящий номер письма.'),
    date: day('Укажите дату письма.'),
    inReplyTo: z
      .object(
        {
          number: text('Укажите номер обращения, на которое отвечаете, или уберите ссылку (inReplyTo: null).'),
          date: day('Укажите дату обращения, на которое отвечаете.').nullish(),
        },
        'Ссылка на обращение — объект с номером и датой, либо null.',
      )
      .nullish(),
    addressee: z
      .object(
        { position: optional, organisation: optional, name: optional, address: optional, email: optional },
        'Укажите адресата: организацию или имя.',
      )
      .refine(({ organisation, name, position }) => organisation || name || position, 'Укажите адресата: организацию или имя.'),
    title: text('Напишите заголовок к тексту: «О …».').nullable(),
    salutation: text('Напишите обращение: «Уважаемый Имя Отчество!».').nullable(),
    body,
    enclosures: z
      .array(
        z.object(
          {
            title: optional,
            sheets: whole('Укажите число листов приложения: целое, от 1.'),
            copies: whole('Укажите число экземпляров приложения: целое, от 1.'),
          },
          'Приложение — объект с названием, листами и экземплярами.',
        ),
        'Приложения — список.',
      )
      .max(200, 'Приложений больше 200. Составьте опись и приложите её.')
      .nullish()
      .transform((value) => value ?? []),
    signatory: z.object(
      { position: text('Укажите должность подписанта.'), name: text('Укажите инициалы и фамилию подписанта.') },
      'Укажите подписанта: должность, инициалы и фамилию.',
    ),
    executor: z.object(
      {
        name: text('Укажите исполнителя: фамилию, имя и отчество (п. 8.2, 8.4.5).'),
        phone: z.string('Укажите телефон исполнителя (п. 8.2, 8.4.5).').trim().check(dialled),
        email: optional,
      },
      'Укажите исполнителя: фамилию, имя, отчество и телефон (п. 8.2, 8.4.5).',
    ),
    company: lines.nullish(),
    reference: lines.nullish(),
    docTitle: optional,
    check: z.object({ url: text('Укажите адрес проверки.'), code: text('Укажите код проверки.') }).nullish(),
  },
  'Нужен объект письма.',
);

/** Every text of the letter that has characters no font of the house can draw. */
function unprintable(json: unknown): ReturnType<typeof cleaner>['faults'] {
  const { printable, faults } = cleaner();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') printable(value, path.join('.'), `поле «${path.join('.')}»`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
    }
  };
  walk(json, []);
  return faults;
}

function dialled({ value, issues }: z.core.ParsePayload<string>): void {
  const message = phoneFault(value);
  if (message) issues.push({ code: 'custom', message, input: value });
}

function isDay(value: string): boolean {
  const [, year, month, date] = value.match(/^(\d{4})-(\d{2})-(\d{2})$/)?.map(Number) ?? [];
  if (!year || !month || !date) return false;
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
}

function dotted(date: string): string {
  return `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
}

/** Under a letter initials stand before the surname: «Подписантов Пётр Иванович» → «П. И. Подписантов». */
function initialsFirst(name: string): string {
  const full = name.match(/^([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+([А-ЯЁ])[а-яё]+(?:\s+([А-ЯЁ])[а-яё]+(?:вич|вна|ич|чна))?$/u);
  const short = name.match(/^([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+([А-ЯЁ])\.\s*(?:([А-ЯЁ])\.)?$/u);
  const [, surname, first, second] = full ?? short ?? [];
  if (!surname) return name;
  return [`${first}.`, second && `${second}.`, surname].filter(Boolean).join(' ');
}
