/** Made when it is first asked for, and kept. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Of the thing that was asked of last, for several who ask of the same one after another. Nothing else is kept. */
export function latest<K extends object, V>(make: (of: K) => V): (of: K) => V {
  let last: { readonly of: K; readonly made: V } | null = null;
  return (of) => {
    if (last?.of !== of) last = { of, made: make(of) };
    return last.made;
  };
}
