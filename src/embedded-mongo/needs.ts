import { type Doc, isDocument } from './document.ts';
import { truthy } from './match.ts';
import type { SortField } from './planned.ts';

/** Top-level fields that are looked at: no others need be decoded. null: all of them. */
export type Needs = ReadonlySet<string> | null;

export function needsOfFilter(filter: Doc, sort: readonly SortField[] = []): Needs {
  const names = new Set(sort.map(({ name }) => topOf(name)));
  return intoFilter(filter, names) ? names : null;
}

/** What a pipeline sees of the documents that enter it, as long as a stage says what comes out of it ($project, $group …). */
export function needsOfPipeline(stages: readonly Doc[]): Needs {
  const names = new Set<string>();
  for (const stage of stages) {
    const [[name = '', operand] = []] = Object.entries(stage);
    switch (name) {
      case '$skip':
      case '$limit':
      case '$sample':
        continue;
      case '$count':
        return names;
      case '$match':
        if (!intoFilter(operand as Doc, names)) return null;
        continue;
      case '$sort':
        for (const each of Object.keys(operand as Doc)) names.add(topOf(each));
        continue;
      case '$group':
      case '$sortByCount':
      case '$bucket':
      case '$bucketAuto':
      case '$replaceRoot':
      case '$replaceWith':
        return intoExpression(operand, names) ? names : null;
      case '$project':
        return isDocument(operand) && includes(operand) && intoProjection(operand, names) ? names : null;
      case '$unwind':
        if (!intoExpression(operand, names)) return null;
        continue;
      case '$addFields':
      case '$set':
        if (!intoProjection(operand as Doc, names)) return null;
        continue;
      default:
        return null;
    }
  }
  return null;
}

const topOf = (path: string): string => path.split('.')[0] ?? path;

function intoFilter(filter: Doc, names: Set<string>): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '$expr') return intoExpression(condition, names);
    if (Array.isArray(condition) && name.startsWith('$'))
      return condition.every((each) => isDocument(each) && intoFilter(each, names));
    if (name === '$comment') return true;
    names.add(topOf(name));
    return !name.startsWith('$');
  });
}

/** The fields that an expression names; false when it may see the whole document. */
function intoExpression(expression: unknown, names: Set<string>): boolean {
  if (typeof expression === 'string') {
    if (/^\$\$(ROOT|CURRENT)/.test(expression)) return false;
    if (/^\$[^$]/.test(expression)) names.add(topOf(expression.slice(1)));
    return true;
  }
  if (Array.isArray(expression)) return expression.every((each) => intoExpression(each, names));
  // these reach into the whole document without naming it
  const whole = (name: string): boolean => /^\$(get|set|unset)Field$/.test(name);
  return (
    !isDocument(expression) || Object.entries(expression).every(([name, each]) => !whole(name) && intoExpression(each, names))
  );
}

const includes = (spec: Doc): boolean =>
  Object.entries(spec).some(
    ([name, value]) => name !== '_id' && (isDocument(value) || typeof value === 'string' || truthy(value)),
  );

function intoProjection(spec: Doc, names: Set<string>): boolean {
  names.add('_id');
  for (const name of Object.keys(spec)) names.add(topOf(name));
  return intoExpression(spec, names);
}
