import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TOPIC_IDS } from '../../../src/language/finding.ts';
import { stems } from '../../../src/language/stems.ts';
import { runs } from '../../support/properties.ts';
import { examine } from './at-hand.ts';

const piece = fc.constantFrom(
  'Прошу',
  ' ',
  '\n',
  'су\u00adка',
  'х*й',
  'п и з д а',
  'вы идиоты',
  '8 912 345-67-89',
  'a@b.ru',
  '«',
  '»',
  '> ',
  'договор № 5',
  'убью вас',
  '😀',
  'ё',
  'й',
  'прилагаю акт',
  'ул. Мира, 5',
  '12.05.2026',
  '.',
  '!',
  '-\n',
  'сообщите долг соседа',
  '\ufffd',
  'xyz',
  '5400 кВт',
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('whatever the text', () => {
  it('all places lie in the text and are quoted as they stand; scores and topics keep their bounds', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, before) => {
        const { detections, favours, topics } = examine(text, {
          from: null,
          earlier: [{ id: '1', text: before, answered: true }],
        });
        for (const { start, end, text: said } of [...detections.flatMap(({ evidence }) => evidence), ...favours]) {
          expect(text.slice(start, end)).toBe(said);
          expect(end).toBeGreaterThan(start);
        }
        for (const { score } of detections) expect(score >= 0.5 && score <= 1).toBe(true);
        expect(topics.length >= 1 && topics.length <= 3 && topics.every(({ id }) => TOPIC_IDS.includes(id))).toBe(true);
        expect(topics.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1.001);
      }),
      { numRuns: runs(150) },
    );
  });

  it('the stems of a text in capitals are those of the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[а-яё ]{0,60}$/), (text) => expect(stems(text.toUpperCase())).toEqual(stems(text))),
    );
  });
});

describe('stems for the search', () => {
  it('forms of one word have one stem, ё is е, numbers stay whole, single letters are left out', () => {
    expect(stems('Счётчики счетчиков и в 2026 году № 12345')).toEqual(['счетчик', 'счетчик', '2026', 'год', '12345']);
  });
});

describe('a text of 200,000 characters that means harm', () => {
  const SIZE = 200_000;
  it.each([
    'п.и.з.д.а ',
    'а*',
    '*',
    'а.',
    '«',
    '1 ',
    'a@',
    'щшъ',
    'Ð¿Ñ',
    '12.05.2026 ',
    'вы идиоты ',
    'убью вас ',
    'а\u200b',
    'а-\n',
    'договор № ',
    'г. Мира, ул. Мира, 5 ',
    'тел. 2-34-56 ',
    'собака a.ru ',
    '>\n',
    'прилагаю акт ',
    'один ',
    'Аб ',
  ])('is examined in seconds where backtracking would take minutes: «%s» again and again', (part) => {
    const text = part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE);
    const before = process.cpuUsage();
    examine(text, { from: null });
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(20);
  });
});
