/** One page: passes over it, from cheap to dear, as long as they pay. */
import type { PageReading } from '../domain/letter.ts';
import type { PageWord } from '../office/ports/paper.ts';
import { isBare, smallPage } from './bare.ts';
import { looksHandwritten } from './handwriting.ts';
import { BLACK, BLANK, byHand, judge, notCut } from './legibility.ts';
import { type Lexicon, latinWords, wordsOf } from './lexicon.ts';
import { mayBeNegative, negativeOf } from './negative.ts';
import { inOneScript } from './one-script.ts';
import { colourShare, loadColourless, loadPage, type PageSource } from './page-source.ts';
import { onPage } from './page-words.ts';
import { inkOf, type Picture, paperShareOf, sharpnessOf, tonesOf } from './picture.ts';
import { halved, prepared, quarterTurned, type Studied, studied } from './preprocess.ts';
import { confidenceOf, orientationOf, readWords, textOf, type Word } from './tesseract.ts';
import { standsUpright, turnedOver } from './way-up.ts';

export interface PageNeeds {
  readonly lexicon: Lexicon;
  readonly pixels: number;
  /** Of one child. */
  readonly timeoutMs: number;
}

export interface ReadPage extends Omit<PageReading, 'seconds'> {
  readonly reason: string | null;
  /** Quarter turns, clockwise, that make the page upright: 0, 90, 180 or 270. */
  readonly turn: number;
  readonly words: readonly PageWord[];
  /** Height by width of the upright page. */
  readonly ratio?: number;
}

/** @throws Error ENOENT when tesseract is not installed */
export async function readPage(source: PageSource, needs: PageNeeds): Promise<ReadPage> {
  const loaded = await opened(source, needs.pixels);
  if (!loaded) return unread('изображение не открывается, посмотрите сами');
  const negative = mayBeNegative(loaded) ? await negativePass(loaded, needs) : null;
  const original = negative?.original ?? loaded;
  const tones = tonesOf(original);
  // Nothing darker than the paper: there is nothing to read, and four passes to save.
  if (tones.contrast < BLANK && (tones.median < BLACK || isBare(await smallPage(original))))
    return { ...unread(null), ...judge({ ...nothing, bare: true, tones, look: () => UNSEEN }), ratio: ratioOf(original) };
  const first = negative?.pass ?? (await firstPass(original, needs));
  // On a black page no turn and no filter finds what the first pass did not.
  const hopeless = tones.median < BLACK || first.outOfTime;
  const best = hopeless ? first : await morePasses(first, source, needs);
  if (best.outOfTime && best.words.length === 0) return { ...unread(OUT_OF_TIME), turn: best.turn, ratio: ratioOf(best.page) };
  const confidence = confidenceOf(best.words);
  const look = () => ({
    sharpness: sharpnessOf(original),
    paper: paperShareOf(original),
    ...inkOf(best.picture, best.words),
  });
  const said = inOneScript(best.words);
  const knownWords = Math.max(best.known, latinWords(best.words));
  const words = onPage(said, best.picture, best.page);
  const judged = notCut(judge({ confidence, words: best.words.length, knownWords, tones, bare: false, look }), words);
  const hand = judged.legible === 'doubtful' && confidence < CERTAIN && (await looksHandwritten(best.picture));
  const verdict = hand ? byHand(judged) : judged;
  return {
    text: textOf(said),
    confidence,
    ...verdict,
    turn: best.turn,
    words,
  };
}

function ratioOf({ width, height }: Picture): number {
  return Math.round((height / width) * 1000) / 1000;
}

/** A page without text, for people to look at. */
export function unread(reason: string | null): ReadPage {
  return { text: '', confidence: 0, legible: 'doubtful', score: 0, reason, turn: 0, words: [] };
}

const OUT_OF_TIME = 'не распознано: чтение заняло слишком много времени, посмотрите сами';

interface Pass {
  /** Upright, before it was worked over. */
  readonly page: Picture;
  readonly study: Studied;
  readonly picture: Picture;
  readonly turn: number;
  readonly words: readonly Word[];
  /** Words of the lexicon. */
  readonly known: number;
  /** Letters of those, each by its confidence: what makes one pass better than another. */
  readonly quality: number;
  readonly outOfTime: boolean;
}

