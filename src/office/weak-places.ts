/** Which parts of a scan could hardly be read (8.2.7): marked on the picture, named in the notice. Pure. */
import type { Letter, ReadPage, WeakPlace } from '../domain/letter.ts';
import type { PageWord } from './ports/paper.ts';

/** Lines that were guessed rather than read, and where text was lost; neighbours are one place. */
export function weakPlaces(words: readonly PageWord[], lost: readonly WeakPlace[] = []): readonly WeakPlace[] {
  const lines = [...grouped(words).values()];
  const weak = lines.filter((line) => confidenceOf(line) < GUESSED).map(boxOf);
  const places: WeakPlace[] = [];
  for (const box of [...weak, ...lost].toSorted((one, two) => one.top - two.top)) {
    const last = places.at(-1);
    if (last && box.top - last.bottom < NEAR) places[places.length - 1] = around(last, box);
    else places.push(box);
  }
  return places;
}

/** «лист 2 целиком (изображение размыто); нижняя часть листа 1»; null: nothing of the letter can be read, or all of it. */
export function illegibleParts({ legibility }: Pick<Letter, 'legibility'>): string | null {
  const pages = legibility?.pages ?? [];
  const filled = pages.filter(({ legible }) => legible !== 'empty');
  const lost = filled.filter(isLost);
  if (filled.length === 0 || lost.length === filled.length) return null;
  const parts = pages.flatMap((page, index) => {
    if (page.legible === 'empty' || page.legible === 'legible') return [];
    if (isLost(page)) return [`лист ${index + 1} целиком${page.reason ? ` (${plain(page.reason)})` : ''}`];
    const where = [...new Set((page.weak ?? []).map(partOf))];
    return where.length > 0 ? [`${where.join(' и ')} листа ${index + 1}`] : [`отдельные места листа ${index + 1}`];
  });
  return parts.length > 0 ? parts.join('; ') : null;
}

/** 0–1: below it a line is a guess (measured: script hand 0.5, print 0.9). */
const GUESSED = 0.45;
/** Ten-thousandths of the page: less than two lines. */
const NEAR = 250;
/** A page with hardly a known word. */
const LOST = 0.3;

function isLost({ legible, score }: Pick<ReadPage, 'legible' | 'score'>): boolean {
  return legible === 'illegible' || (legible === 'doubtful' && score < LOST);
}

function partOf({ top, bottom }: WeakPlace): string {
  const middle = (top + bottom) / 2;
  if (bottom - top > 6000) return 'большая часть';
  return middle < 3333 ? 'верхняя часть' : middle < 6667 ? 'средняя часть' : 'нижняя часть';
}

/** What is said to our people is not said to the consumer. */
function plain(reason: string): string {
  return reason.replace(/,? посмотрите сами$|,? сверьте с изображением$/u, '');
}

function grouped(words: readonly PageWord[]): ReadonlyMap<string, PageWord[]> {
  const lines = new Map<string, PageWord[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return lines;
}

function confidenceOf(line: readonly PageWord[]): number {
  const letters = line.reduce((sum, { text }) => sum + text.length, 0);
  return line.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / Math.max(1, letters);
}

function boxOf(line: readonly PageWord[]): WeakPlace {
  return {
    left: Math.min(...line.map(({ left }) => left)),
    top: Math.min(...line.map(({ top }) => top)),
    right: Math.max(...line.map(({ right }) => right)),
    bottom: Math.max(...line.map(({ bottom }) => bottom)),
  };
}

function around(one: WeakPlace, two: WeakPlace): WeakPlace {
  return {
    left: Math.min(one.left, two.left),
    top: Math.min(one.top, two.top),
    right: Math.max(one.right, two.right),
    bottom: Math.max(one.bottom, two.bottom),
  };
}
