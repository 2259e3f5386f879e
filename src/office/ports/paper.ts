/** Paper in and out: scans that are read, letters that are printed. */
import type { PageReading, WeakPlace } from '../../domain/letter.ts';
import type { SheetStudy } from './batches.ts';

/** What stands on the letterhead (research: ГОСТ Р 7.0.97). Strings as they are printed. */
export interface LetterSheet {
  /** null: a draft, printed with empty places. */
  readonly date: string | null;
  readonly number: string | null;
  readonly ref: { readonly number: string; readonly date: string | null } | null;
  readonly addressee: readonly string[];
  readonly title: string | null;
  readonly salutation: string;
  readonly text: readonly SheetBlock[];
  readonly enclosure: readonly string[];
  readonly signer: { readonly position: string; readonly name: string };
  /** Mandatory: the printer throws Invalid without name or phone (8.2, 8.4.5). */
  readonly executor: { readonly name: string; readonly phone: string; readonly email?: string };
  /** Corner when nothing is said. */
  readonly form?: 'corner' | 'longitudinal';
  /** Code of the office whose unit line and reference data stand in the head; else the company's. */
  readonly office?: string;
  readonly company?: readonly string[];
  readonly reference?: readonly string[];
  readonly docTitle?: string;
  /** Mark 23: drawn in the place of the hand signature; the PDF gets an empty place that a Signer fills. */
  readonly mark?: SignatureMark;
  /** Mark 31: the QR and what stands beside it. */
  readonly check?: { readonly url: string; readonly code: string };
}

/** A paragraph, a list, or a table. */
export type SheetBlock = string | SheetList | { readonly table: SheetTable };

export interface SheetList {
  readonly list: readonly (string | { readonly text: string; readonly list: SheetList['list'] })[];
  /** «1)», inside «а)»; else dashes. */
  readonly ordered?: boolean;
}

export interface SheetTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What ГОСТ Р 7.0.97 asks of an electronic signature's mark; days as they are printed. */
export interface SignatureMark {
  readonly serial: string;
  readonly owner: string;
  readonly from: string;
  readonly to: string;
  readonly at: Date;
}

export interface PostRow {
  readonly outgoingNumber: string;
  readonly to: string;
  readonly address: string;
  readonly trackingNumber: string | null;
}

/** ГОСТ Р 51506-99. */
export const ENVELOPES = ['E65', 'C5', 'C4'] as const;
export type EnvelopeFormat = (typeof ENVELOPES)[number];

export interface Printer {
  /** A finished PDF. @throws Invalid when a mandatory requisite is missing */
  letterhead(sheet: LetterSheet): Promise<Buffer>;
  /** The list of postal items of a day. */
  postRegister(day: string, rows: readonly PostRow[]): Promise<Buffer>;
  /** E65 (DL) when nothing is said. @throws Invalid without an addressee */
  envelope(from: readonly string[], to: readonly string[], format?: EnvelopeFormat): Promise<Buffer>;
  /** The picture of a signed letter with its words behind it, to go by e-mail (8.4.6). @throws Error ENOENT without poppler */
  scanCopy(letter: Buffer, properties: { readonly title: string; readonly created: Date }): Promise<Buffer>;
}

export interface MarkReader {
  /** Texts of the QR codes on the first sheets of a scan; of a file that is no picture, none. @throws Error ENOENT without poppler */
  marks(file: { readonly content: Buffer; readonly type: string }): Promise<readonly string[]>;
}

export type FileVerdict = 'accept' | 'quarantine' | 'reject';

export interface Inspection {
  readonly verdict: FileVerdict;
  /** Russian sentence; null when accepted. */
  readonly reason: string | null;
  readonly type: string;
  /** Safe name with the right extension. */
  readonly name: string;
  readonly pages: number | null;
}

/** A word as it was read, with its box on the upright page in ten-thousandths of the page's sides. */
export interface PageWord {
  readonly text: string;
  /** 0–1. */
  readonly confidence: number;
  /** Words of one line share it. */
  readonly line: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PageResult extends PageReading {
  /** Russian, without the page's number; null when there is nothing to say. */
  readonly reason: string | null;
  /** Quarter turns, clockwise, that make the page upright: 0, 90, 180 or 270. */
  readonly turn: number;
  readonly words: readonly PageWord[];
  /** Height by width of the upright page. */
  readonly ratio?: number;
  /** Where text must have stood that nobody can read any more. */
  readonly lost?: readonly WeakPlace[];
  /** Hash of the file it is a page of, when the reader was told, and its place there (0-based). */
  readonly file?: string;
  readonly page?: number;
}

/** Pages that were read: kept as they come, so that a crash in a long file loses none and repeats none. By the file's hash. */
export interface PageMemory {
  recall(hash: string): Promise<ReadonlyMap<number, PageResult>>;
  keep(hash: string, page: number, result: PageResult): Promise<void>;
}

export interface Recognition {
  readonly pages: readonly PageResult[];
  readonly legible: 'legible' | 'doubtful' | 'illegible' | 'empty';
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface FileToRead {
  readonly content: Buffer;
  readonly type: string;
  readonly name: string;
  readonly hash?: string;
}

export interface SheetToAssemble {
  readonly content: Buffer;
  readonly type: string;
  /** 0-based. */
  readonly page: number;
  /** Quarter turns, clockwise. */
  readonly turn: number;
}

/** The desk where a batch of scanned sheets is cut into letters. */
export interface Scanner {
  /** Looks at each page of a file; resolves when all that was told is kept. @throws ReaderMissing without poppler */
  study(
    file: { readonly content: Buffer; readonly type: string },
    tell: (page: number, study: SheetStudy) => Promise<void>,
  ): Promise<void>;
  /** Sheets in this order as one PDF; the same sheets give the same bytes. */
  assemble(sheets: readonly SheetToAssemble[]): Promise<Buffer>;
  /** Our separator sheet, to be printed. */
  separator(): Promise<Buffer>;
}

export interface Reader {
  /** Looks at bytes and headers only; never decodes what is over the limits. */
  inspect(file: Buffer, name: string): Promise<Inspection>;
  /**
   * Text layer or OCR, page by page, in the order given. Pages of a file with `hash` that are in the memory are not read
   * again, new ones are kept there. @throws ReaderMissing when tesseract or poppler is not there
   */
  read(files: readonly FileToRead[], memory?: PageMemory): Promise<Recognition>;
  /** One PDF of all pages: the picture, and behind it the words that can be searched and copied. */
  searchable(files: readonly (FileToRead & { readonly pages: readonly PageResult[] })[]): Promise<Buffer>;
  /** A page as PNG (or JPEG) for the screen, 0-based; null when there is no such page. `width` pixels at most, `turn` degrees clockwise. */
  page(
    /** Of a file with `hash` the content is asked for once, however many of its pages are shown. */
    file: { readonly hash?: string; readonly content: Buffer | (() => Promise<Buffer>); readonly type: string },
    index: number,
    look?: { readonly width?: number; readonly turn?: number; readonly jpeg?: boolean },
  ): Promise<Buffer | null>;
  status(): { readonly ocr: boolean; readonly missing: readonly string[] };
}

/** A system program is not installed; `missing` names the Debian packages. */
export class ReaderMissing extends Error {
  constructor(readonly missing: readonly string[]) {
    super(`not installed: ${missing.join(', ')}`);
    this.name = 'ReaderMissing';
  }
}
