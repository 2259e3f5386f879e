import type { Engine } from './engine.ts';
import { CommandError } from './errors.ts';

/** Gives back the room of what was dropped, a little at a time; what a stop leaves over is done at the next start. */
export async function sweep({ store, catalog }: Engine): Promise<void> {
  try {
    while (await store.write(() => catalog.sweep(500)));
  } catch (error) {
    if (!(error instanceof CommandError && error.codeName === 'ShutdownInProgress'))
      process.stderr.write(`sweep: ${(error as Error).stack}\n`);
  }
}
