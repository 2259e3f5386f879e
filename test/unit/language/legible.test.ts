import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { repair } from '../../../src/language/encodings.ts';
import { examine, grounds, lexicon } from './at-hand.ts';

const text = 'Прошу проверить счётчик в нашем магазине и сделать перерасчёт за два месяца. Очень ждём ответа.';
const wronglyRead = (right: string, wrong: string, said = text) => iconv.decode(iconv.encode(said, right), wrong);

describe('illegible text, cl. 8.2.7', () => {
  it.each([
    ['utf8', 'win1251'],
    ['utf8', 'latin1'],
    ['utf8', 'koi8-r'],
    ['utf8', 'cp866'],
    ['win1251', 'koi8-r'],
    ['koi8-r', 'win1251'],
    ['cp866', 'win1251'],
    ['win1251', 'latin1'],
    ['win1251', 'iso-8859-5'],
  ])('%s read as %s is repaired, and is no ground', (right, wrong) => {
    expect(repair(lexicon.trigrams, wronglyRead(right, wrong))?.text).toBe(text);
    expect(grounds(wronglyRead(right, wrong))).toEqual([]);
  });

  it('UTF-8 broken twice and the wrong keyboard are repaired', () => {
    expect(repair(lexicon.trigrams, wronglyRead('utf8', 'latin1', wronglyRead('utf8', 'latin1')))?.text).toBe(text);
    expect(repair(lexicon.trigrams, 'Ghjie ghjdthbnm cxtnxbr d yfitv vfufpbyt/')?.text).toBe(
      'Прошу проверить счетчик в нашем магазине.',
    );
  });

  it('a repaired letter is examined as it was meant', () => {
    const { topics, repaired } = examine(wronglyRead('utf8', 'win1251'));
    expect(topics[0]?.id).toBe('metering');
    expect(repaired?.undone).toBe('utf-8 read as windows-1251');
  });

  it.each([
    text,
    'Zdravstvuyte, proshu proverit schetchik v garazhe, on krutitsya pri vyklyuchennyh avtomatah.',
    'Dear Sirs, please send us the invoice for October as soon as possible.',
    'ПС 110/35/6 кВ, ВЛ-6 кВ ф. 12, КТПН, ЩУ, ВРУ, ПУ, АИИС КУЭ, ФСК ЕЭС',
    'Шановні панове, прошу надати інформацію щодо лічильника електроенергії.',
    'щъыьэ',
    '┌──────────────────────────────┐\n│ Прошу выслать акт сверки      │\n└──────────────────────────────┘',
    'Почему так дорого??????????????????????? Ответьте, пожалуйста??????',
  ])('what people can read is legible, and is not touched: %s', (each) => {
    expect(grounds(each)).toEqual([]);
    expect(repair(lexicon.trigrams, each)).toBeNull();
  });

  it.each([
    'Йцщшъ жхэъфы вхзщк мъжэ дщцх ыьпгж чхщъ фждй щъэю гчьй тмзщ шъжы хчщэ ъвкц мжшщ',
    '???????? ?????! ????? ????????? ? ?????? ????????',
    '\ufffd\ufffd\ufffd\ufffd\ufffd рос\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd\ufffdав\ufffd\ufffd',
  ])('noise is proposed: %s', (each) => {
    expect(grounds(each)).toEqual(['illegible']);
  });

  it('what the reader of scans calls illegible is proposed', () => {
    expect(grounds('Прошу', { legibility: 'illegible' })).toEqual(['illegible']);
  });
});
