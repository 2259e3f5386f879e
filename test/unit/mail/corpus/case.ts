/** One difficult mail and what a person would expect of it. A key that is left out is not checked. */
import type { Buffer } from 'node:buffer';
import type { Seal } from '../../../../src/domain/seal.ts';
import type { Automatic } from '../../../../src/office/ports/mail.ts';

export interface Case {
  readonly what: string;
  readonly raw: Buffer;
  readonly subject?: string | null;
  readonly from?: string | null;
  readonly date?: string | null;
  /** Pieces of the readable text, white space collapsed. */
  readonly says?: readonly string[];
  readonly lacks?: readonly string[];
  /** `name type`, in order. */
  readonly files?: readonly string[];
  readonly automatic?: Automatic | null;
  readonly seal?: Seal | null;
  readonly bounceFor?: string | null;
  /** A piece of a remark for people; null: there is none. */
  readonly remark?: string | null;
}

export const TEXT = 'Прошу сделать перерасчёт по договору № 12/46-Э за январь 2026 года, показания приложены.';
