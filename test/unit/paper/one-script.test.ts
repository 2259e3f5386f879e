import { describe, expect, it } from '@jest/globals';
import { inOneScript } from '../../../src/paper/one-script.ts';

describe('letters that look alike in two alphabets (8.1)', () => {
  it.each([
    ['AO «Энергосбыт» просит', 'АО «Энергосбыт» просит'],
    ['В адрес Ha бумаге', 'В адрес На бумаге'],
    ['письмо or июля', 'письмо от июля'],
    ['письмо № 12 or 14.03.2026 г', 'письмо № 12 от 14.03.2026 г'],
    ['подписал IL. Кедров', 'подписал П. Кедров'],
    ['Cчёт нe получен', 'Счёт не получен'],
    ['адрес infoQmaket.example указан', 'адрес info@maket.example указан'],
  ])('8.1: «%s» is read as «%s»', (read, meant) => {
    expect(said(read)).toBe(meant);
  });

  it.each([
    'договор с OOO.example заключён', // an address of the net
    'в XX веке',
    'почта e-mail: указана',
    'модель CE303 установлена',
    'пишите на AO@maket.example сегодня',
    'the TEX of a paper', // nothing Russian beside it
    'по протоколу HTTP работает',
    'запрос Query отправлен',
  ])('8.1: «%s» stays as it is', (read) => {
    expect(said(read)).toBe(read);
  });

  it('8.1: Russian words of another block say nothing', () => {
    const words = [...wordsOf('письмо получено', 'first'), ...wordsOf('OX', 'second')];
    expect(inOneScript(words).map(({ text }) => text)).toEqual(['письмо', 'получено', 'OX']);
  });
});

function said(text: string): string {
  return inOneScript(wordsOf(text, 'line'))
    .map((word) => word.text)
    .join(' ');
}

function wordsOf(text: string, line: string) {
  return text
    .split(' ')
    .map((each) => ({ text: each, line, block: line, confidence: 0.9, left: 0, top: 0, width: 9, height: 9 }));
}