/** Null when nothing is read in it with its tones turned over. */
async function negativePass(loaded: Picture, needs: PageNeeds): Promise<{ original: Picture; pass: Pass } | null> {
  const original = negativeOf(loaded);
  const pass = await firstPass(original, needs);
  return pass.known >= 3 && confidenceOf(pass.words) > CERTAIN ? { original, pass } : null;
}

const nothing = { confidence: 0, words: 0, knownWords: 0 };
const UNSEEN = { sharpness: 0, ink: 0, cover: 1, paper: 1 };

/** Orientation: bad handwriting is turned wrongly at up to 4. */
const SURE = 10;
/** The lines themselves have said that it lies across. */
const SURE_SIDEWAYS = 2;

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

/** Lines that run from top to bottom are seen without reading: such a page is turned before, not after. */
async function firstPass(original: Picture, needs: PageNeeds): Promise<Pass> {
  const study = await studied(original);
  if (!study.lie.sideways) return pass(original, study, 0, false, needs);
  const page = await quarterTurned(original, 90);
  const turned = await studied(page);
  const level = await prepared(turned, false);
  if (await standsUpright(level, needs)) return pass(page, turned, 90, false, needs);
  const turn = (await standsUpright(turnedOver(level), needs)) ? 270 : await orientation(original, needs, SURE_SIDEWAYS);
  return turn === 0 ? pass(original, study, 0, false, needs) : turnedPass(original, turn, 0, needs);
}

async function turnedPass(page: Picture, by: number, before: number, needs: PageNeeds): Promise<Pass> {
  const upright = await quarterTurned(page, by);
  return pass(upright, await studied(upright), (before + by) % 360, false, needs);
}

async function orientation(page: Picture, { timeoutMs }: PageNeeds, sure: number): Promise<number> {
  const seen = await orientationOf(page, timeoutMs);
  return seen && seen.confidence >= sure ? seen.turn : 0;
}

async function morePasses(first: Pass, source: PageSource, needs: PageNeeds): Promise<Pass> {
  const upright = confidenceOf(first.words) < CERTAIN ? await righted(first, needs) : first;
  const best = await withoutStamps(upright, source, needs);
  if (!isWeak(best) || best.page.dpi < 145) return best;
  return better(best, await pass(best.page, await studied(best.page, true), best.turn, true, needs));
}

/** Print turned over is found by a few lines; what they do not tell, the shapes of its letters may. */
async function righted(first: Pass, needs: PageNeeds): Promise<Pass> {
  const turn = (await standsUpright(turnedOver(first.picture), needs)) ? 180 : await orientation(first.page, needs, SURE);
  return turn === 0 ? first : better(first, await turnedPass(first.page, turn, first.turn, needs));
}

async function pass(page: Picture, study: Studied, turn: number, median: boolean, needs: PageNeeds): Promise<Pass> {
  const { lexicon, timeoutMs } = needs;
  const picture = await prepared(study, median);
  let read = picture;
  let words = await readWords(picture, timeoutMs);
  if (!words && picture.dpi > 160) {
    read = await halved(picture);
    words = await readWords(read, timeoutMs);
  }
  const whole = (words ?? []).flatMap((word) => wordsOf(word.text).map((text) => ({ text, confidence: word.confidence })));
  const known = whole.filter(({ text }) => lexicon.known(text));
  const quality = known.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return { page, study, picture: read, turn, words: words ?? [], known: known.length, quality, outOfTime: words === null };
}

function isWeak({ words, known }: Pass): boolean {
  return confidenceOf(words) < CERTAIN || known < 10;
}

/** Confidence of a page that lies as it should. */
const CERTAIN = 0.75;

function better(earlier: Pass, later: Pass): Pass {
  return later.quality > earlier.quality * 1.02 ? later : earlier;
}

/** Some colour and much ink outside the words: once more without what is coloured. Blue handwriting dies of it, hence only now. */
async function withoutStamps(best: Pass, source: PageSource, needs: PageNeeds): Promise<Pass> {
  if (best.words.length === 0 || (source.kind === 'encoded' && source.stretch)) return best;
  const share = await colourShare(source, needs.pixels);
  if (share < 0.002 || share > 0.3 || inkOf(best.picture, best.words).cover > 0.75) return best;
  const loaded = await loadColourless(source, needs.pixels);
  const page = best.turn === 0 ? loaded : await quarterTurned(loaded, best.turn);
  return better(best, await pass(page, await studied(page), best.turn, false, needs));
}
