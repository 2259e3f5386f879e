import { describe, expect, it } from '@jest/globals';
import { wordsOnly } from '../../../src/language/abuse.ts';
import { comparison } from '../../../src/language/comparison.ts';
import { lessonOf, trained } from '../../../src/language/lesson.ts';
import { read } from '../../../src/language/reading.ts';
import { topicsOf } from '../../../src/language/topic.ts';
import { added, FOLDS, scoreFold } from '../../../src/language/training.ts';
import { examine, grounds, lexicon } from './at-hand.ts';

const asked = (text: string) => examine(text).questions.map(({ text: question }) => question);

describe('8.4.5: what the letter asks, for the check list of the answer', () => {
  it('8.4.5: questions and requests are found in order; courtesy and rhetoric are not', () => {
    const text =
      'Здравствуйте! Почему счёт за октябрь выше обычного? Прошу прислать акт сверки за третий квартал. Сколько можно ждать? Прошу рассмотреть обращение. Жду ответа.';
    expect(asked(text)).toEqual(['Почему счёт за октябрь выше обычного?', 'Прошу прислать акт сверки за третий квартал.']);
  });

  it('8.4.5: the items of a list that a request announces are questions each', () => {
    const text = 'Просим:\n1) пересчитать плату за май;\n2) заменить прибор на складе;\n3) прислать акт сверки.\n\nСпасибо.';
    const found = asked(text);
    expect(found).toHaveLength(3);
    expect(found[1]).toBe('заменить прибор на складе;');
  });

  it('8.4.5: a quoted mail asks nothing anew, and each place is a place of the text', () => {
    const text = '> Когда включат свет?\nКогда приедет бригада?';
    const { questions } = examine(text);
    expect(questions.map(({ start, end }) => text.slice(start, end))).toEqual(['Когда приедет бригада?']);
  });
});

describe('8.2.6, 8.2.10: a danger is passed on whatever becomes of the letter', () => {
  it.each([
    'Вы дебилы, у нас провод оборван и лежит на дороге.',
    'Подстанция горит, дым идёт.',
    'Столб упал на площадку, провода под напряжением.',
    'Человека ударило током у вашей опоры.',
    'Пахнет гарью из щита в подъезде.',
  ])('8.2.6: %s', (text) => {
    expect(examine(text).danger).not.toEqual([]);
  });

  it.each([
    'Ваши тарифы бьют по карману, бизнес погибает.',
    'Терпение горит, пришлите счёт за октябрь.',
    'Прошу сообщить задолженность по договору № 1023.',
    'Лампочка на счётчике горит, показания 4512.',
  ])('8.2.6: no danger in: %s', (text) => {
    expect(examine(text).danger).toEqual([]);
  });
});

describe('8.2.6: words that people of the office allowed', () => {
  it('8.2.6: an allowed word is no abuse at once, in any case of letters; others still are', () => {
    const text = 'Вы уроды, верните деньги.';
    expect(grounds(text)).toContain('abuse/insult');
    expect(grounds(text, { innocent: ['УРОДЫ'] })).toEqual([]);
    expect(grounds('Вы уроды и дебилы, верните деньги.', { innocent: ['уроды'] })).toContain('abuse/insult');
    expect(wordsOnly('  Пошёл  ТЫ! ')).toBe('пошел ты');
  });
});

describe('8.2.8: two letters side by side', () => {
  it('8.2.8: sentences of both are the same, a new sum, day or sentence is new; contracts are no news', () => {
    const before = 'Просим пересчитать плату за сентябрь по договору № 1023. Показания переданы вовремя.';
    const now =
      'Просим пересчитать плату за сентябрь и октябрь по договору № 1024. Показания переданы вовремя. Насос сгорел от скачка напряжения ночью.';
    const { now: marks } = comparison(lexicon.repeats.news, now, before);
    const of = (what: string) => marks.filter((each) => each.what === what).map(({ text }) => text);
    expect(of('same')).toContain('Показания переданы вовремя.');
    expect(of('new')).toContain('Насос сгорел от скачка напряжения ночью.');
    expect(of('new')).toContain('октябрь');
    expect(of('new')).not.toContain('1024');
  });
});

describe('R4: the model learns from corrections', () => {
  it('4.2: a lesson keeps words only: no names, no numbers, no addresses of mail', () => {
    expect(lessonOf('Прошу проверить счётчик. Тестов Иван, тел. 8 912 000 12 34, ivanov@pochta.example, ООО «Ромашка».')).toBe(
      'прошу проверить счетчик тел',
    );
  });

  it('R4: corrected letters change what alike letters are read as, and the shipped lexicon stays as it was', () => {
    const letter = 'Просим предоставить стойку для афиши у входа в офис.';
    const topic = (of: typeof lexicon) => topicsOf(of.topics, read(letter), null)[0]?.id;
    const lessons = Array.from({ length: 12 }, () => ({
      topic: 'press' as const,
      kind: 'request' as const,
      text: 'просим предоставить стойку для афиши входа офис',
    }));
    const taught = trained(lexicon, [...lexicon.sentences, ...lessons]);
    const before = topic(lexicon);
    expect(before).not.toBe('press');
    expect(topic(taught)).toBe('press');
    expect(topic(lexicon)).toBe(before);
  });

  it('8.2.4: of sentences that it was not trained on, the model tells most', () => {
    const scores = [0, 1].map((fold) => scoreFold(lexicon, lexicon.sentences, fold));
    const { sentences, first, three } = added(scores);
    expect(FOLDS).toBe(5);
    expect(first / sentences).toBeGreaterThan(0.75);
    expect(three / sentences).toBeGreaterThan(0.88);
  });
});
