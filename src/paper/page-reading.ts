/** One page: passes over it, from cheap to dear, as long as they pay. */
import type { PageReading } from '../domain/letter.ts';
import { BLACK, BLANK, judge, type PageVerdict } from './legibility.ts';
import { type Lexicon, wordsOf } from './lexicon.ts';
import { inkOf, type Picture, tonesOf } from './picture.ts';
import { colourShare, halved, loadPage, type PageSource, prepared, quarterTurned } from './preprocess.ts';
import { confidenceOf, orientationOf, readWords, textOf, type Word } from './tesseract.ts';

export interface PageNeeds {
  readonly lexicon: Lexicon;
  readonly pixels: number;
  readonly timeoutMs: number;
}

export type ReadPage = Omit<PageReading, 'seconds'> & { readonly reason: string | null };

/** @throws Error ENOENT when tesseract is not installed */
export async function readPage(source: PageSource, needs: PageNeeds): Promise<ReadPage> {
  const original = await opened(source, needs.pixels);
  if (!original)
    return { text: '', confidence: 0, legible: 'doubtful', score: 0, reason: 'изображение не открывается, посмотрите сами' };
  const tones = tonesOf(original);
  // Nothing darker than the paper: there is nothing to read, and four passes to save.
  if (tones.contrast < BLANK) return { text: '', confidence: 0, ...judge({ ...nothing, tones }) };
  let best = await pass(await prepared(original, false), needs);
  // On a black page no turn and no filter finds what the first pass did not.
  if (isWeak(best) && tones.median >= BLACK) {
    let upright = original;
    const seen = await orientationOf(original, needs.timeoutMs);
    if (seen && seen.turn !== 0 && seen.confidence >= SURE) {
      const turned = await quarterTurned(original, seen.turn);
      const read = await pass(await prepared(turned, false), needs);
      if (pays(read, best)) {
        best = read;
        upright = turned;
      }
    }
    if (isWeak(best) && original.dpi >= 145) best = better(best, await pass(await prepared(upright, true), needs));
  }
  const { ink, cover } = inkOf(best.picture, best.words);
  if (source.kind !== 'encoded' || !source.stretch) best = await withoutStamps(best, cover, source, needs);
  const evidence = {
    confidence: confidenceOf(best.words),
    words: best.words.length,
    knownWords: best.known,
    tones,
    ink,
    cover,
  };
  const { legible, score, reason }: PageVerdict = judge(evidence);
  return { text: textOf(best.words), confidence: evidence.confidence, legible, score, reason };
}

/** Null for a torn image: the other pages of the letter are read all the same. */
async function opened(source: PageSource, pixels: number): Promise<Picture | null> {
  try {
    return await loadPage(source, pixels);
  } catch (error) {
    // sharp has one kind of error for everything it cannot open; a fault of ours has another name.
    if ((error as Error).constructor.name !== 'Error') throw error;
    return null;
  }
}

interface Pass {
  readonly picture: Picture;
  readonly words: readonly Word[];
  /** Words of the lexicon. */
  readonly known: number;
  /** Letters of those, each by its confidence: what makes one pass better than another. */
  readonly quality: number;
}

const nothing = { confidence: 0, words: 0, knownWords: 0, ink: 0, cover: 1 };

/** Orientation: bad handwriting is turned wrongly at up to 4. */
const SURE = 10;

async function pass(picture: Picture, { lexicon, timeoutMs }: PageNeeds): Promise<Pass> {
  let read = picture;
  let words = await readWords(picture, timeoutMs);
  if (!words && picture.dpi > 160) {
    read = await halved(picture);
    words = await readWords(read, timeoutMs);
  }
  const knownIn = (words ?? []).flatMap((word) => wordsOf(word.text).map((text) => ({ text, confidence: word.confidence })));
  const known = knownIn.filter(({ text }) => lexicon.known(text));
  const quality = known.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return { picture: read, words: words ?? [], known: known.length, quality };
}

function isWeak({ words, known }: Pass): boolean {
  return confidenceOf(words) < 0.75 || known < 10;
}

function pays(later: Pass, earlier: Pass): boolean {
  return later.quality > earlier.quality * 1.02;
}

function better(earlier: Pass, later: Pass): Pass {
  return pays(later, earlier) ? later : earlier;
}

/** Much ink outside the words and some colour: once more without what is coloured. Blue handwriting dies of it, hence only now. */
async function withoutStamps(best: Pass, cover: number, source: PageSource, needs: PageNeeds): Promise<Pass> {
  if (cover > 0.75 || best.words.length === 0) return best;
  const share = await colourShare(source, needs.pixels);
  if (share < 0.002 || share > 0.3) return best;
  return better(best, await pass(await prepared(await loadPage(source, needs.pixels, true), false), needs));
}
