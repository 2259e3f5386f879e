/** At most so many pieces of work at once, first come, first served. Two cores: three children were slower than two. */
export type Pool = <T>(work: () => Promise<T>) => Promise<T>;

export function workPool(size: number): Pool {
  const waiting: Array<() => void> = [];
  let busy = 0;
  return async (work) => {
    if (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so that nobody slips in between.
      if (next) next();
      else busy -= 1;
    }
  };
}
