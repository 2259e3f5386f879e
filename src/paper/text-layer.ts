/** The text that a PDF page brings with it: taken only when it is real. Scanners hide bad guesses there, broken fonts nonsense. */
import { run } from './child.ts';
import { type Lexicon, wordsOf } from './lexicon.ts';

/** The text of page `index` (0-based); null when there is none that can be trusted. @throws Error ENOENT without poppler */
export async function textLayer(path: string, index: number, lexicon: Lexicon, timeoutMs: number): Promise<string | null> {
  const page = String(index + 1);
  const { code, stdout } = await run('pdftotext', ['-f', page, '-l', page, '-enc', 'UTF-8', '-nopgbrk', path, '-'], {
    timeoutMs,
  });
  const text = stdout.toString('utf8').trim();
  return code === 0 && isReal(text, lexicon) ? text : null;
}

/** Wrong ToUnicode tables give correct Cyrillic letters: only the dictionary sees through them. */
export function isReal(text: string, lexicon: Lexicon): boolean {
  const words = wordsOf(text);
  const cyrillic = words.filter((word) => /^[а-яё]+$/i.test(word));
  const known = cyrillic.filter((word) => lexicon.known(word));
  return words.length >= 20 && cyrillic.length / words.length >= 0.6 && known.length / cyrillic.length >= 0.7;
}
