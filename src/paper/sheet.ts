/** `letter INPUT.json OUT.pdf`: the JSON of a letter as a LetterSheet. */
import { z } from 'zod';
import { Invalid } from '../domain/errors.ts';
import type { LetterSheet } from '../office/ports/paper.ts';

/**
 * Keys: company, reference, date, number, ref {number, date}, addressee, title, salutation, text, enclosure,
 * signer {position, name}, executor {name, phone}, docTitle; lists may be single strings. Others are passed over.
 * @throws Invalid naming the fields, in Russian
 */
export function readSheet(json: unknown): LetterSheet {
  const parsed = Sheet.safeParse(json);
  if (!parsed.success) throw new Invalid(...sentences(parsed.error));
  const { company, reference, docTitle, ...sheet } = parsed.data;
  return { ...sheet, ...(company && { company }), ...(reference && { reference }), ...(docTitle && { docTitle }) };
}

const one = z.string('нужна строка').trim().min(1, 'заполните');
const list = z
  .union([z.string(), z.array(z.string('нужна строка'))], 'нужна строка или список строк')
  .transform((value) => (typeof value === 'string' ? value.split(/\n+/) : value).map((each) => each.trim()).filter(Boolean));
const filled = list.refine((value) => value.length > 0, 'заполните');

const Sheet = z.object(
  {
    company: filled.nullish(),
    reference: filled.nullish(),
    date: one.nullish().transform((value) => value ?? null),
    number: one.nullish().transform((value) => value ?? null),
    ref: z
      .object({ number: one, date: one.nullish().transform((value) => value ?? null) }, 'нужен объект с номером и датой')
      .nullish()
      .transform((value) => value ?? null),
    addressee: filled,
    title: one.nullish().transform((value) => value ?? null),
    salutation: one.nullish().transform((value) => value ?? ''),
    text: filled,
    enclosure: list.nullish().transform((value) => value ?? []),
    signer: z.object({ position: one, name: one }, 'нужен объект с должностью и именем'),
    executor: z.object({ name: one, phone: one }, 'нужен объект с именем и телефоном'),
    docTitle: one.nullish(),
  },
  'нужен объект письма',
);

const names: Readonly<Record<string, string>> = {
  company: 'название компании',
  reference: 'справочные данные',
  date: 'дата',
  number: 'номер',
  ref: 'ссылка «На №»',
  'ref.number': 'номер в строке «На №»',
  'ref.date': 'дата в строке «На №»',
  addressee: 'адресат',
  title: 'заголовок',
  salutation: 'обращение',
  text: 'текст',
  enclosure: 'приложение',
  signer: 'подписант',
  'signer.position': 'должность подписанта',
  'signer.name': 'имя подписанта',
  executor: 'исполнитель',
  'executor.name': 'имя исполнителя (п. 8.4.5)',
  'executor.phone': 'телефон исполнителя (п. 8.2)',
  docTitle: 'название документа',
};

function sentences(error: z.ZodError): [string, Record<string, string>] {
  const fields: Record<string, string> = {};
  for (const { path, message, code } of error.issues) {
    const key = path.filter((each) => typeof each === 'string').join('.');
    fields[key] =
      `Поле «${key || 'письмо'}» (${names[key] ?? 'письмо'}): ${code === 'invalid_type' && /[A-Za-z]/.test(message) ? 'заполните' : message}.`;
  }
  return [Object.values(fields).join(' '), fields];
}
