/** Days and months that a letter names, however they are written. */
import type { Fact } from './fact.ts';

const MONTHS = ['январ', 'феврал', 'март', 'апрел', 'мая', 'июн', 'июл', 'август', 'сентябр', 'октябр', 'ноябр', 'декабр'];
const DAY = /(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./]((?:19|20)?\d\d))?(?!\d)/g;
const NAMED_DAY =
  /(?:(?<!\d)(\d{1,2})\s+)?(?<!\p{L})(январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)(\p{L}{0,4})(?!\p{L})/giu;

/** In no order; `key` is equal for the same day written otherwise. */
export function* dates(text: string): Generator<Fact> {
  for (const { index, 0: raw, 1: day = '', 2: month = '' } of text.matchAll(DAY)) {
    if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12) continue;
    yield { key: `${Number(day)}.${Number(month)}`, what: 'day', start: index, end: index + raw.length };
  }
  for (const { index, 0: raw, 1: day, 2: name = '' } of text.matchAll(NAMED_DAY)) {
    const begins = name.toLowerCase();
    const month = MONTHS.findIndex(
      (each) =>
        begins.startsWith(each.slice(0, 2)) && (each.startsWith(begins) || begins.startsWith('ма') === each.startsWith('ма')),
    );
    const number = begins.startsWith('март') ? 3 : /^ма[йея]$/.test(begins) ? 5 : month + 1;
    yield { key: day ? `${Number(day)}.${number}` : `month ${number}`, what: 'day', start: index, end: index + raw.length };
  }
}
