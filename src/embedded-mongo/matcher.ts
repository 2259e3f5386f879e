import { type Fold, foldedFilter } from './collation.ts';
import { type Doc, isDocument, sliced, typed, view } from './document.ts';
import { predicate } from './match.ts';
import { type Needs, needsOfFilter } from './needs.ts';

/** A filter on documents as they are stored. */
export type Matcher = (raw: Buffer) => boolean;

/** @throws CommandError BadValue on operators that do not exist or are refused ($where and other server-side JavaScript) */
export function matcher(filter: Doc, variables: Doc = {}, fold?: Fold): Matcher {
  const test = predicate(fold ? (foldedFilter(filter, fold) as Doc) : filter, variables);
  const read = reader(needsOfFilter(filter), asksTypes(filter) ? typed : view, fold);
  return Object.keys(filter).length === 0 ? () => true : (raw) => test(read(raw));
}

/** Decodes what is needed and no more. */
export function reader(needs: Needs, decode: (raw: Uint8Array) => Doc, fold?: Fold): (raw: Buffer) => Doc {
  const read = needs ? (raw: Buffer) => decode(sliced(raw, (name) => needs.has(name))) : decode;
  return fold ? (raw) => fold(read(raw)) as Doc : read;
}

function asksTypes(condition: unknown): boolean {
  if (Array.isArray(condition)) return condition.some(asksTypes);
  return isDocument(condition) && Object.entries(condition).some(([name, value]) => name === '$type' || asksTypes(value));
}
