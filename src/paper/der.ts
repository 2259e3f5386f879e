/** As much of DER (X.690) as a signature needs: write a value, walk over values. */

export function sequence(...parts: readonly Buffer[]): Buffer {
  return value(0x30, ...parts);
}

/** X.690 11.6: the members of a SET OF stand in the order of their bytes. */
export function setOf(...parts: readonly Buffer[]): Buffer {
  return value(0x31, ...parts.toSorted(Buffer.compare));
}

/** [n] with contents: constructed. */
export function tagged(number: number, ...parts: readonly Buffer[]): Buffer {
  return value(0xa0 + number, ...parts);
}

export function octets(bytes: Buffer): Buffer {
  return value(0x04, bytes);
}

/** Small and not negative. */
export function integer(small: number): Buffer {
  return value(0x02, Buffer.from([small]));
}

export const NULL = Buffer.from([0x05, 0x00]);

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return value(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(sevens)]));
}

function sevens(arc: number): readonly number[] {
  const digits = [arc & 0x7f];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

export function value(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  if (length > 0xffff) throw new RangeError(`a value of ${length} bytes is no part of a signature`);
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export interface Value {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length, as it stands. */
  readonly whole: Buffer;
}

/** The values that follow each other in these bytes. @throws RangeError when a length points outside */
export function valuesIn(bytes: Buffer): readonly Value[] {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = valueAt(bytes, at);
    values.push(found);
    at += found.whole.length;
  }
  return values;
}

/** The values inside the first value of these bytes; what lies behind it, like the zeros that fill a signature's place, is left alone. */
export function inside(bytes: Buffer): readonly Value[] {
  return bytes.length > 0 ? valuesIn(valueAt(bytes, 0).content) : [];
}

function valueAt(bytes: Buffer, at: number): Value {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0;
  const long = first & 0x80 ? first & 0x7f : 0;
  if (long > 4) throw new RangeError('a length of more than four bytes');
  const from = at + 2 + long;
  const length = long ? bytes.readUIntBE(at + 2, long) : first;
  if (from + length > bytes.length) throw new RangeError('a value is longer than what holds it');
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}
