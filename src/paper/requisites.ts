/** What must stand on a letter before it is printed, and every text made printable: ties, look-alikes, no hidden signs. */
import { Invalid } from '../domain/errors.ts';
import type { LetterSheet, SheetBlock, SheetList } from '../office/ports/paper.ts';
import { cleaner } from './glyphs.ts';
import { tied } from './no-break.ts';
import { phoneFault } from './phone.ts';
import type { LetterheadConfig } from './stationery.ts';

/**
 * 8.2, 8.4.5: nothing leaves without the executor's name and telephone; nor without a text and a signatory.
 * @throws Invalid with all faults at once, by field
 */
export function demanded(sheet: LetterSheet, config: LetterheadConfig): LetterSheet {
  const fields: Record<string, string> = {};
  const need = (field: string, value: string, sentence: string) => {
    if (!value.trim()) fields[field] = sentence;
  };
  need('executor.name', sheet.executor.name, 'Укажите исполнителя: фамилию, имя и отчество (п. 8.2, 8.4.5).');
  const phone = phoneFault(sheet.executor.phone);
  if (phone) fields['executor.phone'] = phone;
  need('signer.position', sheet.signer.position, 'Укажите должность подписанта.');
  need('signer.name', sheet.signer.name, 'Укажите инициалы и фамилию подписанта.');
  need('addressee', sheet.addressee.join(''), 'Укажите адресата.');
  need('text', sheet.text.map(wordsOf).join(''), 'Напишите текст письма.');
  if (sheet.office && !config.offices[sheet.office]) {
    fields.office = `Офиса «${sheet.office}» нет в templates/letterhead.yaml. Известны: ${Object.keys(config.offices).join(', ')}.`;
  }
  const { clean, faults } = cleaned(sheet);
  for (const fault of faults) fields[fault.field] ??= fault.sentence;
  if (Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields);
  return clean;
}

function wordsOf(block: SheetBlock): string {
  if (typeof block === 'string') return block;
  if ('table' in block) return [block.table.header, ...block.table.rows].flat().join('');
  return block.list.map((item) => (typeof item === 'string' ? item : item.text)).join('');
}

interface Fault {
  readonly field: string;
  readonly sentence: string;
}

function cleaned(sheet: LetterSheet): { clean: LetterSheet; faults: readonly Fault[] } {
  const { printable, faults } = cleaner();
  const line = (text: string, field: string, where: string) => tied(printable(text, field, where));
  const lines = (texts: readonly string[], field: string, where: string) =>
    texts
      .flatMap((text) => text.split(/\n+/))
      .map((text) => line(text, field, where))
      .filter(Boolean);
  const { date, number, ref, title, mark } = sheet;
  const clean: LetterSheet = {
    ...sheet,
    date: date && line(date, 'date', 'дате'),
    number: number && line(number, 'number', 'номере'),
    ref: ref && {
      number: line(ref.number, 'ref.number', 'строке «На №»'),
      date: ref.date && line(ref.date, 'ref.date', 'строке «На №»'),
    },
    addressee: lines(sheet.addressee, 'addressee', 'адресате'),
    title: title && line(title, 'title', 'заголовке'),
    salutation: line(sheet.salutation, 'salutation', 'обращении'),
    text: sheet.text.flatMap((block) => blocks(block, (text) => line(text, 'text', 'тексте письма'))),
    enclosure: lines(sheet.enclosure, 'enclosure', 'приложении'),
    signer: {
      position: line(sheet.signer.position, 'signer.position', 'должности подписанта'),
      name: line(sheet.signer.name, 'signer.name', 'подписи'),
    },
    executor: {
      name: line(sheet.executor.name, 'executor.name', 'отметке об исполнителе'),
      phone: line(sheet.executor.phone, 'executor.phone', 'отметке об исполнителе'),
      ...(sheet.executor.email && { email: line(sheet.executor.email, 'executor.email', 'отметке об исполнителе') }),
    },
    ...(sheet.company && { company: lines(sheet.company, 'company', 'названии компании') }),
    ...(sheet.reference && { reference: lines(sheet.reference, 'reference', 'справочных данных') }),
    ...(mark && { mark: { ...mark, owner: line(mark.owner, 'mark.owner', 'отметке об электронной подписи') } }),
  };
  return { clean, faults };
}

/** A paragraph may hold line breaks: each begins a paragraph of its own. */
function blocks(block: SheetBlock, line: (text: string) => string): readonly SheetBlock[] {
  if (typeof block === 'string') {
    return block.split(/\n+/).map(line).filter(Boolean);
  }
  if ('table' in block) {
    const { header, rows } = block.table;
    return [{ table: { header: header.map(line), rows: rows.map((row) => row.map(line)) } }];
  }
  return [{ ...block, list: items(block.list, line) }];
}

function items(list: SheetList['list'], line: (text: string) => string): SheetList['list'] {
  return list.map((item) => (typeof item === 'string' ? line(item) : { text: line(item.text), list: items(item.list, line) }));
}
