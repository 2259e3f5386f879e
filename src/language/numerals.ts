/** Numbers written in words, as people dictate telephone numbers. */
const UNITS =
  'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'.split(
    ' ',
  );
const TENS = 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(' ');
const HUNDREDS = 'сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(' ');
const VALUES = new Map<string, number>([
  ...UNITS.map((word, index) => [word, index] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  ...HUNDREDS.map((word, index) => [word, (index + 1) * 100] as const),
  ['нуль', 0],
  ['одна', 1],
  ['две', 2],
]);

export interface Numerals {
  readonly start: number;
  readonly end: number;
  /** «девятьсот двенадцать, ноль пять» → «912» + «0» + «5». */
  readonly digits: string;
  readonly words: number;
}

/** Runs of numerals parted by spaces, commas and dashes only. */
export function numeralsIn(text: string): Numerals[] {
  if (!/ноль|один|два|две|три|четыр|пят|шест|сем|восем|девят|сорок|сто/i.test(text)) return [];
  const runs: Numerals[] = [];
  let numbers: number[] = [];
  let start = 0;
  let end = 0;
  const close = (): void => {
    if (numbers.length > 1) runs.push({ start, end, digits: joined(numbers), words: numbers.length });
    numbers = [];
  };
  for (const { index, 0: word } of text.matchAll(/[а-яё]+/giu)) {
    const value = VALUES.get(word.toLowerCase().replaceAll('ё', 'е'));
    if (value === undefined || (numbers.length > 0 && !/^[\s,\-–—]{1,4}$/.test(text.slice(end, Math.min(index, end + 5)))))
      close();
    if (value === undefined) continue;
    if (numbers.length === 0) start = index;
    numbers.push(value);
    end = index + word.length;
  }
  close();
  return runs;
}

/** Hundreds take tens and units after them, tens take units. */
function joined(numbers: readonly number[]): string {
  let made = '';
  let open = 0;
  let current: number | null = null;
  for (const value of numbers) {
    const size = value >= 100 ? 100 : value >= 20 ? 10 : 1;
    if (current !== null && value > 0 && value < open) current += value;
    else {
      if (current !== null) made += String(current);
      current = value;
    }
    open = size === 1 || value === 0 ? 0 : size;
  }
  return current === null ? made : made + String(current);
}
