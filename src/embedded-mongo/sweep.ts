import type { Engine } from './engine.ts';

/** Gives back the room of what was dropped, a little at a time. */
export async function sweep({ store, catalog }: Engine): Promise<void> {
  while (await store.write(() => catalog.sweep(500)));
}
