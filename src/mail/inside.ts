/** Names of what lies in a file that holds others: listed for people, never unpacked. Never throws. */
import type { Buffer } from 'node:buffer';
import { zipNames } from './archive.ts';
import { readHeaders } from './headers.ts';
import { readTnef } from './tnef.ts';
import { decodeWords } from './words.ts';

/** Files larger than this are not looked into. */
export const LISTED_BYTES = 20 * 2 ** 20;

const HEADER_BYTES = 65_536;

export function holdsOthers(type: string): boolean {
  return type === 'application/zip' || type === 'application/ms-tnef' || type === 'message/rfc822';
}

/** `type`: by content. At most as many names as anybody would read; the last says how many more there are. */
export function namesInside(content: Buffer, type: string): readonly string[] {
  try {
    return shortened(listed(content, type));
  } catch {
    // A broken archive is still a file
    return [];
  }
}

function listed(content: Buffer, type: string): readonly string[] {
  if (type === 'application/zip') return zipNames(content);
  if (type === 'application/ms-tnef') return readTnef(content).files.map(({ name }) => name);
  if (type !== 'message/rfc822') return [];
  const { headers } = readHeaders(content, 0, content.length, HEADER_BYTES);
  const subject = decodeWords(headers.get('subject')?.[0] ?? '', null).trim();
  return subject ? [`письмо «${subject}»`] : [];
}

const SHOWN = 20;
const NAME = 120;

function shortened(names: readonly string[]): readonly string[] {
  const short = names.slice(0, SHOWN).map((name) => clean(name));
  return names.length > SHOWN ? [...short, `ещё ${names.length - SHOWN}`] : short;
}

function clean(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
  return plain.length > NAME ? `${plain.slice(0, NAME)}…` : plain;
}
