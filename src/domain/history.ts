/** How a history grows. Replaying it always gives the snapshot (tested). */
import type { LetterEvent } from './event.ts';

/**
 * The events behind the history. Of a row of drafts by one hand the first and the latest are kept: an editor saves by itself
 * every few seconds, and a day's writing would else be carried along with the letter for ever.
 */
export function append(history: readonly LetterEvent[], events: readonly LetterEvent[]): readonly LetterEvent[] {
  const [only, second] = events;
  if (only && !second && replacesDraft(history, only)) return [...history.slice(0, -1), only];
  return [...history, ...events];
}

/** A draft replaces the one before it, so that `evolve` comes to the same reply without it. */
function replacesDraft(history: readonly LetterEvent[], event: LetterEvent): boolean {
  return (
    event.type === 'drafted' && [history.at(-1), history.at(-2)].every((each) => each?.type === 'drafted' && each.by === event.by)
  );
}
