/** Pictures of pages that were drawn: by what they show, the least used leave first. Whoever asks for one that is being drawn waits for it. */
export type PageCache = (tag: string, draw: () => Promise<Buffer | null>) => Promise<Buffer | null>;

/** Two are drawn at a time: each holds the file it is drawn from. @param most bytes of all pictures together */
export function pageCache(most: number): PageCache {
  const kept = new Map<string, Buffer>();
  const drawing = new Map<string, Promise<Buffer | null>>();
  const waiting: Array<() => void> = [];
  let busy = 0;
  let bytes = 0;

  function keep(tag: string, image: Buffer): void {
    if (image.length > most / 4) return;
    kept.set(tag, image);
    bytes += image.length;
    for (const [oldest, { length }] of kept) {
      if (bytes <= most) return;
      kept.delete(oldest);
      bytes -= length;
    }
  }

  /** The place is handed on, so that nobody slips in between. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  }

  return (tag, draw) => {
    const known = kept.get(tag);
    if (known) {
      kept.delete(tag);
      kept.set(tag, known);
      return Promise.resolve(known);
    }
    const begun = drawing.get(tag);
    if (begun) return begun;
    const drawn = inTurn(draw)
      .then((image) => {
        if (image) keep(tag, image);
        return image;
      })
      .finally(() => drawing.delete(tag));
    drawing.set(tag, drawn);
    return drawn;
  };
}

const AT_ONCE = 2;
