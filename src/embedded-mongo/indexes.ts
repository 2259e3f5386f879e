import { createHash } from 'node:crypto';
import { type Doc, field, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { toNumber } from './numbers.ts';
import { keyOf, nothing } from './order.ts';
import { positionOf } from './paths.ts';

/** One index as the catalogue keeps it. */
export interface Index {
  /** Names the keys in the store; never used twice. The primary index (`_id_`) is the documents themselves: 0. */
  readonly id: number;
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | null;
  readonly expireAfterSeconds: number | null;
  /** As createIndexes gave it, for listIndexes. */
  readonly spec: Doc;
  /** Per field: has a document ever had an array there? Then its bounds may not be combined. */
  multikey: boolean[];
  /** Filled; until then it is kept up to date but answers nothing. */
  ready: boolean;
  /** Has a key ever been cut? Then the order of the index is not the order of the values. */
  cut: boolean;
}

export interface IndexField {
  readonly name: string;
  readonly path: readonly string[];
  readonly down: boolean;
}

/** LMDB takes 1978 bytes a key: 1200 for the values, 600 for the `_id`. */
const longestValue = 1200;
const longestId = 600;

export const primary = { id: 0, name: '_id_', spec: { v: 2, key: { _id: 1 }, name: '_id_' } } as const;

/** @throws CommandError CannotCreateIndex, BadValue on a specification that MongoDB refuses or that this server lacks */
export function toIndex(id: number, spec: Doc): Index {
  const { key, name } = spec;
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new CommandError('CannotCreateIndex', 'Index keys cannot be an empty object');
  if (typeof name !== 'string' || name === '')
    throw new CommandError('FailedToParse', "The 'name' field is a required property of an index specification");
  const fields = Object.entries(key).map(([path, direction]) => {
    const sign = toNumber(direction);
    if (path === '' || path.split('.').includes(''))
      throw new CommandError('CannotCreateIndex', 'Index keys cannot contain an empty field.');
    if (path.startsWith('$') || path.includes('$**'))
      throw new CommandError('CannotCreateIndex', `Wildcard indexes are not supported: ${path}`);
    if (sign === undefined || Number.isNaN(sign) || sign === 0) {
      throw new CommandError('CannotCreateIndex', `Unknown index plugin or value '${String(direction)}' for key ${path}`);
    }
    return { name: path, path: path.split('.'), down: sign < 0 };
  });
  if (spec.collation !== undefined && (spec.collation as Doc).locale !== 'simple')
    throw new CommandError('CannotCreateIndex', 'collation is not supported');
  if (spec.partialFilterExpression !== undefined && !isDocument(spec.partialFilterExpression)) {
    throw new CommandError('TypeMismatch', 'The field partialFilterExpression must be an object');
  }
  if (spec.sparse === true && spec.partialFilterExpression) {
    throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  const seconds = spec.expireAfterSeconds === undefined ? null : toNumber(spec.expireAfterSeconds);
  if (seconds === undefined || (seconds !== null && !(seconds >= 0)))
    throw new CommandError('CannotCreateIndex', 'TTL index expireAfterSeconds must be a non-negative number');
  if (seconds !== null && fields.length > 1)
    throw new CommandError('CannotCreateIndex', 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  return {
    id,
    name,
    fields,
    unique: flag(spec.unique),
    sparse: flag(spec.sparse),
    partial: isDocument(spec.partialFilterExpression) ? spec.partialFilterExpression : null,
    expireAfterSeconds: seconds,
    spec: { v: 2, ...withoutDefaults(spec) },
    multikey: fields.map(() => false),
    ready: false,
    cut: false,
  };
}

/** The keys of a document in an index, without doubles; marks on the index what it learns (arrays, cuts). */
export function keysOf(index: Index, document: Doc): Buffer[] {
  const found = new Map<string, Buffer>();
  const rows = rowsOf(index.fields, document, index.multikey);
  for (const row of rows) {
    if (index.sparse && row.every((value) => value === undefined)) continue;
    const key = joined(index, row);
    found.set(key.toString('latin1'), key);
  }
  return [...found.values()];
}

/** The values of some fields, a row for each element of the array that they go through. */
export function rowsOf(fields: readonly Pick<IndexField, 'path'>[], document: Doc, multikey: boolean[] = []): unknown[][] {
  return expand(
    multikey,
    fields.map(({ path }) => ({ node: document, path })),
  );
}

/** What a key of this index looks like for values of its first fields (bounds, unique checks). */
export function joined(index: Pick<Index, 'fields'> & { cut?: boolean }, values: readonly unknown[]): Buffer {
  const whole = Buffer.concat(values.map((value, at) => directed(keyOf(value), index.fields[at]?.down === true)));
  if (whole.length <= longestValue) return whole;
  index.cut = true;
  return shortened(whole, longestValue);
}

/** For bounds: a key cut where stored keys are cut, so that the range holds all of them (the filter decides). */
export const cutBound = (bound: Buffer): Buffer => (bound.length <= longestValue ? bound : bound.subarray(0, longestValue - 20));

export const directed = (key: Buffer, down: boolean): Buffer => {
  if (down) for (let at = 0; at < key.length; at++) key[at] = ~(key[at] ?? 0);
  return key;
};

/** The key of a document in its collection. Very long `_id`s keep a prefix and a hash. */
export function idKeyOf(id: unknown): Buffer {
  const key = keyOf(id);
  return key.length <= longestId ? key : shortened(key, longestId);
}

interface Walk {
  readonly node: unknown;
  readonly path: readonly string[];
}

/** MongoDB's multikey rule: one array a document, its elements one key each, fields below it stay together. */
function expand(multikey: boolean[], walks: readonly Walk[]): unknown[][] {
  const arrived = walks.map(({ node, path }) => follow(node, path));
  const arrays = new Set(arrived.filter(({ node }) => Array.isArray(node)).map(({ node }) => node as unknown[]));
  if (arrays.size === 0) return [arrived.map(({ node }) => (node instanceof Fixed ? node.value : node))];
  if (arrays.size > 1) throw new CommandError('CannotIndexParallelArrays', 'cannot index parallel arrays');
  const [array = []] = arrays;
  arrived.forEach(({ node }, at) => {
    if (node === array) multikey[at] = true;
  });
  const elements = array.length > 0 ? array : [nothing];
  return elements.flatMap((element) =>
    expand(
      multikey,
      arrived.map(({ node, path }) => {
        if (node !== array) return { node, path: [] };
        if (path.length === 0) return { node: fixed(element), path };
        return isDocument(element) ? { node: element, path } : { node: undefined, path: [] };
      }),
    ),
  );
}

/** Goes down to the value, or to the first array on the way. */
function follow(node: unknown, path: readonly string[]): Walk {
  let value = node;
  for (const [at, name] of path.entries()) {
    if (Array.isArray(value)) {
      const position = positionOf(name);
      if (position === undefined) return { node: value, path: path.slice(at) };
      value = value[position];
    } else if (isDocument(value)) value = field(value, name);
    else return { node: undefined, path: [] };
  }
  return { node: value, path: [] };
}

/** An element that is itself an array is a key as a whole. */
class Fixed {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}
const fixed = (value: unknown): unknown => (Array.isArray(value) ? new Fixed(value) : value);

function shortened(key: Buffer, length: number): Buffer {
  const digest = createHash('sha1').update(key).digest();
  return Buffer.concat([key.subarray(0, length - 20), digest]);
}

const flag = (value: unknown): boolean => value === true || (toNumber(value) ?? 0) !== 0;

function withoutDefaults(spec: Doc): Doc {
  const { v: _v, unique, sparse, background: _b, ns: _ns, ...rest } = spec;
  return { ...rest, ...(flag(unique) && { unique: true }), ...(flag(sparse) && { sparse: true }) };
}
