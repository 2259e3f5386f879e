/**
 * Can a person read it (8.2.7)? The machine proposes; «illegible» only with a cause that is seen in the picture, because bad
 * but readable handwriting scores as low as a scrawl.
 */
import type { PageReading } from '../domain/letter.ts';
import type { PageWord, Recognition } from '../office/ports/paper.ts';
import type { Tones } from './picture.ts';

export interface Evidence {
  /** 0–1. */
  readonly confidence: number;
  readonly words: number;
  /** Of four or more letters, in the lexicon. */
  readonly knownWords: number;
  readonly tones: Tones;
  /** Nothing is on the paper. */
  readonly bare: boolean;
  /** What a long look at the picture tells: asked for only where it matters. */
  readonly look: () => Look;
}

export interface Look {
  readonly sharpness: number;
  readonly ink: number;
  readonly cover: number;
  /** Share of the page that has the tone of its paper. */
  readonly paper: number;
}

export type PageVerdict = Pick<PageReading, 'legible' | 'score'> & { readonly reason: string | null };

export function judge(evidence: Evidence): PageVerdict {
  const { confidence, words, knownWords, tones, bare } = evidence;
  const share = words === 0 ? 0 : Math.min(1, knownWords / words / 0.5);
  const sure = words === 0 ? 0 : Math.min(1, (confidence / 0.95 + share) / 2);
  // A note of two lines is as good as a page, when nothing but its words is on the sheet
  const short = knownWords >= FEW && knownWords < ENOUGH && confidence > 0.9 && share > 0.6 && evidence.look().cover > 0.8;
  const score = sure * Math.min(1, knownWords / (short ? FEW : ENOUGH));
  if (score >= 0.75) return { legible: 'legible', score, reason: null };
  if (isBlack(tones)) return { legible: 'empty', score, reason: 'чёрная' };
  if (bare) return { legible: 'empty', score, reason: 'пустая' };
  if (score >= SUSPICIOUS) return { legible: 'doubtful', score, reason: doubt(evidence, score) };
  const look = evidence.look();
  if (look.sharpness > DOTS && look.paper < PAPER) return { legible: 'doubtful', score, reason: `${IN_DOTS}, посмотрите сами` };
  if (tones.median < BLACK)
    return { legible: 'doubtful', score, reason: 'большая часть листа чёрная или закрашена, посмотрите сами' };
  if (look.paper < PICTURE) return { legible: 'empty', score, reason: 'картинка без текста' };
  const cause = seen(evidence, look);
  if (cause) return { legible: 'illegible', score, reason: cause };
  return { legible: 'doubtful', score, reason: doubt(evidence, score) };
}

/** Known words that make a page. */
const ENOUGH = 8;
const FEW = 3;
const SUSPICIOUS = 0.1;
/** Measured: print, hands and scrawls above 0.65, a half-dark scan 0.53, pictures 0.48 and 0.50. */
const PICTURE = 0.52;
/** In between nothing is sure. */
const PAPER = 0.6;
/** Variance of the Laplacian: noise; no photograph has it. */
const DOTS = 10_000;
const IN_DOTS = 'изображение рассыпалось на точки';
/** Tone of the brightest twentieth of a page that has paper left. */
const LIGHT = 120;

/** A page cut in half reads perfectly: lines that run into the edge of the sheet tell of it. */
export function notCut(verdict: PageVerdict, words: readonly PageWord[]): PageVerdict {
  if (verdict.legible !== 'legible') return verdict;
  const lines = new Map<string, { left: number; right: number; words: number }>();
  for (const { line, left, right } of words) {
    const known = lines.get(line);
    lines.set(line, {
      left: Math.min(known?.left ?? left, left),
      right: Math.max(known?.right ?? right, right),
      words: (known?.words ?? 0) + 1,
    });
  }
  const long = [...lines.values()].filter((line) => line.words >= 3);
  const cut = long.filter(({ left, right }) => left <= EDGE || right >= 10_000 - EDGE);
  if (cut.length < Math.max(3, long.length / 4)) return verdict;
  return { ...verdict, legible: 'doubtful', reason: 'обрезано: строки уходят за край листа' };
}

/** Nothing on it is as light as paper: where something is, it may have been painted over. */
export function isBlack({ median, brightest }: Pick<Tones, 'median' | 'brightest'>): boolean {
  return median < BLACK && brightest < LIGHT;
}

/** Its words were read in a mirror: people will have to do the same. */
export function mirrored(verdict: PageVerdict): PageVerdict {
  if (verdict.legible !== 'legible') return verdict;
  return { ...verdict, legible: 'doubtful', reason: 'изображение зеркальное: текст прочитан, сверьте с изображением' };
}

/** Ten-thousandths of the page: half a millimetre. */
const EDGE = 30;

/** Contrast of a page with nothing on it. */
export const BLANK = 6;
/** Median tone of paper that a person hardly reads from. */
const DARK_PAPER = 90;
/** Median tone of a page that is black. */
export const BLACK = 40;

/** A letter is as good as its worst page that has anything on it. */
export function judgeLetter(
  pages: readonly PageReading[],
  reasons: readonly (string | null)[],
): Pick<Recognition, 'legible' | 'score' | 'reasons'> {
  const filled = pages.filter(({ legible }) => legible !== 'empty');
  const sentences = reasons.flatMap((reason, index) => (reason ? [`Страница ${index + 1}: ${reason}.`] : []));
  const worst = (['illegible', 'doubtful', 'legible'] as const).find((each) => filled.some(({ legible }) => legible === each));
  if (!worst) return { legible: 'empty', score: 0, reasons: sentences };
  return { legible: worst, score: Math.min(...filled.map(({ score }) => score)), reasons: sentences };
}

function seen({ tones, words }: Evidence, { sharpness, ink, cover, paper }: Look): string | null {
  if (paper < PAPER) return null;
  if (ink > 0.15 && cover < 0.25) return 'текст закрыт или зачёркнут';
  if (sharpness < 5 && tones.contrast > 20) return 'изображение размыто';
  if (sharpness > DOTS && words < 5) return IN_DOTS;
  return null;
}

/** Of a page that was not read, or in part, because a hand wrote it: no other scan would help. */
export function byHand(verdict: PageVerdict): PageVerdict {
  const reason = Object.entries(BY_HAND).find(([unread]) => unread === verdict.reason)?.[1];
  return verdict.legible === 'doubtful' && reason ? { ...verdict, reason } : verdict;
}

function doubt({ tones, words, confidence }: Evidence, score: number): string {
  if (words >= FEW && confidence > CLEARLY) return PARTLY;
  if (tones.median < DARK_PAPER) return 'слишком тёмно';
  if (tones.depth < 30) return 'текст бледный';
  if (words === 0) return NO_WORDS;
  return score < 0.3 ? UNREAD : PARTLY;
}

/** Confidence of words that were seen well: whatever is wrong, it is not the picture. */
const CLEARLY = 0.75;
const NO_WORDS = 'слова не найдены, посмотрите сами';
const UNREAD = 'текст не распознан, посмотрите сами';
const PARTLY = 'текст распознан частично, сверьте с изображением';
const BY_HAND: Readonly<Record<string, string>> = {
  [NO_WORDS]: 'рукописный текст: слова не найдены, посмотрите сами',
  [UNREAD]: 'рукописный текст не распознан, посмотрите сами',
  [PARTLY]: 'рукописный текст распознан частично, сверьте с изображением',
};
