import { type Doc, isDocument } from './document.ts';
import { directed, type Index } from './indexes.ts';
import { isNan, isOperators, predicate } from './match.ts';
import { toNumber } from './numbers.ts';
import { classes, classOf, compare, keyOf, same } from './order.ts';
import { isRegex } from './patterns.ts';
import { typeName } from './tests.ts';

/** What a filter demands of one path, taken from what must hold in any case (top level and `$and`). */
export interface Demand {
  readonly operator: string;
  readonly operand: unknown;
}
export type Demands = Map<string, Demand[]>;

/** A stretch of one field's keys, in the direction of the index. */
interface Interval {
  readonly low: Buffer;
  readonly high: Buffer;
  /** One value only. */
  readonly point: boolean;
}

export interface FieldBounds {
  readonly intervals: readonly Interval[];
  /** The intervals hold exactly what the demands ask for: the document need not be looked at. */
  readonly exact: boolean;
}

export function demandsOf(filter: Doc, into: Demands = new Map(), prefix = ''): Demands {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) for (const each of condition) demandsOf(each as Doc, into, prefix);
    if (name.startsWith('$')) continue;
    const path = prefix + name;
    const demands = into.get(path) ?? [];
    into.set(path, demands);
    if (isRegex(condition)) demands.push({ operator: '$regex', operand: condition });
    else if (!isOperators(condition)) demands.push({ operator: '$eq', operand: condition });
    else {
      for (const [operator, operand] of Object.entries(condition)) {
        demands.push({ operator: operator === '$regex' && condition.$options ? '$regex with options' : operator, operand });
        const [first] = operator === '$elemMatch' && isDocument(operand) ? Object.keys(operand) : [];
        if (first && !first.startsWith('$')) demandsOf(operand as Doc, into, `${path}.`);
      }
    }
  }
  return into;
}

/** Bounds on one field of an index; undefined when the demands give none. */
export function boundsOf(demands: readonly Demand[] | undefined, index: Index, at: number): FieldBounds | undefined {
  if (!demands) return undefined;
  const down = index.fields[at]?.down === true;
  const multikey = index.multikey[at] === true;
  const exactly = demands.length === 1 && ['$eq', '$in'].includes(demands[0]?.operator ?? '') && !index.multikey.includes(true);
  const points = pointsOf(demands, index.sparse);
  if (points) {
    const keys = [...new Map(points.map((each) => [keyOf(each).toString('latin1'), keyOf(each)])).values()];
    const intervals = keys.map((key) => directed(key, down)).sort(Buffer.compare);
    return { intervals: intervals.map((low) => ({ low, high: after(low), point: true })), exact: exactly };
  }
  const ranges = demands.flatMap((each) => rangeOfDemand(each) ?? []);
  const [first] = ranges;
  if (!first) return undefined;
  // of an array, one element may pass one bound and another the other: only one bound then
  const used = multikey ? [first] : ranges;
  const low = used
    .map((each) => each.low)
    .reduce((best, each) => (Buffer.compare(bytesOf(each), bytesOf(best)) > 0 ? each : best));
  const high = used
    .map((each) => each.high)
    .reduce((best, each) => (Buffer.compare(bytesOf(each), bytesOf(best)) < 0 ? each : best));
  const exact = !index.multikey.includes(true) && ranges.length === demands.length && ranges.every((each) => each.exact);
  const interval = down ? { low: mirrored(high), high: mirrored(low) } : { low: bytesOf(low), high: bytesOf(high) };
  return { intervals: [{ ...interval, point: false }], exact };
}

/** Does the filter find only documents that a partial index holds? When in doubt, no. */
export function implies(demands: Demands, partial: Doc): boolean {
  if (Object.keys(partial).some((name) => name.startsWith('$') && name !== '$and')) return false;
  return [...demandsOf(partial)].every(([path, wanted]) => {
    const given = demands.get(path) ?? [];
    const only = predicate({ [path]: Object.fromEntries(wanted.map(({ operator, operand }) => [operator, operand])) });
    const points = pointsOf(given, false);
    if (points) return points.every((value) => value !== null && value !== undefined && only(nested(path, value)));
    return wanted.every((want) => given.some((each) => covers(each, want)));
  });
}

/** Bytes after every key that starts with `key`: inverted ends of texts are FF FF, a cut key ends in a hash of 20 bytes. */
export const after = (key: Buffer): Buffer => Buffer.concat([key, beyond]);

const beyond = Buffer.alloc(24, 0xff);

