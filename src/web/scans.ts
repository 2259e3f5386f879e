/** The scans of a letter as the viewer shows them: thumbnails, pages, what stands where on them. */
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { ScanView } from '../office/scan-view.ts';
import { letterHref } from './rows.ts';
import { type Words, word } from './words.ts';

export interface Viewer {
  readonly pages: readonly ViewerPage[];
  /** One page needs no thumbnails. */
  readonly many: boolean;
  readonly count: number;
  readonly found: readonly {
    readonly field: string;
    readonly label: string;
    readonly value: string;
    readonly page: number;
    readonly anchor: string;
  }[];
  readonly copyHref: string | null;
  /** 8.2.7: the scan is bad and the paper is here. Null: nothing to ask for. */
  readonly rescan: {
    readonly why: string;
    readonly action: string;
    readonly place: string;
    readonly mine: boolean;
    readonly asked: boolean;
    readonly ask: string;
  } | null;
}

export interface ViewerPage {
  readonly n: number;
  readonly anchor: string;
  readonly thumb: string;
  readonly src: string;
  /** Sharper, for zooming. */
  readonly large: string;
  readonly textHref: string;
  readonly alt: string;
  readonly height: number;
  readonly thumbHeight: number;
  readonly note: string | null;
  /** Colour of the note: a page that nobody can read, or one to look at. */
  readonly bad: boolean;
  readonly marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly look: string;
    readonly field: string;
  }[];
}

/** Pixels; the sheet of the card is as wide. */
export const PAGE_WIDTH = 1100;
export const LARGE_WIDTH = 2200;
export const THUMB_WIDTH = 120;
const SHOWN = 686;
const SHOWN_THUMB = 56;
const A4 = 297 / 210;

export function viewerOf(words: Words, letter: Letter, scan: ScanView | null, person: Pick<Person, 'roles'>): Viewer | null {
  if (!scan) return null;
  const href = letterHref(letter.number);
  const anchor = (index: number) => `list-${index + 1}`;
  return {
    count: scan.pages.length,
    many: scan.pages.length > 1,
    pages: scan.pages.map(({ file, page, turn, ratio, legible, reason, marks }, index) => {
      const base = `${href}/scan/${file}/${page}`;
      const at = (width: number) => `${base}.jpg?w=${width}&t=${turn}`;
      return {
        n: index + 1,
        anchor: anchor(index),
        thumb: at(THUMB_WIDTH),
        src: at(PAGE_WIDTH),
        large: at(LARGE_WIDTH),
        textHref: `${base}/text`,
        alt: `Лист ${index + 1} из ${scan.pages.length}`,
        height: Math.round(SHOWN * (ratio ?? A4)),
        thumbHeight: Math.round(SHOWN_THUMB * (ratio ?? A4)),
        note: noteOf(legible, reason),
        bad: legible === 'illegible' || legible === 'doubtful',
        marks: marks.map(({ left, top, right, bottom, ground, field }) => ({
          x: left - 15,
          y: top - 10,
          width: right - left + 30,
          height: bottom - top + 20,
          look: ground ?? 'field',
          field: field ?? '',
        })),
      };
    }),
    found: scan.suggestions.map(({ field, value, page }) => ({
      field,
      label: word(words.fields, field),
      value,
      page: page + 1,
      anchor: anchor(page),
    })),
    copyHref: scan.searchable ? `${href}/scan.pdf` : null,
    rescan:
      scan.rescan === null
        ? null
        : {
            why: scan.rescan,
            action: `${href}/rescan`,
            place: letter.card.originalLocation ?? 'канцелярия',
            mine: person.roles.includes('clerk'),
            asked: !!letter.rescanAsked,
            ask: `${href}/ask-rescan`,
          },
  };
}

function noteOf(legible: ScanView['pages'][number]['legible'], reason: string | null): string | null {
  if (legible === null) return 'Ещё читается программой.';
  if (!reason) return null;
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
