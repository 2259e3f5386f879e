import { CommandError } from './errors.ts';

/** Lets other connections through when a search takes long. @throws CommandError MaxTimeMSExpired */
export async function drain<T, R>(
  steps: Generator<T | undefined, R, undefined>,
  take: (value: T) => boolean,
  maxTimeMs = 0,
): Promise<R | undefined> {
  let since = performance.now();
  const latest = maxTimeMs > 0 ? since + maxTimeMs : Number.POSITIVE_INFINITY;
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value as R;
    if (value !== undefined && !take(value as T)) return undefined;
    if (value !== undefined) continue;
    const now = performance.now();
    if (now > latest) throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
    if (now - since > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  }
}

/** The longest time that one search keeps the others waiting. */
const sliceMs = 10;

/** Some of a stream that pauses; `limit` 0: all. */
export function* part<T>(
  all: Generator<T | undefined, void, undefined>,
  skip: number,
  limit: number,
): Generator<T | undefined, void, undefined> {
  let passed = 0;
  for (const each of all) {
    if (each && ++passed <= skip) continue;
    yield each;
    if (limit > 0 && passed >= skip + limit) return;
  }
}
