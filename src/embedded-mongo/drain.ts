/** Lets other connections through when a search takes long. */
export async function drain<T, R>(
  steps: Generator<T | undefined, R, undefined>,
  take: (value: T) => boolean,
): Promise<R | undefined> {
  let since = performance.now();
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value as R;
    if (value !== undefined && !take(value as T)) return undefined;
    if (value === undefined && performance.now() - since > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  }
}

/** The longest time that one search keeps the others waiting. */
const sliceMs = 10;
