/**
 * Calls that come while one runs wait, and go together in the next: many concurrent callers cost few round trips, and one
 * process never races itself.
 */
export function together<T, R>(run: (items: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>, most: number) {
  let waiting: { item: T; resolve: (value: R) => void; reject: (reason: unknown) => void }[] = [];
  let running = false;
  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await run(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, index) => {
          const result = results[index];
          if (result?.status === 'fulfilled') resolve(result.value);
          else reject(result ? result.reason : new Error('a batch came back shorter than it was'));
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }
  return (item: T): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // in the next turn: all calls of this one go together
      if (!running) {
        running = true;
        setImmediate(() => void drain());
      }
    });
}
