/** Letters that nobody likes to print: measured by poppler on the finished sheets (8.4.5, ГОСТ Р 7.0.97-2025). */
import { describe, expect, it } from '@jest/globals';
import { paperPrinter } from '../../../src/paper/printer.ts';
import { readSheet } from '../../../src/paper/sheet.ts';
import { loadLetterhead } from '../../../src/paper/stationery.ts';
import { letterJson } from '../../support/letter-json.ts';
import { linesOf, type Placed, wordsOf } from '../../support/placed-words.ts';

const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
const paragraph =
  'По данным прибора учёта № 1023, установленного на вводе в здание по адресу: г. Таёжноборск, ул. Складская, д. 7, за сентябрь 2026 г. потреблено 10 915 кВт·ч. В счёте была указана величина 12 480 кВт·ч, рассчитанная по среднему расходу.';

async function sheets(changes: object): Promise<readonly Placed[]> {
  return wordsOf(await printer.letterhead(readSheet({ ...letterJson, ...changes })));
}

function lineWith(words: readonly Placed[], text: string): readonly Placed[] {
  const line = linesOf(words).find((each) => each.some((word) => word.text.includes(text)));
  if (!line) throw new Error(`«${text}» is not on the sheets`);
  return line;
}

const said = (line: readonly Placed[]) => line.map(({ text }) => text).join(' ');

