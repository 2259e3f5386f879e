/** Long work that says again and again that it goes on: nobody else begins it meanwhile, and when it is killed somebody does. */

export interface Holding {
  /** Says for how long the work is still held; rejects when that could not be said: the work goes on. */
  readonly hold: () => Promise<void>;
  readonly everyMs: number;
  readonly log: (message: string) => void;
}

/** Resolves as the work does; nothing is held any more then. */
export async function inHand<T>({ hold, everyMs, log }: Holding, work: () => Promise<T>): Promise<T> {
  let holding: Promise<void> | null = null;
  const timer = setInterval(() => {
    holding ??= hold()
      .catch((error: unknown) => log(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        holding = null;
      });
  }, everyMs);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    // What is said late would put off the next try
    await holding;
  }
}
