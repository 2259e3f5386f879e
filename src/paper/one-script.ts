/**
 * Letters that look alike in two alphabets: a machine that reads Russian and Latin writes «AO» in Latin letters, and a search for
 * «АО» would not find it. Short words and mixed ones become what the words around them are; «@» comes back into addresses.
 */
import type { Word } from './tesseract.ts';

export function inOneScript(words: readonly Word[]): readonly Word[] {
  return words.map((word, at) => {
    const text = mended(word.text, () => isRussian(beside(words, at, -1)) || isRussian(beside(words, at, 1)));
    return text === word.text ? word : { ...word, text };
  });
}

/** @param inRussian whether Russian words stand beside it */
function mended(text: string, inRussian: () => boolean): string {
  const address = text.match(MISREAD_ADDRESS);
  if (address) return `${address[1]}@${address[2]}`;
  // Addresses of the net, model names and numbers of meters keep their letters.
  if (/[@\d]|[a-z]\.[a-z]{2}/i.test(text) || !LATIN.test(text)) return text;
  // «e-mail», «X-ray»: a word with a part that can only be Latin is Latin
  const foreign = (text.match(/\p{L}+/gu) ?? []).some((run) => !/[а-яё]/i.test(run) && LATIN.test(inTwins(run)) && !SHORT[run]);
  return text.replace(/\p{L}+/gu, (run) => {
    if (!LATIN.test(run) || (foreign && !/[а-яё]/i.test(run))) return run;
    const cyrillic = inTwins(run);
    if (!LATIN.test(cyrillic) && (/[а-яё]/i.test(run) || (run.length <= 3 && !ROMAN.test(run) && inRussian()))) return cyrillic;
    return SHORT[run] && inRussian() ? SHORT[run] : run;
  });
}

function inTwins(run: string): string {
  return run.replace(/[A-Za-z]/g, (letter) => TWINS[letter] ?? letter);
}

const LATIN = /[A-Za-z]/;
const TWINS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ABCEHKMOPTXaceopxy'].map((letter, at) => [letter, [...'АВСЕНКМОРТХасеорху'][at] ?? letter]),
);
/** «C» is a preposition and «M» an initial far more often than a hundred and a thousand. */
const ROMAN = /^(?:X{1,3}|X?C{1,3}|CM|MC|XM|MX)$(?<!^C$)/;
/** What blurred print of the smallest words and initials becomes, and what no Russian line has. */
const SHORT: Readonly<Record<string, string>> = { or: 'от', Or: 'От', IL: 'П', Tl: 'П', TL: 'П', Ll: 'Ц', Jl: 'Л' };
/** «infoQexample.org»: a capital Q, or a sign of trade, where nothing but @ can stand. */
const MISREAD_ADDRESS = /^([a-z0-9][a-z0-9._-]*)[Q®©€]((?:[a-z0-9-]+\.)+[a-z]{2,10}[.,;:)]*)$/;

/** The next word with letters, in the same block: between them may stand a date or a number. */
function beside(words: readonly Word[], at: number, step: 1 | -1): string | undefined {
  for (let to = at + step; words[to]?.block === words[at]?.block; to += step)
    if (/\p{L}/u.test(words[to]?.text ?? '')) return words[to]?.text;
  return undefined;
}

function isRussian(word: string | undefined): boolean {
  return (word?.match(/[а-яё]/gi)?.length ?? 0) >= 2;
}
