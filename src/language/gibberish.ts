import { isCyrillic, isInvisible, isLatin } from './letters.ts';

/** How often three letters follow each other in Russian words; `_` is the edge of a word. */
export type RawTrigrams = Readonly<Record<string, number>>;

/** ln P(third | first two), by the code of the trigram. */
export interface Trigrams {
  readonly logs: Float32Array;
}

/** What the letters of a text look like. */
export interface Look {
  /** Mean ln-probability of a letter: Russian prose about −2, noise below −5. 0 when there is nothing to judge. */
  readonly score: number;
  /** Letters, and the marks that stand where letters were. */
  readonly units: number;
  /** The share of units in Latin letters. */
  readonly latin: number;
  /** The share of units that are lost («????», U+FFFD). */
  readonly lost: number;
}

const SIDE = 34;
/** A pair never seen, a symbol or a foreign letter in place of a letter. */
const FLOOR = -9;
/** English and transliteration are legible; the table knows nothing of them. */
const LATIN = -2.6;
const LATIN_NOISE = -6;
/** Every language in Latin letters has a third of vowels; what a hand strikes has a quarter at most. */
const FEWEST_VOWELS = 0.25;
const LATIN_ENOUGH = 40;
/** Enough to know what a text looks like; more is only slow. */
const SAMPLE = 12_000;

export function look({ logs }: Trigrams, text: string): Look {
  let sum = 0;
  let units = 0;
  let lost = 0;
  let latin = 0;
  let vowels = 0;
  const end = Math.min(text.length, SAMPLE);
  for (let at = 0; at < end; ) {
    const code = text.charCodeAt(at);
    if (isRussian(code)) {
      const from = at;
      while (at < end && (isRussian(text.charCodeAt(at)) || isInvisible(text.charCodeAt(at)))) at += 1;
      const log = wordLog(logs, text, from, at);
      // «ВЛ-6 кВ, КТПН, ЩУ»: abbreviations are no noise.
      sum +=
        at - from > 1 && at - from < 5 && isCapital(text.charCodeAt(from)) && isCapital(text.charCodeAt(at - 1))
          ? Math.max(log, (at - from) * LATIN)
          : log;
      units += at - from;
    } else if (isLatin(code)) {
      const from = at;
      while (at < end && isLatin(text.charCodeAt(at))) at += 1;
      latin += at - from;
      vowels += vowelsIn(text, from, at);
      sum += (at - from) * (isSayable(text.slice(from, at)) ? LATIN : LATIN_NOISE);
      units += at - from;
    } else {
      const size = lostRun(text, at, code);
      if (size > 0) {
        lost += size;
        units += size;
        sum += size * FLOOR;
        at += size;
        continue;
      }
      if (isNeighbour(code)) {
        units += 1;
        sum += LATIN;
      } else if (isStrange(code)) {
        units += 1;
        sum += FLOOR;
      }
      at += 1;
    }
  }
  if (latin >= LATIN_ENOUGH && vowels < latin * FEWEST_VOWELS) sum += latin * (LATIN_NOISE - LATIN);
  return { score: units === 0 ? 0 : sum / units, units, latin: latin / (units || 1), lost: lost / (units || 1) };
}

export function compileTrigrams(raw: RawTrigrams): Trigrams {
  const counts = new Float64Array(SIDE ** 3);
  const pairs = new Float64Array(SIDE ** 2);
  for (const [trigram, count] of Object.entries(raw)) {
    const [a = 0, b = 0, c = 0] = [...trigram].map((letter) => (letter === '_' ? 0 : place(letter.charCodeAt(0))));
    counts[(a * SIDE + b) * SIDE + c] = count;
    pairs[a * SIDE + b] = (pairs[a * SIDE + b] ?? 0) + count;
  }
  const logs = new Float32Array(SIDE ** 3);
  for (let index = 0; index < logs.length; index += 1) {
    const pair = pairs[Math.floor(index / SIDE)] ?? 0;
    const share = ((counts[index] ?? 0) + 0.05) / (pair + 0.05 * SIDE + 1);
    logs[index] = Math.max(FLOOR, pair === 0 ? FLOOR : Math.log(share));
  }
  return { logs };
}

