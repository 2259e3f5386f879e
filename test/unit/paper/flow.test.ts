import { describe, expect, it } from '@jest/globals';
import { flowOf, type Measure } from '../../../src/paper/flow.ts';
import { heightOf, sheetsOf } from '../../../src/paper/parting.ts';

const measure: Measure = {
  left: 25,
  width: 170,
  indent: 12.5,
  style: { face: 'serif', size: 12 },
  leading: 1.32,
  paragraphGap: 1.2,
};
const sentence = 'Показания прибора учёта передаются до 25-го числа каждого месяца любым удобным способом. ';
const letter = (paragraphs: number, enclosure: readonly string[] = []) =>
  flowOf({ salutation: 'Здравствуйте!', text: Array.from({ length: paragraphs }, () => sentence.repeat(5)), enclosure }, measure);
const frame = { first: 110, next: 20, bottom: 277, closing: 40, foot: 0 };

describe('where the sheets part', () => {
  it('a short letter stays on one sheet', () => {
    expect(sheetsOf(letter(2), frame)).toEqual([0]);
  });

  it('every sheet holds what is on it, the last one with signature and executor mark (8.2)', () => {
    for (let paragraphs = 1; paragraphs < 30; paragraphs += 1) {
      const flow = letter(paragraphs);
      const starts = sheetsOf(flow, frame);
      for (const [sheet, start] of starts.entries()) {
        const last = sheet === starts.length - 1;
        const top = sheet === 0 ? frame.first : frame.next;
        const bottom = top + heightOf(flow, start, starts[sheet + 1] ?? flow.length) + (last ? frame.closing : 0);
        expect(bottom).toBeLessThanOrEqual(frame.bottom + 0.001);
      }
    }
  });

  it('the signature never stands alone: two lines of text go with it', () => {
    for (let paragraphs = 1; paragraphs < 30; paragraphs += 1) {
      const flow = letter(paragraphs, ['Акт на 1 л. в 1 экз.']);
      const start = sheetsOf(flow, frame).at(-1) ?? 0;
      expect(flow.slice(start).filter(({ role }) => role === 'text').length).toBeGreaterThanOrEqual(2);
    }
  });

  it('no paragraph leaves a single line behind or takes a single one along', () => {
    for (let paragraphs = 6; paragraphs < 30; paragraphs += 1) {
      const flow = letter(paragraphs);
      for (const start of sheetsOf(flow, frame).slice(1)) {
        const same = (index: number) => flow[index]?.paragraph === flow[start]?.paragraph;
        if (!same(start - 1)) continue;
        expect(same(start - 2)).toBe(true);
        expect(same(start + 1)).toBe(true);
      }
    }
  });

  it('a head that fills the sheet sends the text to the second one', () => {
    expect(sheetsOf(letter(1), { ...frame, first: 280 })).toEqual([0, 0]);
  });

  it('one enclosure has no number, several are numbered', () => {
    const texts = (enclosure: readonly string[]) =>
      letter(1, enclosure)
        .flatMap((item) => (item.kind === 'line' && item.role === 'enclosure' ? [item] : []))
        .map(({ labels, line }) => [...labels.map(({ text }) => text), line.words.join(' ')].join('|'));
    expect(texts(['Приложение: на 2 л.'])).toEqual(['Приложение:|на 2 л.']);
    expect(texts(['Акт', 'Расчёт'])).toEqual(['Приложение:|1.|Акт', '2.|Расчёт']);
  });
});
