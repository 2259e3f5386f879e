/**
 * When to commit. Who writes alone never waits. Where several wrote together last time, the first to come waits a little for the others
 * (half of what their common sync took, 5 ms at most): else he goes to the disk by himself and all others wait for that.
 */
export function gathering(commit: () => void): (waiting: number) => void {
  let held = 0;
  let together = 1;
  let syncMs = 0;
  let timer: NodeJS.Timeout | null = null;
  let immediate = false;

  const run = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    immediate = false;
    together = held;
    held = 0;
    const since = performance.now();
    commit();
    syncMs = performance.now() - since;
  };

  return (waiting) => {
    held = waiting;
    if (immediate) return;
    if (waiting >= together) {
      immediate = true;
      setImmediate(run);
    } else timer ??= setTimeout(run, Math.min(longestMs, syncMs / 2));
  };
}

const longestMs = 5;
