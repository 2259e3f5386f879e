import { describe, expect, it } from '@jest/globals';
import { contactsOf } from '../../../src/language/contacts.ts';
import { isInn, isOgrn } from '../../../src/language/identifiers.ts';
import { grounds, own } from './at-hand.ts';

const found = (text: string) => contactsOf(text, own).contacts;

describe('contact data, cl. 8.2.10', () => {
  it.each([
    ['тел. 8 912 345-67-89', '+79123456789'],
    ['+7 (3467) 35-12-34', '+73467351234'],
    ['моб: 89123456789', '+79123456789'],
    ['8 9 1 2 3 4 5 6 7 8 9', '+79123456789'],
    ['т. 2-34-56', '23456'],
    ['звоните 345678', '345678'],
    ['+375 29 123-45-67', '+375291234567'],
    ['тел. восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять', '+79123456789'],
  ])('a telephone is found: %s', (text, phone) => {
    expect(found(text).phones).toEqual([phone]);
  });

  it.each([
    'ИНН 7707083893, р/с 40702810500000001234',
    'счётчик № 12345678901 установлен 12.05.2026',
    'долг 12 345 678 руб., показания 123456',
    'паспорт 6712 345678',
    'тел. +7 (000) 000-00-00',
    'потребление 9123456789 кВт',
  ])('other numbers, and our own telephone, are none: %s', (text) => {
    expect(found(text).phones).toEqual([]);
  });

  it.each([
    ['snab@primer.example', 'snab@primer.example'],
    ['почта: снаб@пример.рф', 'снаб@пример.рф'],
    ['ivanov собака mail точка ru', 'ivanov@mail.ru'],
    ['ivan.petrov (at) yandex (dot) ru', 'ivan.petrov@yandex.ru'],
    ['Иванов собака мейл точка ру', 'ivanov@mail.ru'],
    ['ivanov @ mail.ru', 'ivanov@mail.ru'],
  ])('a mail address is found, said or written: %s', (text, address) => {
    expect(found(text).emails).toEqual([address]);
  });

  it('our own address and a no-reply address are no way to the consumer', () => {
    expect(found('kanc@tbek.example, noreply@bank.example').emails).toEqual([]);
  });

  it.each([
    ['проживаю по адресу: ул. Садовая, 15', 'ул. Садовая, 15'],
    ['628000, г. Кедрогорск, ул. Мира, д. 5, кв. 12', '628000, г. Кедрогорск, ул. Мира, д. 5, кв. 12'],
  ])('the sender’s address is found: %s', (text, address) => {
    expect(found(text).addresses).toEqual([address]);
  });

  it('the place of a fault is not the sender’s address', () => {
    expect(found('Не горит фонарь у дома по ул. Мира, 12. Примите меры.').addresses).toEqual([]);
  });

  it.each([
    ['договор энергоснабжения № ЭС-01/234 от 12.03.2024', 'ЭС-01/234'],
    ['л/с 8601234567', '8601234567'],
    ['по договору 45678', '45678'],
  ])('a contract or account number is found: %s', (text, number) => {
    expect(found(text).contracts).toEqual([number]);
  });

  it('the day of a contract is not its number', () => {
    expect(found('договор от 12.03.2024').contracts).toEqual([]);
  });

  it('ИНН and ОГРН are known by their check digits', () => {
    expect([isInn('7707083893'), isInn('7707083894'), isInn('500100732259'), isInn('500100732258')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([isOgrn('1027700132195'), isOgrn('1027700132196')]).toEqual([true, false]);
  });

  const bare = 'Опять отключили свет, примите меры.\nИванова';

  it('8.2.10: a letter without a way to answer is proposed; a name alone is none', () => {
    expect(grounds(bare, { from: null })).toEqual(['no-contacts']);
    expect(grounds(bare, { from: 'no-reply@forma.example' })).toEqual(['no-contacts']);
    expect(grounds(bare, { from: 'scan@tbek.example' })).toEqual(['no-contacts']);
  });

  it('8.2.10: the sender’s own address, a contract, an ИНН or a messenger is contact data', () => {
    expect(grounds(bare, { from: 'ivanova@pochta.example' })).toEqual([]);
    for (const way of ['договор № 123', 'ИНН 7707083893', 'телеграм @ivanova_test', 'а/я 15']) {
      expect(grounds(`${bare}, ${way}`, { from: null })).toEqual([]);
    }
  });

  it('8.2.10: nothing is said of a page that was not read', () => {
    expect(grounds('', { from: null, legibility: 'empty' })).toEqual([]);
  });
});
