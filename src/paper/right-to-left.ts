/** Hebrew and Arabic words in a Russian line: the words stand from right to left, as they are read (UAX #9, a left-to-right paragraph). */

const R = '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}';
/** From one right-to-left letter to the last before other letters or the end; spaces, signs and numbers between belong to it. */
const run = new RegExp(`[${R}](?:[${R}\\p{M}]|[^\\p{L}\\p{M}])*[${R}]\\p{M}*`, 'gu');
/** A word is turned by the font; a number keeps its order, with the signs inside it; any other sign stands alone. */
const piece = new RegExp(`[${R}\\p{M}]+|\\d+(?:[.,:/]\\d+)*|[^]`, 'gu');
const some = new RegExp(`[${R}]`, 'u');

const mirrored: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '«': '»',
  '»': '«',
  '<': '>',
  '>': '<',
};

/** The words of one line in the order in which they are drawn from left to right; letters keep the order of the text. */
export function drawnOrder(words: readonly string[]): readonly string[] {
  if (!words.some((word) => some.test(word))) return words;
  return words
    .join(' ')
    .replace(run, (text) =>
      (text.match(piece) ?? [])
        .reverse()
        .map((each) => mirrored[each] ?? each)
        .join(''),
    )
    .split(' ');
}
