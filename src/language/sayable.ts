/** What nobody can say is no Russian, however its letters follow each other (cl. 8.2.7). */

/** Russian has four vowels in ten letters, and three signs in a hundred; tables of abbreviations in capitals are not counted. */
const ENOUGH = 30;
const FEWEST_VOWELS = 0.15;
const MOST_SIGNS = 0.2;
const SAMPLE = 12_000;
const SMALL_A = 0x430;
const SMALL_YA = 0x44f;
const SMALL_YO = 0x451;
const HARD = 0x44a;
const SOFT = 0x44c;
/** By the code of the letter, counted from а. */
const VOWELS = new Uint8Array(SMALL_YO - SMALL_A + 1);
for (const vowel of 'аеёиоуыэюя') VOWELS[vowel.charCodeAt(0) - SMALL_A] = 1;

/** Whether the small Russian letters of a text, thirty at least, have hardly a vowel or far too many ъ and ь. */
export function isUnsayable(text: string): boolean {
  let letters = 0;
  let vowels = 0;
  let signs = 0;
  for (let at = 0; at < text.length && at < SAMPLE; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < SMALL_A || code > SMALL_YA) && code !== SMALL_YO) continue;
    letters += 1;
    if (VOWELS[code - SMALL_A] === 1) vowels += 1;
    else if (code === HARD || code === SOFT) signs += 1;
  }
  return letters >= ENOUGH && (vowels < letters * FEWEST_VOWELS || signs > letters * MOST_SIGNS);
}
