import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { serialize } from 'bson';
import { type Doc, promoted } from './document.ts';

/**
 * A copy of a database as one stream, gzipped: records of one letter and a BSON document.
 * `H` {format, dataVersion, takenAt} · `C` {ns, options, indexes} · `D` a document of that collection, as it is stored ·
 * `E` {documents, collections: [{ns, documents}], sha256 of all that came before}, the last one.
 */
export type ArchiveRecord =
  | { readonly kind: 'H' | 'C' | 'E'; readonly value: Doc; readonly raw: Buffer }
  | { readonly kind: 'D'; readonly raw: Buffer };

export const archiveFormat = 1;

/** It is cut off, altered, or no copy at all. The message is for a log: people are told by whoever asked. */
export class BadArchive extends Error {}

/** A document has 16 MiB at most; what says more is no record. */
const longestRecord = 17 * 2 ** 20;
/** Pieces of this size go to the compressor. */
const pieceBytes = 256 * 1024;

/** Adds the end record, with the sum of what went before. */
export async function* written(
  records: Iterable<readonly ['H' | 'C' | 'D', Uint8Array]>,
  ending: () => Doc,
): AsyncGenerator<Buffer> {
  const sum = createHash('sha256');
  let parts: Uint8Array[] = [];
  let held = 0;
  for (const [kind, raw] of records) {
    parts.push(Buffer.from(kind), raw);
    held += raw.length + 1;
    if (held < pieceBytes) continue;
    const piece = Buffer.concat(parts);
    [parts, held] = [[], 0];
    sum.update(piece);
    yield piece;
  }
  const last = Buffer.concat(parts);
  sum.update(last);
  yield Buffer.concat([last, Buffer.from('E'), serialize({ ...ending(), sha256: sum.digest('hex') })]);
}

/** Reads a copy from beginning to end; only when it ends without an error was it whole. @throws BadArchive */
export async function* readArchive(file: string): AsyncGenerator<ArchiveRecord> {
  const sum = createHash('sha256');
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  const source = createReadStream(file);
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let parts: Buffer[] = [];
  let held = 0;
  let wanted = 5;
  let ended = false;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      parts.push(chunk);
      held += chunk.length;
      if (held < wanted) continue;
      let rest = Buffer.concat(parts);
      for (wanted = 5; rest.length >= wanted; wanted = 5) {
        const length = rest.readInt32LE(1);
        if (ended || length < 5 || length > longestRecord) throw new BadArchive('no record where one should be');
        wanted = length + 1;
        if (rest.length < wanted) break;
        const record = recordOf(rest.subarray(0, wanted));
        ended = record.kind === 'E';
        if (record.kind === 'E' && record.value.sha256 !== sum.digest('hex')) throw new BadArchive('the sum does not agree');
        if (!ended) sum.update(rest.subarray(0, wanted));
        yield record;
        rest = rest.subarray(wanted);
      }
      [parts, held] = [[rest], rest.length];
    }
  } catch (error) {
    // zlib's codes begin with Z_
    if (/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) throw new BadArchive((error as Error).message);
    throw error;
  }
  if (!ended || held > 0) throw new BadArchive('it is cut off');
  if (gunzip.bytesWritten !== statSync(file).size) throw new BadArchive('something follows its end');
}

function recordOf(bytes: Buffer): ArchiveRecord {
  const kind = String.fromCharCode(bytes[0] ?? 0);
  const raw = bytes.subarray(1);
  if (kind === 'D') return { kind, raw };
  if (kind !== 'H' && kind !== 'C' && kind !== 'E') throw new BadArchive(`no record is of kind ${kind}`);
  try {
    return { kind, value: promoted(raw), raw };
  } catch (error) {
    throw new BadArchive((error as Error).message);
  }
}
