/** What a file is: by its content first, then by what the sender says, then by its name. */
import type { Buffer } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './names.ts';

/** A MIME type in lower case. Contradiction between a program's name and a document's content gives `application/octet-stream`. */
export async function typeOfContent(content: Buffer, declared: string, name: string | null): Promise<string> {
  const said = SPELLINGS[declared] ?? declared;
  if (PARSED.test(said)) return said;
  const extension = extensionOf(name);
  const seen = await sniff(content);
  if (PROGRAMS.has(extension)) return seen !== null && /executable|msdownload|x-elf|mach/.test(seen) ? seen : UNKNOWN;
  if (seen !== null && !CONTAINERS.has(seen)) return bare(seen) === bare(said) ? said : seen;
  const named = BY_EXTENSION[extension];
  // A .docx is a zip, a .doc is a compound file: the sender knows more than the first bytes
  if (seen !== null) return inside(seen, said) ? said : inside(seen, named ?? '') && named ? named : seen;
  return said === UNKNOWN && named && !named.startsWith('image/') ? named : said;
}

/** `audio/x-wav` and `audio/wav`, `text/rtf` and `application/rtf` are one thing under two names. */
function bare(type: string): string {
  return type.replace(/^(?:text|application)\//, '').replace('x-', '');
}

const UNKNOWN = 'application/octet-stream';

/** Types that were decided by parsing, not by looks. */
const PARSED = /^(?:message\/|multipart\/|text\/calendar$|text\/rfc822-headers$)/;

const SPELLINGS: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/tif': 'image/tiff',
  'application/x-pdf': 'application/pdf',
  'application/x-zip-compressed': 'application/zip',
  'application/x-zip': 'application/zip',
  'application/x-pkcs7-signature': 'application/pkcs7-signature',
  'application/x-pkcs7-mime': 'application/pkcs7-mime',
  'application/vnd.ms-tnef': 'application/ms-tnef',
  'application/unknown': UNKNOWN,
  'application/download': UNKNOWN,
  'application/force-download': UNKNOWN,
  'application/x-download': UNKNOWN,
  'application/x-unknown': UNKNOWN,
  'application/binary': UNKNOWN,
};

const PROGRAMS = new Set('exe scr com bat cmd pif msi js jse vbs vbe wsf hta ps1 jar lnk cpl dll reg'.split(' '));

const CONTAINERS = new Set(['application/zip', 'application/x-cfb', 'application/xml', 'text/xml', 'application/gzip']);

const BY_EXTENSION: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  txt: 'text/plain',
  csv: 'text/csv',
  htm: 'text/html',
  html: 'text/html',
  rtf: 'application/rtf',
  eml: 'message/rfc822',
  ics: 'text/calendar',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  zip: 'application/zip',
  p7s: 'application/pkcs7-signature',
  sig: 'application/pkcs7-signature',
  p7m: 'application/pkcs7-mime',
  asc: 'application/pgp-signature',
};

function inside(container: string, type: string): boolean {
  if (container === 'application/zip') return /openxmlformats|opendocument|\bzip\b|epub|java-archive/.test(type);
  if (container === 'application/x-cfb') return /msword|ms-excel|ms-powerpoint|ms-outlook|visio|x-msi/.test(type);
  if (container === 'application/gzip') return /gzip|x-tar|svg/.test(type);
  return /xml|html/.test(type);
}

async function sniff(content: Buffer): Promise<string | null> {
  if (content.length >= 4 && content.readUInt32LE(0) === 0x223e9f78) return 'application/ms-tnef';
  try {
    return (await fileTypeFromBuffer(content))?.mime ?? null;
  } catch {
    // A file cut short is no reason to lose the letter: then the sender's word counts
    return null;
  }
}
