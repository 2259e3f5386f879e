/** What may be said of a file that came in. */
import type { Inspection } from '../office/ports/paper.ts';

export interface ScanLimits {
  readonly uploadBytes: number;
  readonly mailBytes: number;
  readonly pages: number;
  readonly pixels: number;
  readonly childMs: number;
  readonly nameChars: number;
}

/** What a kind of file has to say; `reason` is a Russian sentence that says what to do next. */
export interface Verdict {
  readonly verdict: Inspection['verdict'];
  readonly reason: string | null;
  readonly pages: number | null;
}

export function rejected(reason: string, pages: number | null = null): Verdict {
  return { verdict: 'reject', reason, pages };
}

export function quarantined(reason: string, pages: number | null = null): Verdict {
  return { verdict: 'quarantine', reason, pages };
}

export function tooManyPages(pages: number | string, most: number): string {
  return `В файле ${pages} стр., а можно не более ${most}. Разделите его на части.`;
}
