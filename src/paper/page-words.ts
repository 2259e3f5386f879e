/** Words as people may point at them: boxes on the upright page, in ten-thousandths of its sides. */
import type { WeakPlace } from '../domain/letter.ts';
import type { PageWord } from '../office/ports/paper.ts';
import type { Box, Picture } from './picture.ts';
import { boxOn } from './placement.ts';
import type { Word } from './tesseract.ts';

export function onPage(words: readonly Word[], read: Picture, page: Picture): readonly PageWord[] {
  return words.map((word) => ({
    text: word.text,
    confidence: Math.round(word.confidence * 100) / 100,
    line: word.line,
    ...placeOf(word, read, page),
  }));
}

export function placeOf(on: Box, read: Picture, page: Picture): WeakPlace {
  const box = boxOn(read.onPage, on);
  return {
    left: share(box.left, page.width),
    top: share(box.top, page.height),
    right: share(box.left + box.width, page.width),
    bottom: share(box.top + box.height, page.height),
  };
}

export function share(part: number, whole: number): number {
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 10_000);
}
