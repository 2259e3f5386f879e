import type { Binary, BSONRegExp, Code, Decimal128, Long, ObjectId, Timestamp } from 'bson';
import type { Doc } from './document.ts';
import { decimalParts, exactDifference } from './numbers.ts';

/**
 * A value as bytes whose order (memcmp) is MongoDB's comparison order, the one definition of order here: index keys,
 * sorting, ranges and equality all use it. Every body is prefix-free, so that keys of several fields may be joined.
 * Source: MongoDB manual, "Comparison/Sort Order".
 */
export function keyOf(value: unknown): Buffer {
  position = 0;
  put(value);
  return Buffer.from(scratch.subarray(0, position));
}

/** First byte of every key. Gaps, because `class + 1` is the end of a range within the class. */
export const classes = {
  minKey: 0x10,
  /** An empty array in an index or a sort: before null. */
  nothing: 0x18,
  null: 0x20,
  number: 0x30,
  string: 0x3c,
  object: 0x46,
  array: 0x50,
  binary: 0x5a,
  objectId: 0x64,
  bool: 0x6e,
  date: 0x78,
  timestamp: 0x7d,
  regex: 0x82,
  code: 0x8c,
  maxKey: 0xf0,
} as const;

/** Stands for an empty array where its elements are indexed. */
export const nothing = Symbol('nothing');

export const compare = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number' && !Number.isNaN(left) && !Number.isNaN(right))
    return left - right || 0;
  return Buffer.compare(keyOf(left), keyOf(right));
};

export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left === 'string' && typeof right === 'string') return false;
  return keyOf(left).equals(keyOf(right));
}

let scratch = Buffer.alloc(4096);
let position = 0;

function room(bytes: number): void {
  if (position + bytes <= scratch.length) return;
  const larger = Buffer.alloc(Math.max(scratch.length * 2, position + bytes));
  scratch.copy(larger, 0, 0, position);
  scratch = larger;
}

function byte(value: number): void {
  room(1);
  scratch[position++] = value;
}

function put(value: unknown): void {
  byte(classOf(value));
  putBody(value);
}

/** The class byte of MongoDB's canonical type order. */
export function classOf(value: unknown): number {
  if (value === undefined || value === null) return classes.null;
  if (value === nothing) return classes.nothing;
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return classes.number;
    case 'string':
      return classes.string;
    case 'boolean':
      return classes.bool;
  }
  if (Array.isArray(value)) return classes.array;
  if (value instanceof Date) return classes.date;
  if (value instanceof Uint8Array) return classes.binary;
  if (value instanceof RegExp) return classes.regex;
  if (Object.hasOwn(value as object, '_bsontype')) return classes.object;
  return byBsonType[(value as { _bsontype?: string })._bsontype ?? ''] ?? classes.object;
}

const byBsonType: Readonly<Record<string, number>> = {
  Int32: classes.number,
  Double: classes.number,
  Long: classes.number,
  Decimal128: classes.number,
  BSONSymbol: classes.string,
  Binary: classes.binary,
  ObjectId: classes.objectId,
  Timestamp: classes.timestamp,
  BSONRegExp: classes.regex,
  Code: classes.code,
  MinKey: classes.minKey,
  MaxKey: classes.maxKey,
};

function putBody(value: unknown): void {
  switch (classOf(value)) {
    case classes.number:
      putNumber(value);
      return;
    case classes.string:
      putText(String(value));
      return;
    case classes.object:
      putObject(value as Doc);
      return;
    case classes.array:
      for (const each of value as unknown[]) put(each);
      byte(0);
      return;
    case classes.binary: {
      const bytes = value instanceof Uint8Array ? value : (value as Binary).value();
      room(5 + bytes.length);
      position = scratch.writeUInt32BE(bytes.length, position);
      byte(value instanceof Uint8Array ? 0 : (value as Binary).sub_type);
      scratch.set(bytes, position);
      position += bytes.length;
      return;
    }
    case classes.objectId:
      room(12);
      scratch.set((value as ObjectId).id, position);
      position += 12;
      return;
    case classes.bool:
      byte(value ? 1 : 0);
      return;
    case classes.date: {
      const time = (value as Date).getTime();
      room(8);
      position = scratch.writeBigUInt64BE(BigInt(Number.isNaN(time) ? 0 : time) + 2n ** 63n, position);
      return;
    }
    case classes.timestamp:
      room(8);
      position = scratch.writeBigUInt64BE((value as Timestamp).toBigInt() & 0xffff_ffff_ffff_ffffn, position);
      return;
    case classes.regex: {
      const { source, flags } =
        value instanceof RegExp ? value : { source: (value as BSONRegExp).pattern, flags: (value as BSONRegExp).options };
      putText(source);
      putText(flags);
      return;
    }
    case classes.code: {
      const { code, scope } = value as Code;
      putText(code.toString());
      putObject(scope ?? {});
      return;
    }
  }
}

/** Field by field: type, name, value; a document that ends first is smaller. */
function putObject(document: Doc): void {
  const fields =
    document._bsontype === 'DBRef' && !Object.hasOwn(document, '_bsontype')
      ? (document as { toJSON?(): Doc }).toJSON?.()
      : document;
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (value === undefined) continue;
    byte(classOf(value));
    putText(name);
    putBody(value);
  }
  byte(0);
}

/** UTF-8; a NUL inside is 00 FF, the end is 00 00. */
function putText(text: string): void {
  room(text.length * 3 + 2);
  const end = position + scratch.write(text, position, 'utf8');
  if (text.includes('\0')) {
    const bytes = Buffer.from(scratch.subarray(position, end));
    room(bytes.length * 2 + 2);
    for (const each of bytes) {
      scratch[position++] = each;
      if (each === 0) scratch[position++] = 0xff;
    }
  } else position = end;
  scratch[position++] = 0;
  scratch[position++] = 0;
}

/** The nearest double, then what is missing to the exact value (int64 beyond 2^53, decimals such as 0.1). */
function putNumber(value: unknown): void {
  const { nearest, rest } = exact(value);
  room(18);
  putDouble(nearest);
  scratch[position++] = rest === 0 ? 0x80 : rest < 0 ? 0x7f : 0x81;
  if (rest !== 0) putDouble(rest);
}

function putDouble(value: number): void {
  if (Number.isNaN(value)) {
    scratch.fill(0, position, position + 8);
    position += 8;
    return;
  }
  const start = position;
  position = scratch.writeDoubleBE(value === 0 ? 0 : value, position);
  if (value < 0) for (let at = start; at < position; at++) scratch[at] = ~(scratch[at] ?? 0);
  else scratch[start] = (scratch[start] ?? 0) | 0x80;
}

function exact(value: unknown): { nearest: number; rest: number } {
  if (typeof value === 'number') return { nearest: value, rest: 0 };
  if (typeof value === 'bigint') return ofBigInt(value);
  switch ((value as { _bsontype: string })._bsontype) {
    case 'Long':
      return ofBigInt((value as Long).toBigInt());
    case 'Decimal128': {
      const nearest = Number((value as Decimal128).toString());
      const parts = decimalParts(value as Decimal128);
      if (!parts) return { nearest, rest: 0 };
      const finite = Number.isFinite(nearest) ? nearest : Math.sign(nearest) * Number.MAX_VALUE;
      return { nearest: finite, rest: exactDifference(parts, finite) };
    }
    default:
      return { nearest: (value as { value: number }).value, rest: 0 };
  }
}

function ofBigInt(value: bigint): { nearest: number; rest: number } {
  const nearest = Number(value);
  return { nearest, rest: Number(value - BigInt(nearest)) };
}
