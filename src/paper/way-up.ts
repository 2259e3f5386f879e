/** Does a level page stand as people read it? Asked of a few of its lines, at a tenth of what a whole page costs. */
import { type Lexicon, wordsOf } from './lexicon.ts';
import { DARK, type Picture } from './picture.ts';
import { confidenceOf, readWords } from './tesseract.ts';

/** True: it does for sure. False says nothing: hands and tables give few words. @throws Error ENOENT when tesseract is not installed */
export async function standsUpright(
  level: Picture,
  { lexicon, timeoutMs }: { readonly lexicon: Lexicon; readonly timeoutMs: number },
): Promise<boolean> {
  const words = (await readWords(densestLines(level), timeoutMs)) ?? [];
  const known = words.flatMap(({ text }) => wordsOf(text)).filter((word) => lexicon.known(word));
  // Measured: print turned over gives a confidence below 0.3, and one known word in twenty.
  return known.length >= 3 && known.length >= words.length / 4 && confidenceOf(words) > 0.65;
}

/** Top to bottom and right to left. */
export function turnedOver(picture: Picture): Picture {
  return { ...picture, grey: Buffer.from(picture.grey).reverse() };
}

/** The strip with the most ink. Rows that are dark over a quarter are no text. */
function densestLines(page: Picture): Picture {
  const { grey, width, height } = page;
  const tall = Math.min(height, Math.round(height * STRIP));
  const sums = new Float64Array(height + 1);
  for (let y = 0; y < height; y += 1) {
    let dark = 0;
    for (let at = y * width; at < (y + 1) * width; at += 2) if ((grey[at] ?? 255) < DARK) dark += 2;
    sums[y + 1] = (sums[y] ?? 0) + (dark > width / 4 ? 0 : dark);
  }
  let top = 0;
  for (let y = 0; y + tall <= height; y += 4) {
    const ink = (sums[y + tall] ?? 0) - (sums[y] ?? 0);
    if (ink > (sums[top + tall] ?? 0) - (sums[top] ?? 0)) top = y;
  }
  return { ...page, grey: grey.subarray(top * width, (top + tall) * width), height: tall };
}

/** Of the height of the page: three or four lines of a letter. */
const STRIP = 0.07;
