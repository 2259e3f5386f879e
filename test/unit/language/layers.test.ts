import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LayerKind, layersOf } from '../../../src/language/layers.ts';
import { runs } from '../../support/properties.ts';
import { examine, grounds } from './at-hand.ts';

/** «own: Добрый день | quoted: …»: each layer with its first words. */
function told(text: string): string[] {
  return layersOf(text).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end).trim().split('\n')[0]?.slice(0, 40).trim()}`,
  );
}

const OWN = 'Прошу ускорить перерасчёт.';

const QUOTING: readonly (readonly [program: string, quoted: string])[] = [
  ['Thunderbird', '10.03.2026 12:00, Канцелярия пишет:\n> Ваше обращение рассматривается.\n>\n> Канцелярия'],
  ['Thunderbird in English', 'On 10/03/2026 12:00, Chancery wrote:\n> Your letter is being examined.'],
  ['Gmail', 'вт, 10 мар. 2026 г. в 12:00, Канцелярия <kanc@tbek.example>:\n\n> Ваше обращение\n> рассматривается.'],
  ['Gmail in English, in two lines', 'On Tue, Mar 10, 2026 at 12:00 PM Chancery <\nkanc@tbek.example> wrote:\n\n> Your letter'],
  ['Apple Mail', '> 10 марта 2026 г., в 12:00, Канцелярия <kanc@tbek.example> написал(а):\n> \n> Ваше обращение'],
  ['Yandex', '10.03.2026, 12:00, "Канцелярия" <kanc@tbek.example>:\n> Ваше обращение рассматривается.'],
  ['Yandex without signs', '10.03.2026, 12:00, "Канцелярия" <kanc@tbek.example>:\nВаше обращение рассматривается.\nКанцелярия'],
  ['Mail.ru', 'Вторник, 10 марта 2026, 12:00 +03:00 от Канцелярия <kanc@tbek.example>:\n>\n>Ваше обращение'],
  ['Outlook', '-----Исходное сообщение-----\nОт: Канцелярия\nОтправлено: 10 марта 2026 г. 12:00\nКому: Иванов\n\nВаше обращение'],
  ['Outlook in English', '-----Original Message-----\nFrom: Chancery\nSent: Tuesday, March 10, 2026 12:00 PM\n\nYour letter'],
  [
    'Outlook of today',
    'От: Канцелярия <kanc@tbek.example>\nОтправлено: 10 марта 2026 г. 12:00\nКому: Иванов <i@x.example>\nТема: RE: Счётчик\n\nВаше обращение',
  ],
  [
    'Outlook on the web',
    '________________________________\nFrom: Chancery <kanc@tbek.example>\nSent: Tuesday, March 10, 2026 12:00\nTo: Ivanov\nSubject: Re\n\nYour letter',
  ],
  [
    'Outlook for Mac',
    'От: Канцелярия <kanc@tbek.example>\nДата: вторник, 10 марта 2026 г. в 12:00\nКому: Иванов <i@x.example>\nТема: RE: Счётчик\n\nВаше обращение',
  ],
];

describe('what a writer of a mail says now is told from what he quotes', () => {
  it.each(QUOTING)('a quotation below the answer: %s', (_, quoted) => {
    const first = quoted.split('\n')[0]?.trim().slice(0, 40).trim();
    expect(told(`${OWN}\n\n${quoted}\n`)).toEqual([`own: ${OWN}`, `quoted: ${first}`]);
  });

  it('The Bat! sets the initials of the quoted before its lines', () => {
    expect(told('Добрый день.\n\nИП> Прошу проверить счётчик.\nИП> Жду ответа.\n\nПроверили.')).toEqual([
      'own: Добрый день.',
      'quoted: ИП> Прошу проверить счётчик.',
      'own: Проверили.',
    ]);
  });

  it('answers between the quotations stay', () => {
    const text = '10.03.2026 12:00, Канцелярия пишет:\n> Какой номер договора?\n12/46\n> Какой адрес?\n\nул. Мира, 5\n';
    expect(told(text)).toEqual([
      'quoted: 10.03.2026 12:00, Канцелярия пишет:',
      'own: 12/46',
      'quoted: > Какой адрес?',
      'own: ул. Мира, 5',
    ]);
  });

  it.each([
    [
      '---------- Forwarded message ---------\nОт: Иванов <i@x.example>\nDate: вт, 10 мар. 2026 г. в 12:00\nSubject: Свет\n\nНет света.',
    ],
    ['-------- Перенаправленное сообщение --------\nТема: Свет\nДата: Tue, 10 Mar 2026\nОт: Иванов\n\nНет света.'],
    ['Начало переадресованного сообщения:\n\nОт: Иванов\nТема: Свет\n\nНет света.'],
  ])('a forwarded mail is no quotation', (forwarded) => {
    expect(told(`Пересылаю жалобу жильца.\n\n${forwarded}`).map((each) => each.split(':')[0])).toEqual(['own', 'forwarded']);
  });

  it('what stands below a forwarded mail of Yandex is the writer\u2019s own', () => {
    const text =
      'Прошу принять.\n-------- Пересылаемое сообщение --------\nНет света.\n-------- Завершение пересылаемого сообщения --------\nЖду ответа.';
    expect(layersOf(text).map(({ kind }) => kind)).toEqual(['own', 'forwarded', 'own']);
  });

  it('a mail that is nothing but a quotation is all there is to read', () => {
    expect(layersOf(`\n${QUOTING[8]?.[1]}`).map(({ kind }) => kind)).toEqual(['own', 'forwarded'] satisfies LayerKind[]);
  });

  it.each([
    '-- \nИванов И. И.\nтел. +7 912 000-00-00',
    'Отправлено с iPhone',
    'Отправлено из мобильной Почты Mail.ru',
    'Sent from my iPhone',
  ])('a signature is told from the text: %j', (signature) => {
    expect(told(`${OWN}\n\n${signature}\n\n10.03.2026 12:00, Канцелярия пишет:\n> Добрый день.`)).toEqual([
      `own: ${OWN}`,
      `signature: ${signature.split('\n')[0]?.trim()}`,
      'quoted: 10.03.2026 12:00, Канцелярия пишет:',
    ]);
  });

  it.each([
    [
      'a form of a web site',
      'Обращение с сайта\nОт: Иванов <i@x.example>\nДата: 10.03.2026 12:00\nТема: Свет\nСообщение: нет света',
    ],
    ['requisites of a letter', 'Жалоба\nОт: Иванова Ивана\nКому: директору\nДата: 10.03.2026\nНет света.'],
    ['a report of what was said', 'Жалоба.\n10.03.2026 в 12:00 Ваш сотрудник написал:\nоплатите долг.\nДолга нет.'],
    ['a line drawn by hand', `Жалоба.\n--\n${'Ещё одно обстоятельство.\n'.repeat(30)}`],
    ['valediction', 'Нет света.\n\nС уважением,\nИванов'],
    ['greater than', 'Напряжение: 250 В\nи оно > 242 В\nэто много'],
  ])('is all the writer\u2019s own: %s', (_, text) => {
    expect(layersOf(text).map(({ kind }) => kind)).toEqual(['own']);
  });

  it('8.2.6: the insult in a mail that is quoted is not the writer\u2019s, in a forwarded one it is read', () => {
    const quoted = '-----Исходное сообщение-----\nОт: Сосед\nОтправлено: 10 марта 2026 г. 12:00\n\nВсе вы там дебилы.\n';
    expect(grounds(`Прошу ответить на письмо жильца.\n\n${quoted}`)).toEqual([]);
    expect(grounds(quoted)).toContain('abuse/insult');
  });

  it('8.2.10: the telephone of whoever answered is not the consumer\u2019s, the contract in the quoted answer is', () => {
    const quoted =
      'От: Канцелярия <kanc@tbek.example>\nОтправлено: 9 марта 2026 г. 15:40\nТема: Ответ\n\nПо договору № 12/46-Э.\nИсп. Иванова, тел. +7 (346) 200-00-11\n';
    const { contacts } = examine(`Не согласен. Звоните: +7 912 345-67-89.\n\n${quoted}`);
    expect([contacts.phones, contacts.emails, contacts.contracts]).toEqual([['+79123456789'], [], ['12/46-Э']]);
  });

  it('8.4.5: a question above a quotation ends before its marks', () => {
    const { questions } = examine('Прошу сделать перерасчёт за январь по договору\n\n> Какой у Вас договор?\n');
    expect(questions?.map(({ text }) => text)).toEqual(['Прошу сделать перерасчёт за январь по договору']);
  });

  it('marks by the ten thousand are read in one pass', () => {
    for (const mark of ['-- ', '>', 'От: a', 'On a, b <c@d.e>', 'Отправлено с iPhone', '-----']) {
      const text = `Прошу ответить.\n${`${mark}\n`.repeat(30_000)}`;
      const [first, ...others] = layersOf(text);
      expect([first?.kind, others.length <= 2]).toEqual(['own', true]);
    }
  });

  it('the layers follow each other and lose no character', () => {
    const lines = fc.constantFrom(
      '> да',
      '',
      '-- ',
      'От: Иванов',
      'Отправлено: 1 мая 12:00',
      'Тема: а',
      'пишет:',
      '10.03.2026 12:00 А <a@b.c>:',
      'слово',
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (all, lineEnd) => {
        const text = all.join(lineEnd);
        const layers = layersOf(text);
        expect(layers.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(layers.every(({ start }, at) => start === (layers[at - 1]?.end ?? 0))).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });
});
