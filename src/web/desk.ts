/** What every screen is given. */
import type { Standard } from '../domain/standard.ts';
import type { Office } from '../office/office.ts';
import type { Pages } from './page.ts';
import type { Log } from './problem.ts';
import type { Words } from './words.ts';

export interface Desk {
  readonly office: Office;
  readonly standard: Standard;
  readonly pages: Pages;
  readonly words: Words;
  readonly now: () => Date;
  /** Pages of a PDF as PNG, for the preview. */
  readonly rasterise: (pdf: Buffer) => Promise<readonly Buffer[]>;
  readonly log: Log;
}
