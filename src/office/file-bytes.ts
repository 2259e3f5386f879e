import type { StoredFile } from '../domain/card.ts';

/** A file of the vault as it is shown or downloaded. */
export interface FileBytes extends Omit<StoredFile, 'hash'> {
  readonly content: Buffer;
}