function wordLog(logs: Float32Array, text: string, from: number, to: number): number {
  let before = 0;
  let last = 0;
  let sum = 0;
  let seen = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (!isRussian(code)) continue;
    const next = place(code);
    if (seen > 0) sum += logs[(before * SIDE + last) * SIDE + next] ?? FLOOR;
    before = last;
    last = next;
    seen += 1;
  }
  return sum + (logs[(before * SIDE + last) * SIDE] ?? FLOOR);
}

function isRussian(code: number): boolean {
  return (code >= 0x410 && code <= 0x44f) || code === 0x401 || code === 0x451;
}

/** 1–33; ё stands as е. */
function place(code: number): number {
  if (code === 0x401 || code === 0x451) return 6;
  return (code < 0x430 ? code - 0x410 : code - 0x430) + 1;
}

/** Question marks inside a word or standing alone («???? ??»), and U+FFFD. «Почему????» is a question. */
function lostRun(text: string, at: number, code: number): number {
  if (code === 0xfffd) return 1;
  if (code !== 0x3f) return 0;
  let end = at;
  while (text.charCodeAt(end) === 0x3f) end += 1;
  const afterLetter = at > 0 && /[\p{L}\d!?)"»]/u.test(text[at - 1] ?? '');
  const beforeLetter = /\p{L}/u.test(text[end] ?? '');
  return end - at >= 2 ? (afterLetter && !beforeLetter ? 0 : end - at) : afterLetter && beforeLetter ? 1 : 0;
}

function isCapital(code: number): boolean {
  return (code >= 0x410 && code <= 0x42f) || code === 0x401;
}

/** Ukrainian, Belarusian, Kazakh, Tatar letters: another language, not a broken one. */
function isNeighbour(code: number): boolean {
  return (code >= 0x492 && code <= 0x4ff) || 'іїєґўІ'.includes(String.fromCharCode(code));
}

/** Letters of other alphabets, frames, controls: what broken decodings are made of. Typography and currency are not. */
function isStrange(code: number): boolean {
  if (code < 0x80) return code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12;
  if (isInvisible(code) || code === 0xa0) return false;
  if (code <= 0x24f) return !'§«»°±²³·№×'.includes(String.fromCharCode(code));
  // Lines of a table drawn with ─ │ ═ ║ are no letters.
  if ((code >= 0x2500 && code <= 0x2503) || code === 0x2550 || code === 0x2551) return false;
  return (
    isCyrillic(code) ||
    (code >= 0x2500 && code <= 0x25ff) ||
    (code >= 0x370 && code <= 0x3ff) ||
    (code >= 0xe000 && code <= 0xf8ff)
  );
}

/** Of letters in words that are no abbreviation. */
function vowelsIn(text: string, from: number, to: number): number {
  // «VAT», «kWh» have none and are no noise
  if (to - from < 4 || isCapitalLatin(text.charCodeAt(from + 1))) return (to - from) * 0.4;
  let count = 0;
  for (let at = from; at < to; at += 1) if ('aeiouyAEIOUY'.includes(text[at] ?? '')) count += 1;
  return count;
}

function isCapitalLatin(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** Latin letters that a mouth can say: a vowel in five at least, no five consonants in a row. Short words and capitals pass. */
function isSayable(word: string): boolean {
  if (word.length < 5 || word === word.toUpperCase()) return true;
  const vowels = word.match(/[aeiouy]/gi)?.length ?? 0;
  return vowels * 5 >= word.length && vowels * 5 <= word.length * 4 && !/[^aeiouy]{6}/i.test(word) && !/(.)\1\1/.test(word);
}
