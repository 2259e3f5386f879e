/** Paper in and out: scans that are read, letters that are printed. */
import type { PageReading } from '../../domain/letter.ts';

/** What stands on the letterhead (research: ГОСТ Р 7.0.97). Strings as they are printed. */
export interface LetterSheet {
  /** null: a draft, printed with empty places. */
  readonly date: string | null;
  readonly number: string | null;
  readonly ref: { readonly number: string; readonly date: string | null } | null;
  readonly addressee: readonly string[];
  readonly title: string | null;
  readonly salutation: string;
  readonly text: readonly string[];
  readonly enclosure: readonly string[];
  readonly signer: { readonly position: string; readonly name: string };
  /** Mandatory: the printer throws Invalid without name or phone (8.2, 8.4.5). */
  readonly executor: { readonly name: string; readonly phone: string };
  readonly company?: readonly string[];
  readonly reference?: readonly string[];
  readonly docTitle?: string;
}

export interface PostRow {
  readonly outgoingNumber: string;
  readonly to: string;
  readonly address: string;
  readonly trackingNumber: string | null;
}

export interface Printer {
  /** A finished PDF. @throws Invalid when a mandatory requisite is missing */
  letterhead(sheet: LetterSheet): Promise<Buffer>;
  /** The list of postal items of a day. */
  postRegister(day: string, rows: readonly PostRow[]): Promise<Buffer>;
  /** DL envelope. */
  envelope(from: readonly string[], to: readonly string[]): Promise<Buffer>;
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

export interface Recognition {
  readonly pages: readonly PageReading[];
  readonly legible: 'legible' | 'doubtful' | 'illegible' | 'empty';
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface Reader {
  /** Looks at bytes and headers only; never decodes what is over the limits. */
  inspect(file: Buffer, name: string): Promise<Inspection>;
  /** Text layer or OCR, page by page. @throws ReaderMissing when tesseract or poppler is not there */
  read(files: readonly { readonly content: Buffer; readonly type: string; readonly name: string }[]): Promise<Recognition>;
  /** A page as PNG for the screen, 0-based; null when there is no such page. */
  page(file: { readonly content: Buffer; readonly type: string }, index: number): Promise<Buffer | null>;
  status(): { readonly ocr: boolean; readonly missing: readonly string[] };
}

/** A system program is not installed; `missing` names the Debian packages. */
export class ReaderMissing extends Error {
  constructor(readonly missing: readonly string[]) {
    super(`not installed: ${missing.join(', ')}`);
    this.name = 'ReaderMissing';
  }
}
