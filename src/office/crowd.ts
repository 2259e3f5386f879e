/** Keeps up to `most` jobs going until there are no more: a slow one holds up nobody but itself. */

export interface Jobs<T> {
  /** Up to `places` new ones; none when there are none now. */
  readonly take: (places: number) => readonly T[] | Promise<readonly T[]>;
  readonly work: (job: T) => Promise<void>;
}

/** Resolves when nothing is left. @throws the first error, when what was in hand has ended; nothing new is begun after it */
export async function crowd<T>(most: number, { take, work }: Jobs<T>): Promise<void> {
  const inHand = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const begin = (job: T) => {
    const working = work(job)
      .catch((error: unknown) => {
        errors.push(error);
      })
      .finally(() => inHand.delete(working));
    inHand.add(working);
  };
  for (;;) {
    // Half of the places are filled at a time, so that not every job costs a look of its own
    while (inHand.size > most / 2) await Promise.race(inHand);
    const taken = errors.length > 0 ? [] : await take(most - inHand.size);
    for (const job of taken) begin(job);
    if (taken.length > 0) continue;
    if (inHand.size === 0) break;
    await Promise.race(inHand);
  }
  if (errors.length > 0) throw errors[0];
}
