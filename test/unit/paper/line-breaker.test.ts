import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { widthOf } from '../../../src/paper/fonts.ts';
import { breakLines } from '../../../src/paper/line-breaker.ts';
import { tied } from '../../../src/paper/no-break.ts';
import { runs } from '../../support/properties.ts';

const style = { face: 'serif', size: 12 } as const;
const width = 482;
const long =
  'Стоимость электрической энергии для Вашей организации складывается из регулируемых и нерегулируемых составляющих: цены покупки на оптовом рынке, тарифа на услуги по передаче, сбытовой надбавки и платы за иные услуги.';

describe('the lines of a paragraph', () => {
  it('fill the measure to the last point, but for the last line', () => {
    const lines = breakLines(long, { style, width, indent: 35, justified: true });
    expect(lines.length).toBeGreaterThan(2);
    for (const [index, line] of lines.slice(0, -1).entries()) {
      const room = width - (index === 0 ? 35 : 0);
      expect(line.width + line.stretch * (line.words.length - 1)).toBeCloseTo(room, 3);
    }
    expect(lines.at(-1)?.stretch).toBe(0);
  });

  it('say what the paragraph says, hyphens aside', () => {
    const lines = breakLines(long, { style, width: 160, justified: true });
    const said = lines.map(({ words }) => words.join(' ')).join('\n');
    expect(said).toMatch(/-\n/);
    expect(said.replace(/(?<=[а-я])-\n/g, '').replace(/\n/g, ' ')).toBe(long);
  });

  it('never leave fewer than three letters on either side of a hyphen, and never part names or numbers', () => {
    const text =
      'Таёжноборская энергосбытовая компания рассматривает обращения Производственно-Заготовительной базы № 1234567890';
    for (const lineWidth of [90, 110, 130, 170]) {
      for (const { words } of breakLines(text, { style, width: lineWidth, justified: true })) {
        const last = words.at(-1) ?? '';
        // A word that has a hyphen may end a line with it
        if (last.endsWith('-')) expect(last).toMatch(/^(?:[а-я]{3,}|Производственно)-$/);
      }
    }
  });

  it('keep an address that is wider than the line inside it, cut after its signs without a hyphen', () => {
    const address = 'https://www.tbek.example/podderzhka/raschety/ochen/dlinnaya/stranica/s/poryadkom/rascheta';
    const lines = breakLines(address, { style, width: 150, justified: true });
    expect(lines.map(({ words }) => words.join('')).join('')).toBe(address);
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(150);
  });

  it('part a telephone before its extension rather than leave gaps as wide as words, and only then', () => {
    const text = tied('Мы остаёмся на связи: Линейкин Лев Львович, телефон 8\u00a0(000)\u00a0000-00-00\u00a0доб.\u00a0128.');
    const [first] = breakLines(text, { style, width, indent: 35, justified: true });
    expect(first?.words.at(-1)).toBe('000-00-00');
    const short = breakLines(tied('Телефон исполнителя: 8\u00a0(000)\u00a0000-00-00\u00a0доб.\u00a0128.'), {
      style,
      width,
      justified: true,
    });
    expect(short).toHaveLength(1);
  });

  it('keep digits of one number together: its spaces are not stretched', () => {
    const lines = breakLines(tied('Сумма 19 749 руб. за 12 480 кВт·ч учтена в счёте за ноябрь'), {
      style,
      width: 200,
      justified: true,
    });
    const words = lines.flatMap((line) => line.words);
    expect(words).toContain('19\u00a0749');
    expect(words).toContain('12\u00a0480');
  });

  it('are within the measure for any words', () => {
    const word = fc.stringMatching(/^[а-яА-Я0-9-]{1,30}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        for (const line of breakLines(words.join(' '), { style, width: 220 })) expect(line.width).toBeLessThanOrEqual(220.1);
      }),
      { numRuns: runs(60) },
    );
  });

  it('of nothing are none', () => {
    expect(breakLines('  ', { style, width })).toEqual([]);
  });

  it('are measured as they are drawn: a line is as wide as its words and spaces', () => {
    const [line] = breakLines('Раз два три', { style, width });
    expect(line?.width).toBeCloseTo(
      widthOf('Раз', style) + widthOf('два', style) + widthOf('три', style) + 2 * widthOf(' ', style),
      5,
    );
  });
});

describe('words that must not part', () => {
  it.each([
    ['№ 4512 от 5 ноября 2026 г. в г. Таёжноборске', '№~4512 от~5~ноября~2026~г. в~г.~Таёжноборске'],
    ['П. И. Подписантов', 'П.~И.~Подписантов'],
    ['Заказчикову А. Б.', 'Заказчикову~А.~Б.'],
    ['тел. 8 (000) 000-00-00', 'тел.~8~(000)~000-00-00'],
    ['на 2 л. в 1 экз.', 'на~2~л. в~1~экз.'],
    ['сентябрь – октябрь', 'сентябрь~– октябрь'],
  ])('«%s»', (text, expected) => {
    expect(tied(text).replaceAll('\u00a0', '~')).toBe(expected);
    expect(tied(tied(text))).toBe(tied(text));
  });
});
