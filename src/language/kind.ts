import { byExample, type Examples } from './examples.ts';
import { KINDS, type Kind } from './finding.ts';
import { type Reading, read } from './reading.ts';
import type { RawCues } from './topic.ts';
import { findIn, type WordList, wordList } from './wordlist.ts';

/** workflows/lexicon/kinds.yaml */
export type RawKinds = RawCues<Kind> & { readonly courtesy: readonly string[] };

export interface Kinds {
  readonly examples: Examples<Kind>;
  readonly cues: WordList<{ readonly kind: Kind | 'courtesy'; readonly weight: number }>;
}

const IN_SUBJECT = 2;
/** A letter is a request unless another kind is clearly heard (cl. 9.3 names the other three). */
const HEARD = 4;
const COMPLAINED = 3;
const EXAMPLES = 9;
const UNSURE = 0.3;
/** A cue of a request that asks by itself: «справку», «заявление». */
const ASKED = 2;
/** A report with no wish in it, that much like the complaints known. */
const REPORTED = 0.25;
/** Who curses complains. */
const ABUSIVE = 3;

/**
 * Cl. 9.3: a claim of violated rights is a complaint, whatever thanks or proposals stand beside it. `asks`: whether the letter asks or
 * tells the office to do anything; who only reports what went wrong complains.
 */
export function kindOf(lexicon: Kinds, reading: Reading, subject: string | null, isAbusive = false, asks = true): Kind {
  const cues: Record<Kind, number> = { complaint: isAbusive ? ABUSIVE : 0, proposal: 0, feedback: 0, request: 0 };
  tally(lexicon, reading, 1, cues);
  if (subject) tally(lexicon, read(subject), IN_SUBJECT, cues);
  const shares = byExample(lexicon.examples, reading);
  const sums = { ...cues };
  for (const { id, share } of shares) sums[id] += Math.max(0, share - UNSURE) * EXAMPLES;
  const { complaint, proposal, feedback, request } = sums;
  if (feedback >= HEARD && feedback > complaint && feedback > proposal && feedback >= request) return 'feedback';
  if (proposal >= HEARD && proposal > complaint * 0.8 && proposal >= request * 0.7) return 'proposal';
  // What is said outright counts for more than what such letters are like.
  if (cues.proposal >= HEARD && cues.proposal > cues.complaint && cues.proposal > cues.request) return 'proposal';
  if (complaint >= COMPLAINED && complaint >= request * 0.8) return 'complaint';
  const like = (kind: Kind): number => shares.find(({ id }) => id === kind)?.share ?? 0;
  if (
    !asks &&
    cues.request < ASKED &&
    request <= complaint + like('complaint') * EXAMPLES &&
    (like('complaint') >= REPORTED || isDenied(reading))
  )
    return 'complaint';
  return 'request';
}

/** «не запускаются», «без объяснений», «нет ответа». */
function isDenied({ words }: Reading): boolean {
  return words.some(({ folded }) => /^(?:не|ни|нет|без|никто|ничего|никак|нельзя)$/.test(folded));
}

export function compileKinds(raw: RawKinds, examples: Examples<Kind>): Kinds {
  return {
    examples,
    cues: wordList<{ readonly kind: Kind | 'courtesy'; readonly weight: number }>([
      ...KINDS.flatMap((kind) =>
        Object.entries(raw[kind]).flatMap(([weight, words]) =>
          words.map((word) => [word, { kind, weight: Number(weight) }] as const),
        ),
      ),
      ...raw.courtesy.map((word) => [word, { kind: 'courtesy' as const, weight: 0 }] as const),
    ]),
  };
}

function tally({ cues }: Kinds, reading: Reading, factor: number, sums: Record<Kind, number>): void {
  const hits = findIn(cues, reading.words);
  const polite = hits.filter(({ value }) => value.kind === 'courtesy');
  const seen = new Map<object, number>();
  let next = 0;
  for (const { from, to, value } of hits) {
    if (value.kind === 'courtesy') continue;
    while ((polite[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    // «Заранее спасибо» is no feedback; «спасибо за быстрый ремонт» is longer than the courtesy in it.
    if (polite.slice(next, next + 4).some((each) => each.from <= from && each.to >= to)) continue;
    const count = (seen.get(value) ?? 0) + 1;
    seen.set(value, count);
    if (count <= 3) sums[value.kind] += (value.weight * factor) / count;
  }
}
