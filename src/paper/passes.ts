/** Passes over a page: worked over in one way or another, read, and measured against one another. */
import { type Lexicon, wordsOf } from './lexicon.ts';
import { colourShare, loadColourless, type PageSource } from './page-source.ts';
import { inkOf, type Picture } from './picture.ts';
import { halved, prepared, quarterTurned, type Studied, studied } from './preprocess.ts';
import { confidenceOf, orientationOf, readWords, type Word } from './tesseract.ts';
import { standsUpright, turnedOver } from './way-up.ts';

export interface PageNeeds {
  readonly lexicon: Lexicon;
  readonly pixels: number;
  /** Of one child. */
  readonly timeoutMs: number;
}

export interface Pass {
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

/** Orientation: bad handwriting is turned wrongly at up to 4. */
const SURE = 10;
/** The lines themselves have said that it lies across. */
const SURE_SIDEWAYS = 2;

/** Lines that run from top to bottom are seen without reading: such a page is turned before, not after. */
export async function firstPass(original: Picture, needs: PageNeeds): Promise<Pass> {
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

export async function morePasses(first: Pass, source: PageSource, needs: PageNeeds): Promise<Pass> {
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

export async function pass(page: Picture, study: Studied, turn: number, median: boolean, needs: PageNeeds): Promise<Pass> {
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
export const CERTAIN = 0.75;

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
