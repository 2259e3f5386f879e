import { type Doc, field, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { type Predicate, predicate } from './match.ts';
import { positionOf, valueAt } from './paths.ts';

export interface PlaceContext {
  /** Index of the element that the query matched, for `$`. */
  readonly position: (path: readonly string[]) => number | undefined;
  /** `arrayFilters` by identifier. */
  readonly filters: ReadonlyMap<string, Predicate>;
}

/** A path with `$`, `$[]` and `$[name]` as the concrete paths in this document. */
export function placesOf(document: Doc, path: string, context: PlaceContext): string[][] {
  let places: string[][] = [[]];
  for (const name of path.split('.')) {
    if (name === '')
      throw new CommandError('EmptyFieldName', `The update path '${path}' contains an empty field name, which is not allowed.`);
    places = places.flatMap((place) => step(document, place, name, path, context));
  }
  return places;
}

function step(document: Doc, place: string[], name: string, path: string, { position, filters }: PlaceContext): string[][] {
  if (name === '$') {
    const found = position(place);
    if (found === undefined)
      throw new CommandError('BadValue', 'The positional operator did not find the match needed from the query.');
    return [[...place, String(found)]];
  }
  const identifier = /^\$\[(.*)\]$/.exec(name)?.[1];
  if (identifier === undefined) {
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    return [[...place, name]];
  }
  const array = valueAt(document, place);
  if (!Array.isArray(array)) {
    throw new CommandError(
      'BadValue',
      array === undefined
        ? `The path '${place.join('.')}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${place.join('.')}`,
    );
  }
  const filter = identifier === '' ? () => true : filters.get(identifier);
  if (!filter) throw new CommandError('BadValue', `No array filter found for identifier '${identifier}' in path '${path}'`);
  return array.flatMap((value, at) => (identifier === '' || filter({ [identifier]: value }) ? [[...place, String(at)]] : []));
}

/** @throws CommandError FailedToParse */
export function arrayFiltersOf(given: readonly Doc[]): Map<string, Predicate> {
  const filters = new Map<string, Predicate>();
  for (const filter of given) {
    const identifiers = new Set(namesOf(filter));
    const [identifier] = identifiers;
    if (identifier === undefined)
      throw new CommandError('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters');
    if (identifiers.size > 1)
      throw new CommandError(
        'FailedToParse',
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...identifiers].join("' and '")}'`,
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier))
      throw new CommandError(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
      );
    if (filters.has(identifier))
      throw new CommandError('FailedToParse', `Found multiple array filters with the same top-level field name ${identifier}`);
    filters.set(identifier, predicate(filter));
  }
  return filters;
}

function namesOf(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([name, value]) =>
    name.startsWith('$') && Array.isArray(value) ? value.flatMap(namesOf) : [name.split('.')[0] ?? ''],
  );
}

/** Sets a value, making documents on the way; arrays grow with nulls. @throws CommandError PathNotViable */
export function setAt(document: Doc, path: readonly string[], value: unknown): void {
  let node: unknown = document;
  for (const [at, name] of path.entries()) {
    const last = at === path.length - 1;
    if (Array.isArray(node)) {
      const position = positionOf(name);
      if (position === undefined) throw notViable(path, at, node);
      if (position > node.length + 1_500_000)
        throw new CommandError('BadValue', 'cannot backfill more than 1500000 array elements');
      while (node.length < position) node.push(null);
      if (last) node[position] = value;
      else if (node[position] === undefined) node[position] = {};
      node = node[position];
    } else if (isDocument(node)) {
      if (last) define(node, name, value);
      else if (field(node, name) === undefined) define(node, name, {});
      node = field(node, name);
    } else throw notViable(path, at, node);
  }
}

/** An array element becomes null; a field goes. */
export function unsetAt(document: Doc, path: readonly string[]): void {
  const holder = valueAt(document, path.slice(0, -1));
  const name = path.at(-1) ?? '';
  if (Array.isArray(holder)) {
    const position = positionOf(name);
    if (position !== undefined && position < holder.length) holder[position] = null;
  } else if (isDocument(holder)) delete holder[name];
}

/** A plain assignment to `__proto__` would set the prototype. */
function define(node: Doc, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(node, name, { value, writable: true, enumerable: true, configurable: true });
  else node[name] = value;
}

function notViable(path: readonly string[], at: number, node: unknown): CommandError {
  const holder = path[at - 1] ?? '';
  return new CommandError(
    'PathNotViable',
    `Cannot create field '${path[at]}' in element {${holder}: ${typeof node === 'object' ? JSON.stringify(node) : String(node)}}`,
  );
}
