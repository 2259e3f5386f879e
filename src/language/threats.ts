import { type Met, meetings } from './meetings.ts';
import type { Patterns } from './patterns.ts';
import { isInQuotedLine, isReported, type Quoted } from './quoted.ts';
import type { Reading } from './reading.ts';
import type { WordList } from './wordlist.ts';

/** Threats to life, health and property (cl. 8.2.6). A hit calls security; that nothing was found proves nothing. */
export function threats(patterns: Patterns, speech: WordList<true>, reading: Reading, quoted: Quoted): Met[] {
  return meetings(patterns, reading).filter(({ span, sentence }) => {
    if (isInQuotedLine(quoted, span.start)) return false;
    let index = sentence.from;
    while (index < sentence.to && (reading.words[index]?.start ?? 0) < span.start) index += 1;
    for (; index < sentence.to && (reading.words[index]?.start ?? 0) < span.end; index += 1)
      if (isReported(quoted, reading, index, speech)) return false;
    return true;
  });
}
