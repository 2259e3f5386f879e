import type { Sharp } from 'sharp';
import type { Picture } from './pixels.ts';
import type { Setting } from './sheets.ts';

/** What a clerk would say; `lost`: a part that mattered cannot be read, so it must not pass as legible without a word. */
export type Expected = 'readable' | 'lost' | 'unreadable' | 'nothing';

export interface SecondCase {
  readonly kind: string;
  readonly expected?: Expected;
  readonly sheet?: Setting;
  /** Which letter; by default they take turns. */
  readonly n?: number;
  readonly dpi?: number;
  /** The sheet stands on it as often: 1. */
  readonly copies?: number;
  readonly work?: (page: Picture) => Promise<Picture> | Picture;
  /** JPEG 80 by default. */
  readonly save?: (page: Sharp) => Promise<Buffer>;
  readonly ext?: string;
}

export const jpeg = (quality: number) => (page: Sharp) => page.jpeg({ quality }).toBuffer();
