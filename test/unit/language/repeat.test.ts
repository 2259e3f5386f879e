import { describe, expect, it } from '@jest/globals';
import { examine, grounds } from './at-hand.ts';

const earlier = [
  {
    id: 'ЦО-2026/000012',
    text: 'Прошу сделать перерасчёт за август: в счёте указано 5400 кВт·ч, хотя цех не работал, сотрудники были в отпуске. Объём завышен, верните переплату.\nООО «Тест», договор № 77, тел. 8 912 345-67-89',
    answered: true,
    attachmentHashes: ['aa'],
  },
];
const again =
  'Повторно прошу перерасчёт за август. В счёте указано 5400 кВт·ч, а цех не работал, сотрудники были в отпуске. Объём завышен, верните переплату.';

describe('a repeated question, cl. 8.2.8', () => {
  it('is proposed when it was answered and nothing new is brought, with the earlier letter and the places', () => {
    const [found] = examine(again, { earlier }).detections;
    expect(found).toMatchObject({ ground: 'repeat', repeatOf: 'ЦО-2026/000012' });
    expect(found?.evidence.length).toBeGreaterThan(0);
  });

  it('is seen also when all of the letter is one sentence that names the contract', () => {
    const text =
      'Прошу сделать перерасчёт за октябрь по договору № 777001: счёт выставлен по среднему, показания переданы вовремя.';
    const one = [{ id: 'ЦО-2026/000013', text, answered: true, attachmentHashes: [] }];
    expect(grounds(text, { earlier: one })).toEqual(['repeat']);
  });

  it('is no repeat while the earlier letter has no answer', () => {
    expect(grounds(again, { earlier: earlier.map((each) => ({ ...each, answered: false })) })).toEqual([]);
  });

  it('the day and number of our answer are nothing new', () => {
    expect(grounds(`${again} Ваш ответ от 20.10.2026 № ЦО-И-2026/441 получен.`, { earlier })).toEqual(['repeat']);
  });

  it.each([
    ['another month', `${again} То же за сентябрь.`],
    ['a new sum', `${again} Переплата составляет 31 200 рублей.`],
    ['a document', `${again} Прилагаю справку о простое.`],
    [
      'an argument in words that no list foresees',
      `${again} Городская администрация утвердила субсидию пострадавшим предпринимателям.`,
    ],
    ['a new circumstance', `${again} Кроме того, оказалось, что линия принадлежит соседу.`],
  ])('%s makes it no repeat, and is shown in favour of the consumer', (_, text) => {
    const { detections, favours } = examine(text, { earlier });
    expect(detections).toEqual([]);
    expect(favours.some(({ what }) => what === 'new-argument')).toBe(true);
  });

  it('a new enclosure makes it no repeat; the old one does not', () => {
    expect(grounds(again, { earlier, attachmentHashes: ['bb'] })).toEqual([]);
    expect(grounds(again, { earlier, attachmentHashes: ['aa'] })).toEqual(['repeat']);
  });

  it('another question of the same consumer is no repeat', () => {
    expect(
      grounds('Просим опломбировать прибор учёта в цехе. ООО «Тест», договор № 77, тел. 8 912 345-67-89', { earlier }),
    ).toEqual([]);
  });

  it('the same signature under two short letters makes no repeat', () => {
    const signature = '\n\nДиректор ООО «Пример-Снаб» Образцов П. П., тел. 8 912 345-67-89, договор № 1234';
    const before = [{ id: '1', text: `Просим натянуть провода возле склада.${signature}`, answered: true }];
    expect(grounds(`Прошу выслать акт сверки за третий квартал.${signature}`, { earlier: before })).toEqual([]);
  });

  it('the earlier letter quoted below a new question is not counted', () => {
    expect(
      grounds(`Когда приедет мастер опломбировать щит?\n\n> ${earlier[0]?.text.replaceAll('\n', '\n> ')}`, { earlier }),
    ).toEqual([]);
  });
});
