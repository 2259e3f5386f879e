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

const NUMERAL = `(?:${[...VALUES.keys()].sort((a, b) => b.length - a.length).join('|')})`;
/** «восемь 912 000 двадцать два»: figures among the words. */
const PIECE = `(?:${NUMERAL}|\\d{1,4})`;
const RUN = new RegExp(`(?<![\\p{L}\\d])(?:${PIECE}[\\s,–—-]{1,4}){2,}${PIECE}(?![\\p{L}\\d])`, 'giu');

/** A telephone in words begins so; the full search is slow. */
const BEGINNING = new RegExp(
  `(?:восемь|семь|девятьсот|тел[а-я.]{0,8}|номер[а-я]?|моб[а-я.]{0,8}|звон[а-я]{2,5})[\\s,:–—-]{1,4}(?:${NUMERAL}|\\d)`,
  'i',
);

/** Words of a telephone that somebody dictates: two in a row, or beside figures. */
const SPOKEN = new RegExp(
  `${NUMERAL}[\\s,–—-]{1,4}(?:${NUMERAL}|\\d)|\\d[\\s,–—-]{1,4}${NUMERAL}[\\s,–—-]{1,4}(?:${NUMERAL}|\\d)`,
  'i',
);

/** Runs of three numerals and more, parted by spaces, commas and dashes only. */
export function numeralsIn(text: string): Numerals[] {
  if (!BEGINNING.test(text) || !SPOKEN.test(text)) return [];
  return [...text.matchAll(RUN)].map(({ index, 0: run }) => {
    const pieces = run.split(/[\s,–—-]+/);
    const words = pieces.filter((piece) => !/^\d/.test(piece));
    // Figures alone are read elsewhere
    const digits = words.length === 0 ? '' : pieced(pieces);
    return { start: index, end: index + run.length, digits, words: words.length === 0 ? 0 : pieces.length };
  });
}

/** Figures stand as they are; words between them are numbers. */
function pieced(pieces: readonly string[]): string {
  let made = '';
  let numbers: number[] = [];
  for (const piece of pieces) {
    if (!/^\d/.test(piece)) numbers.push(VALUES.get(piece.toLowerCase()) ?? 0);
    else {
      made += joined(numbers) + piece;
      numbers = [];
    }
  }
  return made + joined(numbers);
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
