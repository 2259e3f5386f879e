/** One difficult mail and what a person would expect of it. A key that is left out is not checked. */
import type { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Seal } from '../../../../src/domain/seal.ts';
import type { LayerKind } from '../../../../src/language/layers.ts';
import type { Automatic } from '../../../../src/office/ports/mail.ts';
import { base64 } from '../build-mail.ts';

export interface Case {
  readonly what: string;
  readonly raw: Buffer;
  readonly subject?: string | null;
  readonly from?: string | null;
  /** The author's name. */
  readonly name?: string | null;
  readonly date?: string | null;
  /** Pieces of the readable text, white space collapsed. */
  readonly says?: readonly string[];
  readonly lacks?: readonly string[];
  /** `name type`, in order. */
  readonly files?: readonly string[];
  readonly automatic?: Automatic | null;
  readonly seal?: Seal | null;
  readonly bounceFor?: string | null;
  /** What the report says was done: failed, delayed, delivered … */
  readonly action?: string | null;
  readonly inReplyTo?: string | null;
  /** Of a read receipt: was it opened, or deleted unread? null: it is none. */
  readonly read?: boolean | null;
  /** Which pieces the writer wrote now, and which he quotes, passes on or signs with. */
  readonly layers?: { readonly [Kind in LayerKind]?: readonly string[] };
  /** A piece of a remark for people; null: there is none. */
  readonly remark?: string | null;
}

/** Without «№», which koi8-r has not. */
export const OLD_TEXT = 'Прошу сделать перерасчёт по договору 12/46-Э за январь 2026 года, показания приложены.';

export const TEXT = 'Прошу сделать перерасчёт по договору № 12/46-Э за январь 2026 года, показания приложены.';

/** An encoded word (RFC 2047), made by iconv-lite. */
export function word(text: string, charset = 'utf-8', as: 'B' | 'Q' = 'B'): string {
  const bytes = iconv.encode(text, charset);
  return `=?${charset}?${as}?${as === 'B' ? bytes.toString('base64') : qEncoded(bytes).replaceAll(' ', '_')}?=`;
}

/** A text part; in 8bit it stands as it is, whatever the charset says: the whole mail is then encoded (`mail`, last argument). */
export function plain(text: string, transfer = '8bit', charset = 'utf-8'): readonly [string, string] {
  return [
    `Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${transfer}`,
    transferred(text, transfer, charset),
  ];
}

export function html(text: string, transfer = '8bit', charset = 'utf-8'): readonly [string, string] {
  return [
    `Content-Type: text/html; charset=${charset}\r\nContent-Transfer-Encoding: ${transfer}`,
    transferred(text, transfer, charset),
  ];
}

/** A file in base64 whose name stands as it is, in UTF-8. */
export function attached(
  type: string,
  name: string,
  content: string | Buffer,
  disposition = 'attachment',
): readonly [string, string] {
  return [
    `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: ${disposition}; filename="${name}"\r\nContent-Transfer-Encoding: base64`,
    base64(content),
  ];
}

function transferred(text: string, transfer: string, charset: string): string {
  if (transfer === 'base64') return base64(iconv.encode(text, charset));
  return transfer === 'quoted-printable' ? qEncoded(iconv.encode(text, charset)) : text;
}

function qEncoded(bytes: Buffer): string {
  return [...bytes]
    .map((byte) =>
      byte === 0x20 ||
      (byte > 0x20 && byte < 0x7f && byte !== 0x3d && byte !== 0x3f && byte !== 0x5f) ||
      byte === 10 ||
      byte === 13
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}
