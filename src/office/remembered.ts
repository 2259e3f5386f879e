/** Figures that cost something and change little are kept for a while. */
import type { Clock } from './ports/people.ts';

export type Remember = <T>(key: string, keepMs: number, make: () => Promise<T>) => Promise<T>;

/** One that failed is asked for again. */
export function remembered(clock: Clock): Remember {
  const known = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();
  return <T>(key: string, keepMs: number, make: () => Promise<T>) => {
    const now = clock.now().getTime();
    for (const [each, { until }] of known) if (until <= now) known.delete(each);
    const found = known.get(key);
    if (found) return found.value as Promise<T>;
    const value = make();
    known.set(key, { value, until: now + keepMs });
    value.catch(() => known.delete(key));
    return value;
  };
}
