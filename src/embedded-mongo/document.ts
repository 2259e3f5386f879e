import { BSONError, type DeserializeOptions, deserialize, ObjectId, onDemand, serialize } from 'bson';
import { CommandError } from './errors.ts';

export type Doc = Record<string, unknown>;

/** 16 MiB: MongoDB's limit of one document. */
const maxDocumentBytes = 16 * 2 ** 20;

/** For matching and index keys: numbers as JS numbers, int64 as bigint (so that 2^53 + 1 stays itself). */
export const view = (raw: Uint8Array): Doc => decode(raw, { useBigInt64: true });

/** For updates and projections: every number keeps its BSON type (Int32, Double, Long). */
export const typed = (raw: Uint8Array): Doc => decode(raw, { promoteValues: false });

/** For mingo: plain JS numbers; an int64 beyond 2^53 stays a Long. */
export const promoted = (raw: Uint8Array): Doc => decode(raw, {});

/** @throws CommandError BSONObjectTooLarge */
export function encode(document: Doc): Buffer {
  const raw = Buffer.from(serialize(document, { ignoreUndefined: true }));
  if (raw.length > maxDocumentBytes) {
    throw new CommandError(
      'BSONObjectTooLarge',
      `BSONObj size: ${raw.length} is invalid. Size must be between 0 and 16793600(16MB)`,
    );
  }
  return raw;
}

/** The bytes `_id\0`. */
const ID_NAME = 0x00_64_69_5f;

/** A document of the wire as it is stored: checked, `_id` present and first; the bytes of the other fields untouched. */
export function withIdFirst(raw: Buffer): Buffer {
  if (raw.length > maxDocumentBytes) throw new CommandError('BSONObjectTooLarge', 'object to insert too large');
  // as every driver sends it
  if (raw.length > 9 && raw.readUInt32LE(5) === ID_NAME) return raw;
  let first = true;
  for (const { name, start, end } of elements(raw)) {
    if (name === '_id') {
      if (first) return raw;
      const length = end - start;
      const out = Buffer.from(raw);
      raw.copy(out, 4 + length, 4, start);
      raw.copy(out, 4, start, end);
      return out;
    }
    first = false;
  }
  const id = serialize({ _id: new ObjectId() });
  const out = Buffer.concat([id.subarray(0, id.length - 1), raw.subarray(4)]);
  out.writeInt32LE(out.length, 0);
  return out;
}

/** The document with some of its top-level fields; the others are never decoded. */
export function sliced(raw: Uint8Array, keep: (name: string) => boolean): Buffer {
  const parts: Uint8Array[] = [];
  for (const { name, start, end } of elements(raw)) if (keep(name)) parts.push(raw.subarray(start, end));
  return framed(parts);
}

/** The elements of one level: BSON type, name, where the element starts and ends, where its value starts. */
export function* elements(raw: Uint8Array): Generator<{ type: number; name: string; start: number; value: number; end: number }> {
  for (const [type, nameOffset, nameLength, offset, length] of onDemand.parseToElements(raw)) {
    const name = Buffer.from(raw.buffer, raw.byteOffset + nameOffset, nameLength).toString('utf8');
    yield { type, name, start: nameOffset - 1, value: offset, end: offset + length };
  }
}

/** The documents of a BSON array, undecoded. */
export function documentsOf(raw: Buffer): Buffer[] {
  return [...elements(raw)].map(({ type, value, end }) => {
    if (type !== 3) throw new CommandError('TypeMismatch', 'what is inserted must be documents');
    return raw.subarray(value, end);
  });
}

/** A BSON array of documents that are already bytes. */
export function arrayOf(documents: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  documents.forEach((each, index) => {
    parts.push(Buffer.from(`\x03${index}\0`, 'latin1'), each);
  });
  return framed(parts);
}

/** A BSON document of one element whose value is already bytes, followed by the elements of `rest`. */
export function spliced(type: number, name: string, value: Uint8Array, rest: Doc): Buffer {
  const tail = serialize(rest);
  return framed([Buffer.from([type]), Buffer.from(`${name}\0`), value, tail.subarray(4, tail.length - 1)]);
}

export const isDocument = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && isPlain(value);

/** `Object.hasOwn`, so that a field called `constructor` is a field and a missing one is missing. */
export const field = (document: Doc, name: string): unknown => {
  if (Object.hasOwn(document, name)) return document[name];
  if (document._bsontype !== 'DBRef') return undefined;
  return { $ref: document.collection, $id: document.oid, $db: document.db }[name];
};

function isPlain(value: object): boolean {
  const type = (value as { _bsontype?: unknown })._bsontype;
  return (type === undefined || type === 'DBRef' || Object.hasOwn(value, '_bsontype')) && !(value instanceof RegExp);
}

function decode(raw: Uint8Array, options: DeserializeOptions): Doc {
  try {
    return deserialize(raw, { bsonRegExp: true, ...options });
  } catch (error) {
    if (error instanceof BSONError || error instanceof RangeError) throw new CommandError('InvalidBSON', error.message);
    throw error;
  }
}

/** A BSON document of elements that are already bytes. */
export function framed(parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, each) => sum + each.length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(length, 0);
  return Buffer.concat([head, ...parts, Buffer.alloc(1)], length);
}
