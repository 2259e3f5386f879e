import { describe, expect, it } from '@jest/globals';
import { suggestionsIn } from '../../../src/office/suggest.ts';

const organisationsIn = (text: string) =>
  suggestionsIn(text, { domains: ['tbek.example'], phones: [] })
    .filter(({ field }) => field === 'organisation')
    .map(({ value }) => value);

describe('3.2: whose paper it is, by its letterhead', () => {
  it('a form of property written in full is one', () => {
    expect(organisationsIn('Садоводческое товарищество «Рябинушка»\nпосёлок Дальний')).toEqual([
      'Садоводческое товарищество «Рябинушка»',
    ]);
    expect(organisationsIn('Общество с ограниченной\nответственностью «Луч»')).toEqual([
      'Общество с ограниченной ответственностью «Луч»',
    ]);
    expect(organisationsIn('Муниципальное бюджетное учреждение «Лесная школа»')).toEqual([
      'Муниципальное бюджетное учреждение «Лесная школа»',
    ]);
  });

  it('the addressee is not the sender, also when nobody else is named', () => {
    expect(organisationsIn('Директору АО «ТБЭК»\nПрошу проверить прибор.')).toEqual([]);
    expect(organisationsIn('В канцелярию\nАО «ТБЭК»\nот: ТСЖ «Макет»')).toEqual(['ТСЖ «Макет»']);
  });
});

describe('3.2: the number and date that the sender gave', () => {
  it.each(['Исх. № 5 от 27.05.2026', 'Исх. Ne 5 or 27.05.2026', 'исх. Мо 5 om 27.05.2026'])('are known in «%s»', (line) => {
    const found = suggestionsIn(line, { domains: [], phones: [] });
    expect(found.find(({ field }) => field === 'refNumber')?.value).toBe('5');
    expect(found.find(({ field }) => field === 'refOn')?.value).toBe('2026-05-27');
  });
});
