/** What nobody can say is no Russian, however its letters follow each other (cl. 8.2.7). */

/** Russian has four vowels in ten letters, and three signs in a hundred; tables of abbreviations in capitals are not counted. */
const ENOUGH = 30;
const FEWEST_VOWELS = 0.15;
const MOST_SIGNS = 0.2;
const SAMPLE = 12_000;
const VOWELS = new Set('аеёиоуыэюя');

/** Whether the small Russian letters of a text, thirty at least, have hardly a vowel or far too many ъ and ь. */
export function isUnsayable(text: string): boolean {
  let letters = 0;
  let vowels = 0;
  let signs = 0;
  for (const letter of text.slice(0, SAMPLE)) {
    if (!/[а-яё]/.test(letter)) continue;
    letters += 1;
    if (VOWELS.has(letter)) vowels += 1;
    if (letter === 'ъ' || letter === 'ь') signs += 1;
  }
  return letters >= ENOUGH && (vowels < letters * FEWEST_VOWELS || signs > letters * MOST_SIGNS);
}
