/** Mails that were not accepted, by UID, and when each is tried again. In memory: after a restart the keyword tells. */
import type { Clock } from '../office/ports/people.ts';

export interface RetryWaits {
  readonly retry: number;
  readonly retryMost: number;
}

export function retryList(clock: Clock, { retry, retryMost }: RetryWaits) {
  const entries = new Map<number, { attempts: number; at: number }>();
  const now = () => clock.now().getTime();
  return {
    /** Waits four times as long after each failure. */
    add(uid: number): void {
      const attempts = (entries.get(uid)?.attempts ?? 0) + 1;
      entries.set(uid, { attempts, at: now() + Math.min(retry * 4 ** (attempts - 1), retryMost) });
    },
    done: (uid: number): boolean => entries.delete(uid),
    clear: (): void => entries.clear(),
    /** The lowest UID of all; Infinity when there is none. */
    first: (): number => Math.min(...entries.keys()),
    size: (): number => entries.size,
    postponed: (uid: number): boolean => (entries.get(uid)?.at ?? 0) > now(),
    due: (): number[] => [...entries].filter(([, { at }]) => at <= now()).map(([uid]) => uid),
    /** Milliseconds until the next is due; Infinity when there is none. */
    nextInMs: (): number => Math.max(0, Math.min(...[...entries.values()].map(({ at }) => at)) - now()),
  };
}
