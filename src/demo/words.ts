/** Days and numbers that a text of the set leaves open: `{дата -3}`, `{месяца -1}`, `{год -1}`, `{номер ID}`. */
import type { Day } from '../domain/calendar.ts';
import { russianDay } from '../domain/words.ts';
import { shifted } from './moments.ts';

/** Days count from `day`, the local day of receipt. @throws Error naming what it does not know */
export function filledIn(text: string, day: Day, numberOf: (id: string) => string): string {
  return text.replace(/\{([а-я]+)(?: ([^}]+))?\}/gu, (place, word: string, value = '0') => {
    if (word === 'номер') return numberOf(value);
    if (word === 'дата') return russianDay(shifted(day, Number(value)));
    const [year, month] = monthBefore(day, -Number(value));
    if (word === 'год') return String(year);
    const form = MONTHS[word]?.[month];
    if (!form) throw new Error(`«${place}» is none of дата, месяц, месяца, месяце, год, номер`);
    return form;
  });
}

function monthBefore(day: Day, months: number): readonly [number, number] {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return [Math.floor(count / 12), count % 12];
}

const MONTHS: Readonly<Record<string, readonly string[]>> = {
  месяц: 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' '),
  месяца: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
  месяце: 'январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре'.split(' '),
};
