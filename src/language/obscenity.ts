import { type Disguised, disguised } from './disguised.ts';
import { fitsForm } from './forms.ts';
import { isSurname } from './names.ts';
import { isInAddress } from './normalise.ts';
import { judge, type Obscenities } from './obscene.ts';
import type { Reading } from './reading.ts';
import { holds, isIn } from './wordlist.ts';

/** An obscene place; offsets of the text. */
export interface Foul {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** So many single letters in a row are read. */
const LONGEST_RUN = 2000;
/** From here on a root can mean nothing else, however its letters are parted. */
const STRONG = 0.85;
/** The mildest word of the lexicon: enough where the disguise itself tells. */
const ANY = 0.6;
/** Places with two letters to guess; a hostile text must not cost more. */
const GUESSED = 40;

/** Obscene words of a text, disguised ones too (cl. 8.2.6), in order of appearance. */
export function foulWords(lexicon: Obscenities, reading: Reading): Foul[] {
  const found: Foul[] = [];
  reading.words.forEach((word, index) => {
    const verdict = judge(lexicon, word.folded);
    if (verdict.score === 0) return;
    if (verdict.trees && isIn(lexicon.trees, reading.words, index - 12, index + 13)) return;
    if (!/[а-я]/.test(word.folded) && (isInAddress(reading.text, word) || (verdict.score < STRONG && isEnglish(reading, index))))
      return;
    if (isSurname(reading, index)) return;
    found.push({ start: word.start, end: word.end, score: verdict.score });
  });
  let guesses = 0;
  for (const place of [...disguised(reading), ...brokenWords(lexicon, reading)]) {
    if (place.how === 'spaced') {
      found.push(...foulInside(lexicon, place));
      continue;
    }
    if (found.some(({ start, end }) => start < place.end && place.start < end)) continue;
    let score = judgeDisguised(lexicon, place);
    if (score === 0 && place.how === 'masked' && place.stars && guesses < GUESSED) {
      guesses += 1;
      score = guessed(lexicon, place);
    }
    if (score > 0) found.push({ start: place.start, end: place.end, score });
  }
  found.push(...hinted(reading.text));
  return found.sort((a, b) => a.start - b.start);
}

/** «на х..», «п*** какой-то»: one letter and the marks for the rest, understood by everybody. */
function hinted(text: string): Foul[] {
  if (!/[хпбел](?:[*#@_]|\.[.йяюнл]|…)/i.test(text)) return [];
  return [...text.matchAll(HINT)]
    .slice(0, GUESSED)
    .map(({ index, 0: said }) => ({ start: index, end: index + said.length, score: 0.7 }));
}

const HINT =
  /(?<![\p{L}\d])(?:(?:на|по|ни|до|какого)\s+х(?:[*#]{1,5}|\.{2,4}|…)|(?:на|по|ни|до)?х[.*#@_]{1,2}(?:й|я|ю|ню|ня|ли|ло)|[хпбе][*#]{3,6}|бл[*#]{1,4})(?![\p{L}\d])/giu;

/** «пиз дец», «зае бали»: together they are one word, apart they are none. */
function brokenWords({ fragments, apart, beginnings, roots }: Obscenities, { text, words }: Reading): Disguised[] {
  const found: Disguised[] = [];
  const starts = beginnings();
  for (let at = 0; at + 1 < words.length && found.length < 400; at += 1) {
    const word = words[at];
    const next = words[at + 1];
    if (!word || !next || word.folded.length > 5 || next.folded.length > 8 || next.folded.length < 2) continue;
    if (text.charCodeAt(word.end) !== SPACE || next.start !== word.end + 1) continue;
    const isFragment = fragments.has(word.folded);
    // A root lies across the space: so much of both words is enough to see it
    if (!isFragment && !roots.test(word.folded.slice(-3) + next.folded.slice(0, 3))) continue;
    if (!starts.has((word.folded + next.folded).slice(0, 3)) || ALONE.has(word.folded)) continue;
    // A piece of three letters that is no word needs the next one, whatever that means by itself.
    if (holds(apart, next.folded) && !(isFragment && word.folded.length > 2)) continue;
    found.push({
      start: word.start,
      end: next.end,
      words: [word, next],
      pieces: [word.folded, next.folded],
      gaps: [1],
      trailing: 0,
      stars: false,
      // No Russian word begins with a sign: the rest can be no word of its own
      odd: isFragment || /^[ьъ]/.test(next.folded),
      how: 'split',
    });
  }
  return found;
}

/** «the suka lake station»: among English words a mild one is English too. */
function isEnglish({ words }: Reading, index: number): boolean {
  return words.slice(Math.max(0, index - 6), index + 7).filter(({ folded }) => ENGLISH.has(folded)).length > 1;
}

const ENGLISH = new Set('the of and to is are for with your from that this have not was our please you it be on'.split(' '));
const SPACE = 0x20;
/** Words of one letter. */
const ALONE = new Set([...'аивкосуя']);

function judgeDisguised(lexicon: Obscenities, place: Disguised): number {
  const plain = judge(lexicon, place.pieces.join(''));
  if (plain.score >= (place.odd ? ANY : STRONG)) return plain.score - 0.05;
  if (place.how === 'masked' && fitsForm(lexicon.forms(), place)) return STRONG;
  // «за.бали»: the dot stands for a letter; as long words as this are no abbreviations.
  return isDotted(place) && fitsForm(lexicon.forms(), place) ? STRONG : 0;
}

function isDotted({ how, gaps, pieces, odd }: Disguised): boolean {
  return (
    how === 'split' &&
    !odd &&
    gaps.length === 1 &&
    pieces.length === 2 &&
    pieces.every(({ length }) => length > 1) &&
    pieces.join('').length > 4
  );
}

/** «п*здец», «му**ков»: every letter in place of each star; of words with few letters left only the worst are meant. */
function guessed(lexicon: Obscenities, { pieces, gaps, trailing }: Disguised): number {
  const known = pieces.join('').length;
  const holes = gaps.reduce((sum, each) => sum + each, trailing);
  if (holes > 2 || known < holes + 1 || known > 12) return 0;
  const least = holes === 1 && known > 2 ? ANY : holes === 1 ? 0.8 : STRONG;
  const pattern = `${pieces.map((piece, at) => piece + HOLE.repeat(gaps[at] ?? 0)).join('')}${HOLE.repeat(trailing)}`;
  let best = 0;
  for (const one of filled(pattern)) {
    for (const word of holes === 2 ? filled(one) : [one]) best = Math.max(best, judge(lexicon, word, false).score);
  }
  return best >= least ? best - 0.05 : 0;
}

const HOLE = '*';
const LETTERS = [...'абвгдежзийклмнопрстуфхцчшщыьэюя'];

function filled(pattern: string): readonly string[] {
  return LETTERS.map((letter) => pattern.replace(HOLE, letter));
}

/** «и х у й н я у нас»: single letters stand before the word and after it. */
function foulInside(lexicon: Obscenities, { pieces, words }: Disguised): Foul[] {
  const joined = pieces.join('').slice(0, LONGEST_RUN);
  const beginnings = lexicon.beginnings();
  const found: Foul[] = [];
  for (let at = 0; at + 2 < joined.length; at += 1) {
    if (!beginnings.has(joined.slice(at, at + 3))) continue;
    for (let end = Math.min(joined.length, at + 16); end >= at + 3; end -= 1) {
      const { score } = judge(lexicon, joined.slice(at, end));
      if (score === 0) continue;
      found.push({ start: words[at]?.start ?? 0, end: words[end - 1]?.end ?? 0, score: score - 0.05 });
      at = end;
      break;
    }
  }
  return found;
}
