/** One page: passes over it, from cheap to dear, as long as they pay. */
import type { PageReading, WeakPlace } from '../domain/letter.ts';
import type { PageWord } from '../office/ports/paper.ts';
import { isBare, isBareButMarked, smallPage } from './bare.ts';
import { looksHandwritten } from './handwriting.ts';
import { BLACK, BLANK, byHand, isBlack, judge, mirrored, notCut, type PageVerdict } from './legibility.ts';
import { latinWords } from './lexicon.ts';
import { wholly, withPalePrint } from './lost.ts';
import { readInMirror } from './mirrored.ts';
import { mayBeNegative, negativeOf } from './negative.ts';
import { inOneScript } from './one-script.ts';
import { loadPage, type PageSource } from './page-source.ts';
import { onPage } from './page-words.ts';
import { CERTAIN, firstPass, morePasses, type PageNeeds, type Pass } from './passes.ts';
import { inkOf, type Picture, paperShareOf, sharpnessOf, type Tones, tonesOf } from './picture.ts';
import { confidenceOf, textOf } from './tesseract.ts';

export interface ReadPage extends Omit<PageReading, 'seconds'> {
  readonly reason: string | null;
  /** Quarter turns, clockwise, that make the page upright: 0, 90, 180 or 270. */
  readonly turn: number;
  readonly words: readonly PageWord[];
  /** Height by width of the upright page. */
  readonly ratio?: number;
  /** Where text must have stood that nobody can read any more. */
  readonly lost?: readonly WeakPlace[];
}

/** @throws Error ENOENT when tesseract is not installed */
export async function readPage(source: PageSource, needs: PageNeeds): Promise<ReadPage> {
  const loaded = await opened(source, needs.pixels);
  if (!loaded) return unread('изображение не открывается, посмотрите сами');
  const negative = mayBeNegative(loaded) ? await negativePass(loaded, needs) : null;
  const original = negative?.original ?? loaded;
  const tones = tonesOf(original);
  // Nothing darker than the paper: there is nothing to read, and four passes to save.
  if (tones.contrast < BLANK && (isBlack(tones) || (tones.median >= BLACK && isBare(await smallPage(original)))))
    return { ...unread(null), ...judge({ ...nothing, bare: true, tones, look: () => UNSEEN }), ratio: ratioOf(original) };
  const first = negative?.pass ?? (await firstPass(original, needs));
  // On a black page no turn and no filter finds what the first pass did not.
  const hopeless = tones.median < BLACK || first.outOfTime;
  const clearest = hopeless ? first : await morePasses(first, source, needs);
  if (clearest.outOfTime && clearest.words.length === 0)
    return { ...unread(OUT_OF_TIME), turn: clearest.turn, ratio: ratioOf(clearest.page) };
  const unknown = !hopeless && clearest.words.length > FEW && clearest.known < Math.max(FEW, clearest.words.length / 10);
  const mirror = unknown ? await readInMirror(clearest, needs) : null;
  if (mirror) {
    if (tones.depth >= SHINES_THROUGH) return said(mirror, original, tones, mirrored);
    return { ...unread(null), ...THROUGH, turn: mirror.turn, ratio: ratioOf(mirror.page) };
  }
  const { best, faded } = await withPalePrint(clearest, needs);
  const page = await said(best, original, tones);
  const { verdict, lost } = await wholly(page, best, page.words, faded);
  return { ...page, ...verdict, ...(lost.length > 0 ? { lost } : {}) };
}

/** What a pass says of the page. @param but what is known of it besides */
async function said(best: Pass, original: Picture, tones: Tones, but = (verdict: PageVerdict) => verdict): Promise<ReadPage> {
  const confidence = confidenceOf(best.words);
  const look = () => ({
    sharpness: sharpnessOf(original),
    paper: paperShareOf(original),
    ...inkOf(best.picture, best.words),
  });
  const bare = best.known < FEW && isBareButMarked(await smallPage(original));
  const read = inOneScript(best.words);
  const knownWords = Math.max(best.known, latinWords(best.words));
  const words = onPage(read, best.picture, best.page);
  const judged = notCut(judge({ confidence, words: best.words.length, knownWords, tones, bare, look }), words);
  const hand = judged.legible === 'doubtful' && confidence < CERTAIN && (await looksHandwritten(best.picture));
  const { legible, score, reason } = but(hand ? byHand(judged) : judged);
  return { text: textOf(read), confidence, legible, score, reason, turn: best.turn, words, ratio: ratioOf(best.page) };
}

/** Words that may be read into anything. */
const FEW = 3;
/** Tones by which ink of the other side is darker than the paper, at most: measured 70–130, letters of this side above 180. */
const SHINES_THROUGH = 150;
const THROUGH = { legible: 'empty', reason: 'пустая: просвечивает оборот' } as const;

function ratioOf({ width, height }: Picture): number {
  return Math.round((height / width) * 1000) / 1000;
}

/** A page without text, for people to look at. */
export function unread(reason: string | null): ReadPage {
  return { text: '', confidence: 0, legible: 'doubtful', score: 0, reason, turn: 0, words: [] };
}

const OUT_OF_TIME = 'не распознано: чтение заняло слишком много времени, посмотрите сами';

/** Null when nothing is read in it with its tones turned over. */
async function negativePass(loaded: Picture, needs: PageNeeds): Promise<{ original: Picture; pass: Pass } | null> {
  const original = negativeOf(loaded);
  const pass = await firstPass(original, needs);
  return pass.known >= 3 && confidenceOf(pass.words) > CERTAIN ? { original, pass } : null;
}

const nothing = { confidence: 0, words: 0, knownWords: 0 };
const UNSEEN = { sharpness: 0, ink: 0, cover: 1, paper: 1 };

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
