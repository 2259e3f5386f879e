import { type Doc, field, isDocument } from './document.ts';

export type Test = (value: unknown) => boolean;

/**
 * Does a value at the path pass? Arrays on the way are searched, by position and by their documents; an array at the end is tried
 * element by element (unless `whole`), then as a whole. A missing value is `undefined`.
 */
export function some(node: unknown, path: readonly string[], test: Test, whole = false, at = 0): boolean {
  const name = path[at];
  if (name === undefined) return (!whole && Array.isArray(node) && node.some(test)) || test(node);
  if (Array.isArray(node)) {
    const position = positionOf(name);
    if (position !== undefined && position < node.length && some(node[position], path, test, whole, at + 1)) return true;
    return node.some((each) => isDocument(each) && some(each, path, test, whole, at));
  }
  return isDocument(node) ? some(field(node, name), path, test, whole, at + 1) : test(undefined);
}

/** Every value that `distinct` and `$lookup` see at the path: arrays opened, missing left out. */
export function valuesAt(document: Doc, path: readonly string[]): unknown[] {
  const found: unknown[] = [];
  some(
    document,
    path,
    (value) => {
      if (Array.isArray(value)) found.push(...value);
      else if (value !== undefined) found.push(value);
      return false;
    },
    true,
  );
  return found;
}

/** The value at the path without looking through arrays, save by position. */
export function valueAt(node: unknown, path: readonly string[]): unknown {
  let value = node;
  for (const name of path) {
    if (Array.isArray(value)) value = value[positionOf(name) ?? -1];
    else if (isDocument(value)) value = field(value, name);
    else return undefined;
  }
  return value;
}

/** `0`, `17`: a position in an array, else undefined. */
export const positionOf = (name: string): number | undefined => (/^(0|[1-9]\d{0,6})$/.test(name) ? Number(name) : undefined);