describe('letters that are hard to set', () => {
  it('every line but the last of a paragraph ends at the right margin, whatever stands before its spaces', async () => {
    const words = await sheets({ body: [paragraph] });
    const full = ['данным', 'адресу:', 'указана'].map((first) => lineWith(words, first).at(-1)?.right ?? 0);
    for (const right of full) expect(Math.abs(right - 195)).toBeLessThan(0.25);
  });

  it('amounts in a table are never cut, on any sheet, and the head is repeated on each', async () => {
    const rows = Array.from({ length: 70 }, (_, n) => [
      n + 1,
      `г. Таёжноборск, ул. Складская, д. ${n + 1}, помещение ${n * 3}`,
      `СЭТ-4ТМ.03М № ${1_000_000 + n}`,
      `${100 + n} 268,00`,
    ]);
    const table = {
      header: ['№ п/п', 'Адрес объекта', 'Прибор учёта', 'Сумма, руб.'],
      rows: [...rows, ['Итого', '', '', '9 876 543,21']],
    };
    const words = await sheets({ body: ['Начисления:', { table }] });
    const text = linesOf(words).map(said).join('\n');
    for (let n = 0; n < 70; n += 1) expect(text).toContain(`${100 + n} 268,00`);
    expect(text).toContain('9 876 543,21');
    const last = words.at(-1)?.sheet ?? 0;
    expect(last).toBeGreaterThan(1);
    expect(words.filter((word) => word.text === 'Адрес').map(({ sheet }) => sheet)).toEqual(
      Array.from({ length: last + 1 }, (_, sheet) => sheet),
    );
  });

  it('a table of thirty columns parts into tables of like width, with its words whole and its first column repeated', async () => {
    const header = Array.from({ length: 30 }, (_, n) => (n === 0 ? 'Объект' : `Показатель ${n}`));
    const words = await sheets({ body: [{ table: { header, rows: [header.map((_, n) => String(n * 7))] } }] });
    expect(words.filter(({ text }) => text === 'Показатель')).toHaveLength(29);
    expect(words.filter(({ text }) => text === 'Объект')).toHaveLength(5);
  });

  it('a cell longer than a sheet goes on without a line of its own', async () => {
    const words = await sheets({
      body: [{ table: { header: ['Вопрос', 'Ответ'], rows: [['Почему?', `${paragraph} `.repeat(21)]] } }],
    });
    const column = words.find(({ text }) => text === 'Ответ')?.left ?? 0;
    const lines = linesOf(words).filter((line) => line.some(({ left }) => Math.abs(left - column) < 0.2));
    const perSheet = [0, 1, 2].map((sheet) => lines.filter(([first]) => first?.sheet === sheet).length);
    for (const count of perSheet.filter((each) => each > 0)) expect(count).toBeGreaterThanOrEqual(3);
    // The lines stand at one distance, also where the row might have parted
    const head = lines.findIndex((line) => line.some(({ text }) => text === 'Ответ'));
    const tops = lines.slice(head).flatMap(([first]) => (first?.sheet === 0 ? [first.bottom] : []));
    const steps = tops.slice(2).map((top, index) => top - (tops[index + 1] ?? 0));
    expect(steps.length).toBeGreaterThan(9);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.3);
  });

  it('words of Hebrew and Arabic stand from right to left, their quotes around them', async () => {
    const words = await sheets({ body: ['Компания «חברת חשמל» и «شركة الكهرباء» прислали договор № 15.'] });
    const left = (letter: string) => words.find(({ text }) => text.includes(letter))?.left ?? 0;
    expect(left('ח')).toBeGreaterThan(0);
    expect(left('ב')).toBeGreaterThan(left('שמ') || left('מש'));
    const line = said(lineWith(words, 'Компания'));
    expect(line).toMatch(/^Компания «\S+ \S+» и «\S+ \S+» прислали/u);
  });

  it('Chinese names are printed; signs that no font has are refused by name and code, each in its place', async () => {
    const words = await sheets({ body: ['Завод 西安电力变压器有限公司 сообщил, что прибор исправен.'] });
    expect(words.map(({ text }) => text)).toContain('西安电力变压器有限公司');
    expect(() => readSheet({ ...letterJson, body: ['Прибор ไทย исправен.'] })).toThrow(/ไ.*U\+0E44/);
  });

  it('Latin words are read back by their letters: no joined «fi»', async () => {
    const words = await sheets({ body: ['Пишите на office@tbek.example, файл difficult-flow.pdf.'] });
    expect(words.map(({ text }) => text)).toEqual(expect.arrayContaining(['office@tbek.example,', 'difficult-flow.pdf.']));
  });

  it('numbers too long for their cells have rows of their own and stay readable', async () => {
    const number = 'ТБ/ПРИМЕР-СНАБ-ЭНЕРГО/2026-11/000214-П-исх';
    const words = await sheets({ inReplyTo: { number, date: '2026-11-05' } });
    const parts = words.filter(({ text, left, top }) => number.includes(text) && text.length > 4 && left < 105 && top < 110);
    expect(parts.map(({ text }) => text).join('')).toBe(number);
    for (const { top, bottom } of parts) expect(bottom - top).toBeGreaterThan(3.5);
    expect((lineWith(words, 'перерасчёте')[0]?.top ?? 0) - Math.max(...parts.map(({ bottom }) => bottom))).toBeGreaterThan(1);
  });

  it('8.4.5: a long e-mail of the executor is cut after its signs, in the size of the mark', async () => {
    const email = 'timofey.timofeevich.testov.upravlenie.roznichnogo.rynka@energosbyt.tbek.example';
    const words = await sheets({ executor: { ...letterJson.executor, email } });
    const name = lineWith(words, 'Тимофеевич')[0];
    const parts = words.filter(({ text, top }) => top > (name?.top ?? 0) && email.includes(text) && text.length > 8);
    expect(parts.map(({ text }) => text).join('')).toBe(email);
    expect(parts[0]?.text).toMatch(/[.@]$/);
    for (const part of parts) expect(part.bottom - part.top).toBeCloseTo((name?.bottom ?? 0) - (name?.top ?? 0), 0);
    expect(Math.max(...words.map(({ bottom }) => bottom))).toBeLessThan(278);
  });

  it('initials of the addressee stay together below a surname as wide as the column', async () => {
    const addressee = { ...letterJson.addressee, name: 'Константинопольскому-Заозёрному В. В.' };
    expect(said(lineWith(await sheets({ addressee }), 'В.').filter(({ left }) => left > 110))).toMatch(
      /(?:^|Заозёрному )В. В.$/u,
    );
  });

  it('a very long post of the signatory takes more of the sheet, and the name stands level with its last line', async () => {
    const position =
      'Исполняющий обязанности заместителя генерального директора по работе с потребителями – юридическими лицами, начальник Управления розничного рынка электрической энергии и мощности Северного межрайонного отделения';
    const words = await sheets({ signatory: { position, name: 'В. В. Константинопольская-Заозёрная' } });
    const last = lineWith(words, 'отделения');
    expect(last.at(-1)?.text).toBe('Константинопольская-Заозёрная');
    expect(last.at(-1)?.right).toBeCloseTo(195, 0);
    const lines = linesOf(words).filter(
      ([first]) => (first?.left ?? 0) === 25 && (first?.top ?? 0) > 130 && (first?.top ?? 0) < 265,
    );
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it('enclosures and signature never go over without two lines of the text', async () => {
    for (let rows = 17; rows <= 26; rows += 1) {
      const table = {
        header: ['Показатель', 'Сентябрь'],
        rows: Array.from({ length: rows }, (_, n) => [`Точка ${n}`, `${n},50`]),
      };
      const words = await sheets({ body: [{ table }, 'Итого верно.'] });
      const sheet = words.find(({ text }) => text === 'Подписантов')?.sheet ?? 0;
      const text = linesOf(words.filter((word) => word.sheet === sheet)).map(said);
      const before = text.slice(
        0,
        text.findIndex((line) => line.startsWith('Приложение:')),
      );
      expect([rows, before.filter((line) => /Точка|Итого/.test(line)).length >= 2]).toEqual([rows, true]);
    }
  });

  it('a long address of the net leaves no line of one word, and no gaps as wide as words', async () => {
    const words = await sheets({
      body: ['Договор по e-mail office@primer.example, сайт https://office.primer.example/documents/2026/file-final.pdf.'],
    });
    const line = lineWith(words, 'Договор');
    expect(line.length).toBeGreaterThan(3);
    const gaps = line.slice(1).map(({ left }, index) => left - (line[index]?.right ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(6);
  });

  it('the words of an enclosure hang beside its number', async () => {
    const title = 'Копия акта сверки расчётов с расшифровкой начислений по каждой точке поставки и ведомостью показаний приборов';
    const words = await sheets({ enclosures: [1, 2].map((n) => ({ title: `${n} ${title}`, sheets: n, copies: 1 })) });
    const first = words.filter(({ text }) => text === 'Копия').map(({ left }) => left);
    const next = linesOf(words).filter((line) => said(line).endsWith('экз.'));
    expect(first).toHaveLength(2);
    for (const line of next) expect(line[0]?.left).toBeGreaterThan(words.find(({ text }) => text === '1.')?.right ?? 999);
  });
});
