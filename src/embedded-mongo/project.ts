import { type Doc, elements, encode, field, framed, isDocument, typed } from './document.ts';
import { CommandError } from './errors.ts';
import { evaluate } from './expression.ts';
import { fieldTests, predicate, truthy } from './match.ts';
import { isNumber, toNumber } from './numbers.ts';
import { valueAt } from './paths.ts';

/** From a stored document to the one that is handed out. */
export type Projection = (raw: Buffer) => Buffer;

/**
 * `find`'s projection: fields in or out (by bytes: what is not asked for is never decoded), $slice, $elemMatch, the positional `$`,
 * and expressions. null: nothing is asked for.
 * @throws CommandError Location31253, Location31254 when inclusion and exclusion are mixed
 */
export function projection(spec: Doc, filter: Doc = {}, variables: Doc = {}): Projection | null {
  const flat = flatten(spec);
  if (flat.length === 0) return null;
  const inside = flat.filter(({ path, value }) => path !== '_id' && isFlag(value) && truthy(value));
  const outside = flat.filter(({ path, value }) => path !== '_id' && isFlag(value) && !truthy(value));
  const computed = flat.filter(({ value }) => !isFlag(value));
  const [firstIn, firstOut] = [inside[0], outside[0]];
  if (firstIn && firstOut) {
    const late = flat.indexOf(firstIn) < flat.indexOf(firstOut);
    throw late
      ? new CommandError('Location31254', `Cannot do exclusion on field ${firstOut.path} in inclusion projection`)
      : new CommandError('Location31253', `Cannot do inclusion on field ${firstIn.path} in exclusion projection`);
  }
  const idEntry = flat.find(({ path }) => path === '_id');
  const idKept = idEntry === undefined || !isFlag(idEntry.value) || truthy(idEntry.value);
  const slices = computed.filter(({ value }) => sliceOf(value) !== undefined);
  const including =
    inside.length > 0 ||
    computed.length > slices.length ||
    (idEntry !== undefined && idKept && outside.length === 0 && computed.length === 0);
  const positional = inside.find(({ path }) => path.endsWith('.$'))?.path.slice(0, -2);
  const paths = [...inside, ...slices].map(({ path }) => path.replace(/\.\$$/, ''));
  const pattern = including
    ? tree([...(idKept ? ['_id'] : []), ...paths])
    : tree([...(idKept ? [] : ['_id']), ...outside.map(({ path }) => path)]);
  if (computed.length === 0 && positional === undefined) return (raw) => pruned(raw, pattern, including);

  return (raw) => {
    let result = typed(pruned(raw, pattern, including));
    if (positional !== undefined)
      result = replace(result, positional.split('.'), (value) => firstMatch(value, positional, filter));
    const document = computed.length > slices.length ? typed(raw) : {};
    for (const { path, value } of computed) {
      const names = path.split('.');
      const slice = sliceOf(value);
      if (slice) result = replace(result, names, (found) => (Array.isArray(found) ? cut(found, slice) : found));
      else if (isDocument(value) && Object.hasOwn(value, '$elemMatch')) {
        const found = elementOf(valueAt(document, names), value.$elemMatch);
        if (found !== undefined) result = put(result, names, [found]);
      } else {
        const computedValue = evaluate(value, document, variables);
        if (computedValue !== undefined) result = put(result, names, computedValue);
      }
    }
    return encode(result);
  };
}

interface Entry {
  readonly path: string;
  readonly value: unknown;
}

/** `{ a: { b: 1 } }` is `{ 'a.b': 1 }`. */
function flatten(spec: Doc, prefix = ''): Entry[] {
  return Object.entries(spec).flatMap(([name, value]): Entry[] => {
    const path = prefix + name;
    if (path.startsWith('$'))
      throw new CommandError('BadValue', `FieldPath field names may not start with '$', given '${path}'.`);
    return isDocument(value) && !Object.keys(value)[0]?.startsWith('$') && Object.keys(value).length > 0
      ? flatten(value, `${path}.`)
      : [{ path, value }];
  });
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumber(value);

interface Tree extends Map<string, Tree | null> {}

function tree(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let node = root;
    const names = path.split('.');
    names.forEach((name, at) => {
      const next = node.get(name);
      if (at === names.length - 1) {
        if (next) throw new CommandError('Location31249', `Path collision at ${path}`);
        node.set(name, null);
      } else {
        if (next === null) throw new CommandError('Location31249', `Path collision at ${path}`);
        const below: Tree = next ?? new Map();
        node.set(name, below);
        node = below;
      }
    });
  }
  return root;
}

/** Keeps or drops what the tree names, in documents and arrays of them; scalars on the way are left out of an inclusion. */
function pruned(raw: Buffer, pattern: Tree, keep: boolean, inArray = false): Buffer {
  const parts: Uint8Array[] = [];
  let count = 0;
  for (const { type, name, start, value, end } of elements(raw)) {
    const below = inArray ? pattern : pattern.get(name);
    const nested = below && (type === 3 || type === 4);
    if (nested) {
      const title = inArray && keep ? String(count++) : name;
      parts.push(
        Buffer.from(`${String.fromCharCode(type)}${title}\0`),
        pruned(raw.subarray(value, end), below, keep, type === 4),
      );
    } else if (below === null ? keep : !keep) parts.push(raw.subarray(start, end));
  }
  return framed(parts);
}

function sliceOf(value: unknown): { skip: number; limit: number } | undefined {
  if (!isDocument(value) || !Object.hasOwn(value, '$slice')) return undefined;
  const { $slice } = value;
  const single = toNumber($slice);
  if (single !== undefined) return single < 0 ? { skip: single, limit: -single } : { skip: 0, limit: single };
  if (!Array.isArray($slice)) throw new CommandError('BadValue', 'Invalid $slice syntax');
  const [skip, limit] = $slice.map(toNumber);
  return skip === undefined || limit === undefined ? undefined : { skip, limit };
}

function cut(array: unknown[], { skip, limit }: { skip: number; limit: number }): unknown[] {
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + limit);
}

function elementOf(value: unknown, condition: unknown): unknown {
  if (!Array.isArray(value) || !isDocument(condition)) return undefined;
  const operators =
    Object.keys(condition)[0]?.startsWith('$') && !['$and', '$or', '$nor'].includes(Object.keys(condition)[0] ?? '');
  const tests = operators ? fieldTests(condition) : [];
  const test = operators ? undefined : predicate(condition);
  return value.find((each) => (test ? isDocument(each) && test(each) : tests.every((one) => one(each, null))));
}

/** `'items.$': 1`: the element that the query found. */
function firstMatch(value: unknown, path: string, filter: Doc): unknown {
  if (!Array.isArray(value)) return value;
  const [, condition] = Object.entries(filter).find(([name]) => name === path || name.startsWith(`${path}.`)) ?? [];
  const [name = path] = Object.keys(filter).filter((each) => each === path || each.startsWith(`${path}.`));
  if (condition === undefined) return value.slice(0, 1);
  const test = predicate({ [name]: condition });
  const found = value.findIndex((each) => test(put({}, path.split('.'), [each])));
  return found < 0 ? [] : [value[found]];
}

function replace(document: Doc, path: readonly string[], work: (value: unknown) => unknown): Doc {
  const value = valueAt(document, path);
  return value === undefined ? document : put(document, path, work(value));
}

function put(document: Doc, path: readonly string[], value: unknown): Doc {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return { ...document, [name]: value };
  const below = field(document, name);
  return { ...document, [name]: put(isDocument(below) ? below : {}, rest, value) };
}
