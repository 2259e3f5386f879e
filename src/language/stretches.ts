/** The pieces of a letter that are judged by themselves. */
import type { Reading } from './reading.ts';

/** Word numbers, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const LONGEST = 36;
const STEP = 15;
/** Sentences of one stretch at most. */
const SENTENCES = 2;

/** One or two neighbouring sentences of 36 words together; a longer sentence in pieces that overlap. */
export function stretches({ sentences }: Reading): Stretch[] {
  return sentences.flatMap(({ from, to }, at): Stretch[] => {
    if (to - from > LONGEST) {
      const steps = Math.ceil((to - from - LONGEST) / STEP) + 1;
      return Array.from({ length: steps }, (_, step) => ({
        from: from + step * STEP,
        to: Math.min(to, from + step * STEP + LONGEST),
      }));
    }
    const found: Stretch[] = [];
    for (let first = at; first >= 0 && first > at - SENTENCES; first -= 1) {
      const begin = sentences[first]?.from ?? from;
      if (to - begin > LONGEST) break;
      found.push({ from: begin, to });
    }
    return found;
  });
}
