import { describe, expect, it } from '@jest/globals';
import { Invalid } from '../../../src/domain/errors.ts';
import { readSheet } from '../../../src/paper/sheet.ts';
import { letterJson } from '../../support/letter-json.ts';

describe('the JSON of a letter', () => {
  it('becomes a sheet: days dotted, the addressee in order, enclosures counted, initials before the surname', () => {
    const signatory = { position: 'Первый заместитель генерального директора', name: 'Подписантов Пётр Иванович' };
    expect(readSheet({ ...letterJson, signatory, unknown: 1 })).toEqual({
      form: 'corner',
      office: 'ЦО',
      number: 'ЦО-И-2026/001847',
      date: '23.11.2026',
      ref: { number: '214-П', date: '05.11.2026' },
      addressee: [
        'Генеральному директору',
        'ООО «Пример-Снаб»',
        'Заказчикову А. Б.',
        'ул. Складская, д. 7, г. Таёжноборск, 000107',
        'info@primer-snab.example',
      ],
      title: 'О перерасчёте за сентябрь 2026 г.',
      salutation: 'Уважаемый Андрей Борисович!',
      text: letterJson.body,
      enclosure: ['Расчёт объёмов на 1 л. в 1 экз.', 'Акт замены прибора учёта на 2 л. в 1 экз.'],
      signer: { position: signatory.position, name: 'П. И. Подписантов' },
      executor: { name: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00 доб. 112' },
    });
  });

  it('8.2, 8.4.5: all that is missing is named at once, each by its path and in Russian', () => {
    const faults = faultsOf({
      date: '2026-02-30',
      addressee: {},
      body: [],
      enclosures: [{ title: 'Акт', sheets: 0, copies: 'два' }],
      signatory: { position: '' },
      executor: { name: '', phone: 'звоните' },
    });
    expect(Object.keys(faults).sort()).toEqual([
      'addressee',
      'body',
      'date',
      'enclosures.0.copies',
      'enclosures.0.sheets',
      'executor.name',
      'executor.phone',
      'number',
      'salutation',
      'signatory.name',
      'signatory.position',
      'title',
    ]);
    for (const sentence of Object.values(faults)) expect(sentence).toMatch(/^[А-ЯЁ«].*[.!»)]$/u);
    expect(() => readSheet('письмо')).toThrow(Invalid);
  });

  it('8.2: a telephone has five to fifteen digits with the usual signs', () => {
    const phone = (text: string) =>
      faultsOf({ ...letterJson, executor: { name: 'Тестов Т. Т.', phone: text } })['executor.phone'];
    for (const good of ['8 (000) 000-00-00', '+7 000 000 00 00', '00-00-0', '8 (000) 000-00-00, доб. 112', 'тел.: 000000']) {
      expect([good, phone(good)]).toEqual([good, undefined]);
    }
    for (const bad of ['', '1234', '0000000000000000', 'звоните', '8 (000) 000-OO-00', '<b>000000</b>']) {
      expect([bad, phone(bad)]).toEqual([bad, expect.stringContaining('8.2')]);
    }
  });

  it('a list that hangs bare in a list belongs to the item before it', () => {
    const body = [
      { list: ['первое:', { list: ['а', 'б'] }, { text: 'второе:', list: ['в'] }] },
      { table: { header: ['кВт·ч'], rows: [[12]] } },
    ];
    expect(readSheet({ ...letterJson, body }).text).toEqual([
      {
        list: [
          { text: 'первое:', list: ['а', 'б'] },
          { text: 'второе:', list: ['в'] },
        ],
      },
      { table: { header: ['кВт·ч'], rows: [['12']] } },
    ]);
    expect(
      Object.keys(faultsOf({ ...letterJson, body: ['Текст', { picture: 'x' }, { table: { header: ['а'], rows: 'нет' } }] })),
    ).toEqual(['body.1', 'body.2.table.rows']);
  });

  it('a character that no font can draw is named with its place', () => {
    expect(faultsOf({ ...letterJson, body: ['Первый', { list: ['북'] }] })).toEqual({
      'body.1.list.0': expect.stringContaining('북'),
    });
  });
});

function faultsOf(json: unknown): Readonly<Record<string, string>> {
  try {
    readSheet(json);
  } catch (error) {
    if (error instanceof Invalid) return error.fields;
    throw error;
  }
  return {};
}
