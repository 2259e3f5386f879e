/** Long work beside the rounds: a thick scan is read for minutes, and neither mail nor notices wait for it. */
export interface SideLane {
  /** Takes the work in turn; what goes by this key already is left alone. */
  add(key: string, work: () => Promise<void>): void;
  /** Takes nothing more; resolves when what has begun is done. */
  stop(): Promise<void>;
}

/** @param most pieces of work at once: each may hold a whole file in memory */
export function sideLane(most: number): SideLane {
  const known = new Set<string>();
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();
  let stopped = false;

  function next(): void {
    while (running.size < most && !stopped) {
      const work = waiting.shift();
      if (!work) return;
      const run: Promise<void> = work().finally(() => {
        running.delete(run);
        next();
      });
      running.add(run);
    }
  }

  return {
    add(key, work) {
      if (stopped || known.has(key)) return;
      known.add(key);
      waiting.push(() => work().finally(() => known.delete(key)));
      next();
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}
