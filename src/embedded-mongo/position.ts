import type { Doc } from './document.ts';
import { predicate } from './match.ts';
import { valueAt } from './paths.ts';
import { setAt } from './places.ts';

/** Which element of the array at `path` the query matched: conditions are tried on each element alone. */
export function matchedPosition(document: Doc, filter: Doc, path: readonly string[]): number | undefined {
  const array = valueAt(document, path);
  if (!Array.isArray(array)) return undefined;
  const at = path.join('.');
  const touching = conditionsOf(filter).filter(([name]) => name === at || name.startsWith(`${at}.`));
  const last = touching.at(-1);
  if (!last) return undefined;
  const test = predicate({ [last[0]]: last[1] });
  const found = array.findIndex((element) => {
    const alone: Doc = {};
    setAt(alone, path, [element]);
    return test(alone);
  });
  return found < 0 ? undefined : found;
}

function conditionsOf(filter: Doc): [string, unknown][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, unknown][] =>
    (name === '$and' || name === '$or') && Array.isArray(condition)
      ? condition.flatMap((each) => conditionsOf(each as Doc))
      : [[name, condition]],
  );
}
