/** Rings may merge and may come while nobody waits: none is lost. */
export function doorbell() {
  let rung = false;
  let open: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      open?.();
    },
    quiet() {
      rung = false;
    },
    rung: () => rung,
    /** Until the time is over, or somebody rings; with `ring: false` an earlier ring does not count. */
    async wait(ms: number, { ring }: { ring: boolean }): Promise<void> {
      if (ring && rung) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        open = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      open = null;
    },
  };
}
