/** The files of a mail: names fit to be shown, types by their content, what lies in them. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ParsedPart } from '../office/ports/mail.ts';
import { first } from './headers.ts';
import { holdsOthers, LISTED_BYTES, namesInside, unlisted } from './inside.ts';
import { contentOf, digestOf, type Part } from './mime.ts';
import { givenName, safeName } from './names.ts';
import { isOutlook } from './outlook-text.ts';
import { parseStructured } from './parameters.ts';
import { typeOfContent } from './part-type.ts';
import { readTnef } from './tnef.ts';

/** Of a large file the type is told by so many bytes. */
const HEAD = 2 ** 20;

/** Every part that is no text, then what Outlook packed into a winmail.dat: nobody else opens one. */
export async function readFiles(
  parts: readonly Part[],
  hint: string | null,
  nameChars: number,
  contents: boolean,
): Promise<ParsedPart[]> {
  const files: ParsedPart[] = [];
  for (const [index, part] of parts.entries()) {
    const { size, hash, head } = digestOf(part, HEAD);
    const name = safeName(nameOf(part, hint), nameChars);
    const declared = part.type === 'message/global' ? 'message/rfc822' : part.type;
    const type = await typeOfContent(head, declared, name);
    const listed = holdsOthers(type) && size <= LISTED_BYTES;
    const whole = contents || listed ? contentOf(part) : NOTHING;
    const inside = listed ? namesInside(whole, type) : unlisted(type);
    files.push({
      name: name ?? givenName(type, index),
      named: name !== null,
      type,
      size,
      hash,
      content: contents ? whole : NOTHING,
      ...(inside.length > 0 && { inside }),
    });
  }
  return [...files, ...(await unpacked(parts, nameChars, contents))];
}

/** The .dat stays: what is taken out of it comes behind all that the mail itself holds, so that places do not move. */
async function unpacked(parts: readonly Part[], nameChars: number, contents: boolean): Promise<ParsedPart[]> {
  const files: ParsedPart[] = [];
  for (const part of parts) {
    if (part.body.length > PACKED_BYTES || !isOutlook(part)) continue;
    const within = safeName(nameOf(part, null), nameChars) ?? 'winmail.dat';
    for (const { name, content } of readTnef(contentOf(part)).files) {
      const safe = safeName(name, nameChars) ?? givenName(UNKNOWN, files.length);
      const type = await typeOfContent(content.subarray(0, HEAD), UNKNOWN, safe);
      const hash = createHash('sha256').update(content).digest('hex');
      files.push({ name: safe, named: true, type, size: content.length, hash, content: contents ? content : NOTHING, within });
    }
  }
  return files;
}

/** In base64: a larger one costs its size in memory twice, and stays as it came. */
const PACKED_BYTES = 40 * 2 ** 20;

const UNKNOWN = 'application/octet-stream';

const NOTHING = Buffer.alloc(0);

function nameOf(part: Part, hint: string | null): string | null {
  const named = (header: string, param: string) => parseStructured(first(part.headers, header), hint).params.get(param) || null;
  return (
    named('content-disposition', 'filename') ??
    named('content-type', 'name') ??
    named('content-disposition', 'name') ??
    named('content-type', 'filename')
  );
}
