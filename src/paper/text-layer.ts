/** The text that a PDF page brings with it: taken only when it is real. Scanners hide bad guesses there, broken fonts nonsense. */
import type { PageWord } from '../office/ports/paper.ts';
import { run } from './child.ts';
import { type Lexicon, wordsOf } from './lexicon.ts';
import { share } from './page-words.ts';

/** Of each page its text, null when there is none that can be trusted. @throws Error ENOENT without poppler */
export async function textLayers(
  path: string,
  count: number,
  lexicon: Lexicon,
  timeoutMs: number,
): Promise<readonly (string | null)[]> {
  const { code, stdout } = await run('pdftotext', ['-l', String(count), '-enc', 'UTF-8', path, '-'], { timeoutMs });
  const pages = code === 0 ? stdout.toString('utf8').split('\f') : [];
  return Array.from({ length: count }, (_, index) => {
    const text = pages[index]?.trim() ?? '';
    return isReal(text, lexicon) ? text : null;
  });
}

/** Where the words of a page's text layer stand, and the page's height by its width. @param index 0-based */
export async function layerWords(
  path: string,
  index: number,
  timeoutMs: number,
): Promise<{ words: readonly PageWord[]; ratio: number }> {
  const page = String(index + 1);
  const { stdout } = await run('pdftotext', ['-bbox-layout', '-f', page, '-l', page, '-enc', 'UTF-8', path, '-'], { timeoutMs });
  const said = stdout.toString('utf8');
  const size = said.match(/<page width="([\d.]+)" height="([\d.]+)"/);
  const [width, height] = [Number(size?.[1] ?? 0), Number(size?.[2] ?? 0)];
  if (!(width > 0 && height > 0)) return { words: [], ratio: A4 };
  const words: PageWord[] = [];
  let line = 0;
  for (const [, opened, x0, y0, x1, y1, text] of said.matchAll(
    /(<line )|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g,
  )) {
    if (opened) line += 1;
    else
      words.push({
        text: plain(text ?? ''),
        confidence: 1,
        line: String(line),
        left: share(Number(x0), width),
        top: share(Number(y0), height),
        right: share(Number(x1), width),
        bottom: share(Number(y1), height),
      });
  }
  return { words, ratio: Math.round((height / width) * 1000) / 1000 };
}

const A4 = 297 / 210;

/** Wrong ToUnicode tables give correct Cyrillic letters: only the dictionary sees through them. */
export function isReal(text: string, lexicon: Lexicon): boolean {
  const words = wordsOf(text);
  const cyrillic = words.filter((word) => /^[а-яё]+$/i.test(word));
  const known = cyrillic.filter((word) => lexicon.known(word));
  return words.length >= 20 && cyrillic.length / words.length >= 0.6 && known.length / cyrillic.length >= 0.7;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

function plain(text: string): string {
  return text.replace(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
}
