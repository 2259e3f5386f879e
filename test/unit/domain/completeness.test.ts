import { describe, expect, it } from '@jest/globals';
import type { DraftFields } from '../../../src/domain/command.ts';
import { completeness, type Jargon } from '../../../src/domain/completeness.ts';
import { enclosureLines } from '../../../src/domain/enclosures.ts';
import { wordList } from '../../../src/language/wordlist.ts';

const jargon = wordList<Jargon>(
  [
    { say: 'ПУ', instead: 'прибор учёта' },
    { say: 'вышеуказанн*', instead: 'назовите прямо' },
  ].map((each) => [each.say, each]),
);
const QUESTIONS = [
  'Просим сделать перерасчёт за сентябрь по показаниям нового прибора.',
  'Сообщите, когда отремонтируют подстанцию у деревни Кедровка?',
];

function lacks(draft: Partial<DraftFields>, questions = QUESTIONS, person: string | null = null) {
  const whole: DraftFields = {
    template: 'answer-generic',
    addressee: [],
    title: '',
    salutation: 'Здравствуйте!',
    text: ['Благодарим Вас за обращение.'],
    enclosures: [],
    answerChannel: 'email',
    signatory: '',
    ...draft,
  };
  return completeness(whole, { questions, person, jargon }).filter(({ good }) => !good);
}

describe('8.4.5: the answer speaks to each question of the letter', () => {
  it('8.4.5: in words of its own, or by the number of the question', () => {
    const first = 'Перерасчёт за сентябрь выполнен по показаниям нового прибора учёта.';
    expect(lacks({ text: ['Спасибо.', first] }).map(({ id, values }) => [id, values.n])).toEqual([['question', '2']]);
    for (const second of [
      'По вопросу 2 сообщаем: в мае.',
      'На второй вопрос отвечаем: в мае.',
      '2. В мае.',
      '② В мае.',
      'Подстанцию у Кедровки отремонтируют в мае.',
    ])
      expect([second, lacks({ text: ['Спасибо.', first, second] })]).toEqual([second, []]);
  });

  it('8.4.5: tells the paragraph where a question is answered', () => {
    const text = ['Спасибо.', 'Подстанция будет отремонтирована в мае: деревня Кедровка стоит первой.'];
    const draft = {
      template: '',
      addressee: [],
      title: '',
      salutation: '',
      text,
      enclosures: [],
      answerChannel: 'email',
      signatory: '',
    } as const;
    const checks = completeness(draft, { questions: QUESTIONS.slice(1), person: null, jargon });
    expect(checks[0]).toMatchObject({ id: 'question', good: true, place: { part: 'text', paragraph: 1 } });
  });
});

describe('4.2, 7.3.3: plain and friendly', () => {
  it('7.3.3: thanks, and greets by name where the name is known', () => {
    expect(lacks({ text: ['Сообщаем.'] }, []).map(({ id }) => id)).toEqual(['thanks']);
    expect(lacks({}, [], 'Заказчиков Андрей Борисович').map(({ id }) => id)).toEqual(['greeting']);
    expect(lacks({ salutation: 'Уважаемый Андрей Борисович!' }, [], 'Заказчиков Андрей Борисович')).toEqual([]);
    expect(lacks({}, [], null)).toEqual([]);
  });

  it('4.2: shows a word of jargon at its place with what to say instead', () => {
    const text = ['Спасибо.', 'Ваш ПУ проверен. Вышеуказанное верно.'];
    expect(lacks({ text }, [])).toEqual([
      {
        id: 'jargon',
        good: false,
        values: { said: 'ПУ', instead: 'прибор учёта' },
        place: { part: 'text', paragraph: 1, start: 4, end: 6 },
      },
      {
        id: 'jargon',
        good: false,
        values: { said: 'Вышеуказанное', instead: 'назовите прямо' },
        place: { part: 'text', paragraph: 1, start: 17, end: 30 },
      },
    ]);
  });

  it('4.2: a shortening that the answer explains is none', () => {
    expect(lacks({ text: ['Спасибо. Прибор учёта (далее — ПУ) исправен: ПУ проверен.'] }, [])).toEqual([]);
  });
});

describe('8.4.6, R59: what the text promises is enclosed', () => {
  it('8.4.6: something is enclosed at all, and what is named has its line', () => {
    const text = ['Спасибо.', 'Прилагаем расчёт объёмов.'];
    expect(lacks({ text }, []).map(({ id, values }) => [id, values.what])).toEqual([['enclosures', 'расчёт']]);
    expect(lacks({ text, enclosures: ['Справка на 1 л. в 1 экз.'] }, [])).toHaveLength(1);
    expect(lacks({ text, enclosures: ['Расчёт объёмов на 2 л. в 1 экз.'] }, [])).toEqual([]);
  });

  it('8.4.6: files are lines that count themselves', () => {
    const file = { hash: 'a'.repeat(64), name: 'a.pdf', type: 'application/pdf', size: 10, title: 'Расчёт объёмов', sheets: 3 };
    expect(lacks({ text: ['Спасибо. Расчёт прилагаем.'], files: [file] }, [])).toEqual([]);
    expect(enclosureLines({ enclosures: ['Акт'], files: [file, { ...file, title: 'Таблица', sheets: null }] })).toEqual([
      'Акт',
      'Расчёт объёмов на 3\u00a0л. в 1\u00a0экз.',
      'Таблица в 1\u00a0экз.',
    ]);
  });
});
