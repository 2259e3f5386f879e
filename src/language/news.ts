import { dates } from './days.ts';
import type { Fact } from './fact.ts';
import { isInQuotedLine, type Quoted } from './quoted.ts';
import { type Reading, sentenceAt } from './reading.ts';
import { stem } from './stems.ts';
import { findIn, isIn, plainList, type WordList } from './wordlist.ts';

/** workflows/lexicon/news.yaml */
export interface RawNews {
  readonly markers: readonly string[];
  readonly documents: readonly string[];
  readonly encloses: readonly string[];
  readonly enclosed: readonly string[];
  readonly habit: readonly string[];
  readonly rules: readonly string[];
  readonly references: readonly string[];
  readonly ordinals: readonly string[];
  readonly counted: readonly string[];
}

export type News = { readonly [name in keyof RawNews]: WordList<true> };

/** A letter has some dozens; a table need not be read to its end. */
const MOST = 3000;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const NUMBER = /(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+(?![\d])|(?<![\d.,/])\d+/g;
/** What the network is bound to is no fact of the consumer's. */
const NORM = /^(?:220|230|380|400|0[.,]4|50)$/;

/** Facts of a text that may be new (cl. 8.2.8); `skip` are its contacts and contract numbers. */
export function facts(lexicon: News, reading: Reading, quoted: Quoted, skip: readonly Stretch[]): Fact[] {
  const { text } = reading;
  const isOut = (start: number): boolean => isInQuotedLine(quoted, start) || isWithin(skip, start);
  const dated = [...dates(text)].slice(0, MOST).sort((a, b) => a.start - b.start);
  const days = dated.filter(
    ({ start, end }) => !isOut(start) && !isReference(lexicon, reading, start) && !isLetterDate(text, start, end),
  );
  const found: Fact[] = [...days];
  for (const { index: start, 0: raw } of text.matchAll(NUMBER)) {
    const end = start + raw.length;
    const value = amount(raw, text.slice(end, end + 8));
    if ((value.length < 3 && !isMeasure(reading.text, raw, end)) || NORM.test(value) || isOut(start) || isWithin(dated, start))
      continue;
    if (inDate(text, start, end) || isReference(lexicon, reading, start) || isRule(lexicon, reading, start)) continue;
    found.push({ key: value, what: 'number', start, end });
    if (found.length > MOST) break;
  }
  found.push(
    ...documents(lexicon, reading).filter(({ start }) => !isOut(start)),
    ...markers(lexicon, reading).filter(({ start }) => !isOut(start)),
    ...ordinals(lexicon, reading).filter(({ start }) => !isOut(start)),
  );
  return found.sort((a, b) => a.start - b.start);
}

export function compileNews(raw: RawNews): News {
  return {
    markers: plainList(raw.markers),
    documents: plainList(raw.documents),
    encloses: plainList(raw.encloses),
    enclosed: plainList(raw.enclosed),
    habit: plainList(raw.habit),
    rules: plainList(raw.rules),
    references: plainList(raw.references),
    ordinals: plainList(raw.ordinals),
    counted: plainList(raw.counted),
  };
}

/** Whether an offset lies in one of the stretches, which are in order. */
function isWithin(stretches: readonly Stretch[], at: number): boolean {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return (stretches[low]?.start ?? Number.POSITIVE_INFINITY) <= at;
}

/** Documents said to be enclosed: «прилагаем акт № 15». */
export function documents(lexicon: News, reading: Reading): Fact[] {
  return findIn(lexicon.documents, reading.words).flatMap(({ from, to }) => {
    const sentence = sentenceAt(reading, from);
    if (!isIn(lexicon.encloses, reading.words, Math.max(sentence.from, from - 14), Math.min(sentence.to, to + 8))) return [];
    return [factAt(reading, from, to, 'document')];
  });
}

function markers(lexicon: News, reading: Reading): Fact[] {
  const said = [...findIn(lexicon.markers, reading.words), ...findIn(lexicon.enclosed, reading.words)];
  // «сгорел» and «сгоревшего» announce the same
  return said.map(({ from, to }) => factAt(reading, from, to, 'marker', BEGINNING));
}

/** «на четвёртую категорию» asks for something else than «на первую»; «в третий раз» only counts the letters. */
function ordinals(lexicon: News, reading: Reading): Fact[] {
  return findIn(lexicon.ordinals, reading.words)
    .filter(({ from, to }) => !isIn(lexicon.counted, reading.words, from - 1, to + 2))
    .map(({ from, to }) => factAt(reading, from, to, 'number'));
}

/** So many letters of a marker are compared. */
export const BEGINNING = 5;

function factAt({ words }: Reading, from: number, to: number, what: Fact['what'], length?: number): Fact {
  const said = words.slice(from, to).map(({ folded }) => stem(folded).slice(0, length));
  return { key: `${what} ${said.join(' ')}`, what, start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
}

/** «12 450,30» and «12450» are one; «12 тыс.» is 12000. */
function amount(raw: string, after: string): string {
  const value = raw.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return /^\s?тыс/i.test(after) ? `${value}000` : value;
}

/** «52 дБ», «80 кВт», «гараж 27»: a short number counts with a unit, or with two digits unless it counts days and letters. */
function isMeasure(text: string, raw: string, end: number): boolean {
  const after = text.slice(end, end + 14);
  if (UNIT.test(after)) return true;
  return raw.length === 2 && !COUNTED.test(after) && !/^[.,:/-]?\d/.test(after);
}

const UNIT =
  /^\s?(?:к?Вт|МВт|дБ|к?[ВA](?![\p{L}])|вольт|ампер|А(?![\p{L}])|Гц|м²|м2|кв\.?\s?м|метр|м(?![\p{L}])|км|%|процент|руб|₽|тыс|дом(?:ов|а)|квартир|точ(?:ек|ки)|прибор|градус)/iu;
const COUNTED =
  /^\s?-?(?:й|го|му|я|е|х|ти)?\s?(?:раз|дн|ден|сут|час|минут|недел|месяц|год|лет|г\.|рабоч|календар|числ|кВ|фз|ст)/iu;

/** A year or day inside «12.05.2026» or «мая 2026 года» is part of the date. */
function inDate(text: string, start: number, end: number): boolean {
  return (
    /[./]$/.test(text.slice(Math.max(0, start - 1), start)) ||
    (/^(?:19|20)\d\d$/.test(text.slice(start, end)) &&
      (/(?:[./]|\d\s?|(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}{0,3}\s)$/iu.test(
        text.slice(Math.max(0, start - 12), start),
      ) ||
        /^\s?г(?:\.|од)/.test(text.slice(end, end + 4))))
  );
}

/** The day of the letter: alone on its line, or the last thing in it. */
function isLetterDate(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 40);
  const line = before.slice(before.lastIndexOf('\n') + 1) + (after.split('\n', 1)[0] ?? '');
  const rest = line.replace(/дата|года|год|г\.|\d{4}|[\s:.,_«»"']/giu, '');
  if (rest.length < 3) return true;
  return after.length < 9 && /^(?:\s?\d{4})?\s?(?:г\.?|года)?[\s.]*$/.test(after) && before.includes('\n');
}

function isReference(lexicon: News, reading: Reading, at: number): boolean {
  return (
    isBefore(lexicon.references, reading, at, 10, 70) &&
    /(?:от|№|N|за|исх\.?|вх\.?)\s*(?:№\s*)?[\p{L}\d/-]{0,12}$/iu.test(reading.text.slice(Math.max(0, at - 18), at))
  );
}

function isRule(lexicon: News, reading: Reading, at: number): boolean {
  return isBefore(lexicon.rules, reading, at, 5, 45);
}

/** Whether one of the words stands among the last `count` words before an offset, no farther than `reach` characters. */
function isBefore(list: WordList<true>, reading: Reading, at: number, count: number, reach: number): boolean {
  let low = 0;
  let high = reading.words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reading.words[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  let from = low;
  while (from > 0 && low - from < count && at - (reading.words[from - 1]?.start ?? 0) <= reach) from -= 1;
  return isIn(list, reading.words, from, low);
}
