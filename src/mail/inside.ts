/** What lies in a file that holds others: listed for people with its size, never unpacked. Never throws. */
import type { Buffer } from 'node:buffer';
import { fileSize } from '../domain/words.ts';
import type { Entry, Listing } from './archives/entry.ts';
import { listRar } from './archives/rar.ts';
import { listSevenZip } from './archives/seven-zip.ts';
import { listTar } from './archives/tar.ts';
import { listZip } from './archives/zip.ts';
import { readHeaders } from './headers.ts';
import { readTnef } from './tnef.ts';
import { decodeWords } from './words.ts';

/** Files larger than this are not looked into. */
export const LISTED_BYTES = 20 * 2 ** 20;

const HEADER_BYTES = 65_536;

const ARCHIVES: Readonly<Record<string, ((content: Buffer) => Listing) | null>> = {
  'application/zip': listZip,
  'application/x-7z-compressed': listSevenZip,
  'application/x-rar-compressed': listRar,
  'application/vnd.rar': listRar,
  'application/x-tar': listTar,
  // What is in these is told by nothing but unpacking
  'application/gzip': null,
  'application/x-bzip2': null,
  'application/x-xz': null,
  'application/zstd': null,
  'application/x-compress': null,
  'application/x-lzip': null,
  'application/vnd.ms-cab-compressed': null,
  'application/x-ace-compressed': null,
  'application/x-arj': null,
  'application/x-lzh-compressed': null,
};

export function holdsOthers(type: string): boolean {
  return type in ARCHIVES || type === 'application/ms-tnef' || type === 'message/rfc822';
}

/** For files that were too large to be looked into. */
export function unlisted(type: string): readonly string[] {
  return type in ARCHIVES ? [UNSEEN] : [];
}

/** `type`: by content. At most as many as anybody would read; the last says how many more there are. */
export function namesInside(content: Buffer, type: string): readonly string[] {
  try {
    if (type in ARCHIVES) return archiveLines(ARCHIVES[type]?.(content) ?? null, content.length);
    return shortened(listed(content, type));
  } catch {
    // A broken archive is still a file
    return unlisted(type);
  }
}

const UNSEEN = 'архив, содержание не показано';
/** Unpacked it is so many times its size, or so large, that it was made to fill a disk. */
const BOMB_TIMES = 200;
const BOMB_BYTES = 2 ** 30;

function archiveLines(listing: Listing | null, packed: number): readonly string[] {
  if (listing?.hidden) return ['архив под паролем, список файлов закрыт'];
  if (listing === null || listing.entries.length === 0) return [UNSEEN];
  const { entries } = listing;
  const whole = entries.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const isBomb = whole > BOMB_BYTES || (whole > 2 ** 26 && whole > packed * BOMB_TIMES);
  const locked = entries.every((each) => each.locked);
  return [
    ...(isBomb ? [`осторожно: в распакованном виде ${fileSize(whole)}`] : []),
    ...(locked ? ['архив под паролем'] : []),
    ...shortened(entries.map((each) => line(each, locked))),
  ];
}

function line({ name, size, locked }: Entry, all: boolean): string {
  const about = [size === null ? null : fileSize(size), locked && !all ? 'под паролем' : null].filter((each) => each !== null);
  return about.length > 0 ? `${short(name)} (${about.join(', ')})` : short(name);
}

function listed(content: Buffer, type: string): readonly string[] {
  if (type === 'application/ms-tnef') return readTnef(content).files.map(({ name }) => short(name));
  if (type !== 'message/rfc822') return [];
  const { headers } = readHeaders(content, 0, content.length, HEADER_BYTES);
  const subject = decodeWords(headers.get('subject')?.[0] ?? '', null).trim();
  return subject ? [`письмо «${short(subject)}»`] : [];
}

const SHOWN = 20;
const NAME = 120;

function shortened(lines: readonly string[]): readonly string[] {
  return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `ещё ${lines.length - SHOWN}`] : lines;
}

function short(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
  return plain.length > NAME ? `${plain.slice(0, NAME)}…` : plain;
}
