import { CommandError } from './errors.ts';

/** Bytes of a value by its BSON type; those with a length of their own are in `valueEnd`. */
const fixed: Readonly<Record<number, number>> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};

/** Deeper than any document of ours, and than MongoDB's own limit. */
const deepest = 180;

/** Lengths and types of a document of the wire, all levels, without decoding a value. @throws CommandError InvalidBSON */
export function checkStructure(raw: Buffer): void {
  if (documentEnd(raw, 0, raw.length, 0) !== raw.length) throw invalid('bytes behind the document');
}

function documentEnd(raw: Buffer, start: number, limit: number, depth: number): number {
  if (depth > deepest) throw invalid('nested too deep');
  const end = start + lengthAt(raw, start, limit, 5);
  if (end > limit || raw[end - 1] !== 0) throw invalid('the length of a document is wrong');
  let at = start + 4;
  while (at < end - 1) {
    const type = raw[at] ?? 0;
    at = valueEnd(raw, type, nameEnd(raw, at + 1, end), end - 1, depth);
    if (at > end - 1) throw invalid('a value is longer than its document');
  }
  return end;
}

function valueEnd(raw: Buffer, type: number, at: number, limit: number, depth: number): number {
  const size = fixed[type];
  if (size !== undefined) return at + size;
  switch (type) {
    case 2:
    case 13:
    case 14:
      return textEnd(raw, at, limit);
    case 3:
    case 4:
      return documentEnd(raw, at, limit, depth + 1);
    case 5:
      return at + 5 + lengthAt(raw, at, limit, 0);
    case 11:
      return nameEnd(raw, nameEnd(raw, at, limit), limit);
    case 12:
      return textEnd(raw, at, limit) + 12;
    case 15:
      return at + lengthAt(raw, at, limit, 14);
    default:
      throw invalid(`type ${type} is unknown`);
  }
}

function textEnd(raw: Buffer, at: number, limit: number): number {
  const end = at + 4 + lengthAt(raw, at, limit, 1);
  if (end > limit || raw[end - 1] !== 0) throw invalid('a text does not end');
  return end;
}

function nameEnd(raw: Buffer, at: number, limit: number): number {
  const end = raw.indexOf(0, at);
  if (end < 0 || end >= limit) throw invalid('a name does not end');
  return end + 1;
}

function lengthAt(raw: Buffer, at: number, limit: number, least: number): number {
  const length = at + 4 <= limit ? raw.readInt32LE(at) : -1;
  if (length < least) throw invalid('a length is wrong');
  return length;
}

function invalid(why: string): CommandError {
  return new CommandError('InvalidBSON', why);
}