function pointsOf(demands: readonly Demand[], sparse: boolean): unknown[] | undefined {
  for (const { operator, operand } of demands) {
    const values =
      operator === '$eq'
        ? [operand]
        : operator === '$in'
          ? operand
          : operator === '$all'
            ? (operand as unknown[]).slice(0, 1)
            : undefined;
    if (!Array.isArray(values) || values.length === 0) continue;
    const usable = values.every(
      (each) =>
        !Array.isArray(each) && !isRegex(each) && !isOperators(each) && !(sparse && (each === null || each === undefined)),
    );
    if (usable) return values;
  }
  return undefined;
}

function rangeOfDemand({ operator, operand }: Demand): Stretch | undefined {
  if (operator === '$regex') return prefixRange(operand);
  if (!['$gt', '$gte', '$lt', '$lte'].includes(operator)) return undefined;
  const kind = classOf(operand);
  if (
    kind === classes.array ||
    kind === classes.null ||
    kind === classes.minKey ||
    kind === classes.maxKey ||
    kind === classes.regex
  )
    return undefined;
  if (kind === classes.number && Number.isNaN(toNumber(operand))) return undefined;
  const key = keyOf(operand);
  // NaN is below all numbers in order, but no number's lesser in a filter
  const exact = kind !== classes.number || (operator.startsWith('$gt') && !isNan(operand));
  const [start, end]: [Bound, Bound] = [
    { key: Buffer.from([kind]), kind: 'class' },
    { key: Buffer.from([kind + 1]), kind: 'class' },
  ];
  if (operator.startsWith('$gt')) return { low: { key, kind: operator === '$gt' ? 'after' : 'from' }, high: end, exact };
  return { low: start, high: { key, kind: operator === '$lt' ? 'from' : 'after' }, exact };
}

/** `/^abc/`: strings that start with abc. */
function prefixRange(operand: unknown): Stretch | undefined {
  const { pattern, options } =
    typeof operand === 'string' ? { pattern: operand, options: '' } : isRegex(operand) ? operand : { pattern: '', options: '' };
  if (options !== '' || pattern.includes('|')) return undefined;
  const prefix = /^\^([\p{L}\p{N} _\-/:,@]+)/u.exec(pattern)?.[1];
  if (!prefix) return undefined;
  // the last letter may be optional (a?, a*, a{0,2})
  const kept = /[?*{]/.test(pattern.charAt(prefix.length + 1)) ? [...prefix].slice(0, -1).join('') : prefix;
  if (kept === '') return undefined;
  const key = keyOf(kept).subarray(0, -2);
  return { low: { key, kind: 'from' }, high: { key, kind: 'after' }, exact: false };
}

/** A border between keys: before `key`, after all keys that start with it, or before a type class. */
interface Bound {
  readonly key: Buffer;
  readonly kind: 'from' | 'after' | 'class';
}

interface Stretch {
  readonly low: Bound;
  readonly high: Bound;
  readonly exact: boolean;
}

const bytesOf = ({ key, kind }: Bound): Buffer => (kind === 'after' ? after(key) : key);

/** The same border among the inverted keys of a descending field, where low and high change places. */
function mirrored({ key, kind }: Bound): Buffer {
  if (kind === 'class') return Buffer.from([0x100 - (key[0] ?? 0)]);
  const inverted = directed(Buffer.from(key), true);
  return kind === 'after' ? inverted : after(inverted);
}

function covers(given: Demand, want: Demand): boolean {
  const { operator } = given;
  if (operator === want.operator && same(given.operand, want.operand)) return true;
  const ranged = ['$gt', '$gte', '$lt', '$lte'].includes(operator) && given.operand !== null;
  if (want.operator === '$exists' && want.operand === true) return ranged || operator === '$regex' || operator === '$elemMatch';
  if (want.operator === '$type') return ranged && typeOfAll(given.operand) === want.operand;
  if (!ranged || classOf(given.operand) !== classOf(want.operand)) return false;
  const order = compare(given.operand, want.operand);
  if (operator.startsWith('$gt') && want.operator.startsWith('$gt'))
    return order > 0 || (order === 0 && want.operator === '$gte');
  if (operator.startsWith('$lt') && want.operator.startsWith('$lt'))
    return order < 0 || (order === 0 && want.operator === '$lte');
  return false;
}

/** The type of every value that a range below or above `operand` finds: numbers of all four types compare with each other. */
const typeOfAll = (operand: unknown): string => (toNumber(operand) === undefined ? typeName(operand) : 'number');

const nested = (path: string, value: unknown): Doc =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Doc;
