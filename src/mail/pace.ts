/** So many turns a minute, evenly: a short burst of one second's share is let through at once. */
import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE = 60_000;

/** Resolves when it is the caller's turn; turns come in the order they were asked for. Infinity: always at once. */
export function pace(perMinute: number): () => Promise<void> {
  const step = MINUTE / perMinute;
  let next = 0;
  return async () => {
    if (step === 0) return;
    const now = performance.now();
    const mine = Math.max(now - 1000, next);
    next = mine + step;
    if (mine > now) await sleep(mine - now);
  };
}
