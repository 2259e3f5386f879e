/** Which Cyrillic code page is it? Each page is tried; the text that looks most like Russian wins. */
import type { Buffer } from 'node:buffer';

const PAGES = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'] as const;

export function isCyrillic(charset: string): boolean {
  return PAGES.some((page) => page === charset) || charset === 'koi8-u';
}

/** The most likely page; null when the bytes do not look Cyrillic at all. */
export function guessCyrillic(bytes: Buffer): string | null {
  if (!inRuns(bytes)) return null;
  let best: string | null = null;
  let highest = LEAST;
  for (const page of PAGES) {
    const score = cyrillicScore(bytes, page);
    if (score > highest) {
      best = page;
      highest = score;
    }
  }
  return best;
}

/** Mean logarithm of the frequency of the letters, with a fine for capitals inside words and for graphics. Higher is better. */
export function cyrillicScore(bytes: Buffer, page: string): number {
  const table = tableOf(page);
  let sum = 0;
  let count = 0;
  let previous = 0;
  for (const byte of bytes.subarray(0, SAMPLE)) {
    const mark = byte < 0x80 ? 0 : (table.marks[byte - 0x80] ?? 0);
    if (byte >= 0x80) {
      sum += table.scores[byte - 0x80] ?? 0;
      // koi8-r and windows-1251 differ by case: a capital after a small letter gives the wrong page away
      if (mark === CAPITAL && previous === SMALL) sum -= 4;
      count++;
    }
    previous = mark;
  }
  return count === 0 ? LEAST : sum / count;
}

const SAMPLE = 16_384;
const LEAST = -6;
const SMALL = 1;
const CAPITAL = 2;

/** Occurrences in a thousand letters of Russian prose (National Corpus of the Russian Language, rounded). */
const FREQUENCY: Readonly<Record<string, number>> = Object.fromEntries(
  'о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 ъ0.4 ё2'
    .split(' ')
    .map((entry) => [entry.charAt(0), Number(entry.slice(1))]),
);

interface Table {
  readonly scores: Float64Array;
  readonly marks: Uint8Array;
}

const tables = new Map<string, Table>();

function tableOf(page: string): Table {
  const known = tables.get(page);
  if (known) return known;
  const chars = [...new TextDecoder(page).decode(Uint8Array.from({ length: 128 }, (_, at) => at + 0x80))];
  const table = {
    scores: Float64Array.from(chars, (char) => {
      const frequency = FREQUENCY[char.toLowerCase()];
      if (frequency !== undefined) return Math.log(frequency / 110) - (char === char.toLowerCase() ? 0 : 0.7);
      return /[№«»–—…„“”\u00a0°]/.test(char) ? -3 : -9;
    }),
    marks: Uint8Array.from(chars, (char) =>
      FREQUENCY[char.toLowerCase()] === undefined ? 0 : char === char.toLowerCase() ? SMALL : CAPITAL,
    ),
  };
  tables.set(page, table);
  return table;
}

/** Cyrillic words are runs of high bytes; in Western languages they stand alone among ASCII letters. */
function inRuns(bytes: Buffer): boolean {
  let high = 0;
  let inside = 0;
  let run = 0;
  for (const byte of bytes.subarray(0, SAMPLE)) {
    if (byte >= 0x80) {
      high++;
      run++;
    } else {
      if (run >= 3) inside += run;
      run = 0;
    }
  }
  if (run >= 3) inside += run;
  return inside * 2 >= high;
}
