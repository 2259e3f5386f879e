import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Invalid } from '../../../src/domain/errors.ts';
import type { LetterSheet } from '../../../src/office/ports/paper.ts';
import { printable } from '../../../src/paper/glyphs.ts';
import { letterheadPrinter } from '../../../src/paper/letterhead.ts';
import { loadLetterhead } from '../../../src/paper/stationery.ts';

const letterhead = loadLetterhead('templates/letterhead.yaml');
const printer = letterheadPrinter({ letterhead });
const sheet: LetterSheet = {
  date: '23.11.2026',
  number: 'ЦО-И-2026/001847',
  ref: { number: '214-П', date: '05.11.2026' },
  addressee: ['Генеральному директору', 'ООО «Пример-Снаб»', 'Заказчикову А.Б.'],
  title: 'О перерасчёте за сентябрь 2026 г.',
  salutation: 'Уважаемый Андрей Борисович!',
  text: ['Благодарим Вас за обращение. Мы проверили начисления и сообщаем следующее.'],
  enclosure: ['Расчёт на 1 л. в 1 экз.'],
  signer: { position: 'Первый заместитель генерального директора', name: 'П.И. Подписантов' },
  executor: { name: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00' },
};

describe('the letterhead', () => {
  it('8.4.5: is not printed without the executor’s name', async () => {
    await expect(printer.letterhead({ ...sheet, executor: { ...sheet.executor, name: ' ' } })).rejects.toThrow(/исполнителя/);
  });

  it('8.2: is not printed without the executor’s telephone, or with one that nobody can dial', async () => {
    const without = printer.letterhead({ ...sheet, executor: { ...sheet.executor, phone: '' } });
    await expect(without).rejects.toMatchObject({ fields: { 'executor.phone': expect.stringContaining('8.2') } });
    await expect(printer.letterhead({ ...sheet, executor: { ...sheet.executor, phone: '214' } })).rejects.toBeInstanceOf(Invalid);
  });

  it('8.4.5: needs text, addressee and signatory, and says so all at once', async () => {
    const bare = printer.letterhead({ ...sheet, text: [], addressee: [], signer: { position: '', name: '' } });
    await expect(bare).rejects.toMatchObject({
      fields: { text: expect.any(String), addressee: expect.any(String), 'signer.name': expect.any(String) },
    });
  });

  it('the same letter gives the same bytes, also after another one', async () => {
    const first = await printer.letterhead(sheet);
    await printer.letterhead({ ...sheet, text: ['Совсем другой текст: съешь ещё этих мягких французских булок.'] });
    expect((await printer.letterhead(sheet)).equals(first)).toBe(true);
  });

  it('is a tagged PDF/A-2a in Russian, dated by the letter and not by the printing', async () => {
    const pdf = (await printer.letterhead(sheet)).toString('latin1');
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    expect(pdf).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(pdf).toContain('/Lang (ru-RU)');
    expect(pdf).toContain('D:20261123');
  });

  it('the second letter with shared fonts loses no glyph: Latin c is there, though Cyrillic с was drawn from it before', async () => {
    await printer.letterhead(sheet);
    const tables = streams(await printer.letterhead({ ...sheet, text: ['Пишите на адрес kanc@tbek.example.'] })).filter((each) =>
      each.includes('begincmap'),
    );
    expect(tables).toHaveLength(3);
    for (const table of tables) expect(table).not.toMatch(/<\s*>/);
    expect(tables.filter((table) => table.includes('<0063>')).length).toBe(2);
  });

  it('a draft has empty places for date and number', async () => {
    const draft = await printer.letterhead({ ...sheet, date: null, number: null, ref: null });
    expect(draft.length).toBeGreaterThan(10_000);
    expect(draft.toString('latin1')).toContain('D:19700101');
  });
});

describe('characters', () => {
  it('that look alike take the place of those the fonts lack', () => {
    expect(printable('10\u202f915\u2011й \u200bшаг', 'тексте')).toBe('10\u00a0915-й шаг');
  });

  it('that nothing can replace are refused by name', () => {
    expect(printable('Спасибо 😀 → ☑', 'тексте письма')).toBe('Спасибо 😀 → ☑');
    expect(printable('北京', 'тексте письма')).toBe('北京');
    expect(() => printable('ไทย', 'тексте письма')).toThrow(/тексте письма.*ไ.*U\+0E44.*ย/);
  });

  it('that turn the direction of writing or hide are left out', () => {
    expect(printable('счёт\u202efdp\u200d\u0007', 'тексте')).toBe('счётfdp');
  });
});

function streams(pdf: Buffer): readonly string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/FlateDecode[\s\S]*?stream\n/g)].flatMap((match) => {
    const from = match.index + match[0].length;
    return [inflateSync(pdf.subarray(from, text.indexOf('endstream', from)), { finishFlush: 2 }).toString('latin1')];
  });
}
