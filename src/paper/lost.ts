/** What a page that reads well does not say: print washed out by a reflection, a part that something covers (8.2.7). */
import type { WeakPlace } from '../domain/letter.ts';
import type { PageWord } from '../office/ports/paper.ts';
import { smallPage } from './bare.ts';
import { coveredPart } from './covered.ts';
import { evenInk } from './even-ink.ts';
import { fadedInto } from './fading.ts';
import { looksHandwritten } from './handwriting.ts';
import type { PageVerdict } from './legibility.ts';
import { placeOf } from './page-words.ts';
import { type PageNeeds, type Pass, pass } from './passes.ts';
import { prepared, studied } from './preprocess.ts';

/** Pale print is read once more with its ink evened. @returns the better pass, and the gaps where nothing is left to be read */
export async function withPalePrint(best: Pass, needs: PageNeeds): Promise<{ best: Pass; faded: readonly WeakPlace[] }> {
  const gaps = fadedInto(best.picture, best.words);
  // The strokes of a hand are darker here and paler there, and lie as they like
  if (gaps.length === 0 || (await looksHandwritten(best.picture))) return { best, faded: [] };
  const study = await studied(best.page, true);
  const plain = await prepared(study, false);
  const again = await pass(best.page, { ...study, even: await evenInk(study.even) }, best.turn, false, needs);
  if (again.quality < best.quality * ALIKE) return { best, faded: gaps.map((gap) => placeOf(gap, best.picture, best.page)) };
  const left = fadedInto(plain, again.words, SPENT);
  return { best: again, faded: left.map((gap) => placeOf(gap, plain, best.page)) };
}

/** A pass that found next to nothing more, but at the ends of its lines all that there is. */
const ALIKE = 0.98;
/** Depth of ink, by that of its line, beyond which nothing is read: measured 0–0.4 where glare ends the text, never where it is read on. */
const SPENT = 0.4;

/** A page is legible only as far as all of it is. */
export async function wholly(
  verdict: PageVerdict,
  { page }: Pick<Pass, 'page'>,
  words: readonly PageWord[],
  faded: readonly WeakPlace[],
): Promise<{ verdict: PageVerdict; lost: readonly WeakPlace[] }> {
  if (verdict.legible !== 'legible' || words.length === 0) return { verdict, lost: [] };
  if (faded.length > 0) return { verdict: { ...verdict, legible: 'doubtful', reason: WASHED_OUT }, lost: faded };
  const covered = coveredPart(await smallPage(page), words);
  return covered ? { verdict: { ...verdict, legible: 'doubtful', reason: COVERED }, lost: [covered] } : { verdict, lost: [] };
}

const WASHED_OUT = 'часть текста засвечена или стёрта, сверьте с изображением';
const COVERED = 'часть листа закрыта или не отсканирована: текст обрывается у её края';
