/** One YAML file of the Standard: its value, and the place of every path in it. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Document, isMap, isNode, isPair, LineCounter, type Pair, parseDocument } from 'yaml';
import { SCHEMAS, type SchemaName, type Shape } from './schema.ts';

export type Path = readonly PropertyKey[];

/** `workflows/letter.yaml:23:13  transitions.rework: unknown state …`, lines and columns from 1. */
export type Fault = string;

export interface Source<N extends SchemaName> {
  /** Null when the shape is wrong; then `faults` says why. */
  readonly value: Shape<N> | null;
  readonly faults: readonly Fault[];
  /** At the value, or at its key. */
  readonly fault: (path: Path, message: string, at?: 'key') => Fault;
}

/** Reads `dir/name`, or `instead` of it. Never throws: a missing or broken file is a fault. */
export function readSource<N extends SchemaName>(dir: string, name: string, schema: N, instead?: string): Source<N> {
  const label = `${basename(dir)}/${name}`;
  const lines = new LineCounter();
  const text = instead ?? readText(join(dir, name));
  if (text === null) {
    const fault = (path: Path, message: string) => `${label}:1:1  ${described(path)}${message}`;
    return { value: null, faults: [fault([], 'the file is missing')], fault };
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${label}:${line}:${col}`;
  };
  const fault: Source<N>['fault'] = (path, message, end) => `${at(offsetOf(document, path, end))}  ${described(path)}${message}`;
  if (document.errors.length > 0) {
    return { value: null, faults: document.errors.map((each) => `${at(each.pos[0])}  ${firstLine(each.message)}`), fault };
  }
  const parsed = SCHEMAS[schema].safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data as Shape<N>, faults: [], fault };
  return { value: null, faults: parsed.error.issues.flatMap((issue) => issueFaults(issue, fault)), fault };
}

type Issue = { readonly path: Path; readonly message: string; readonly code?: string; readonly keys?: readonly string[] };

/** An unknown word is shown at the word, not at the line that holds it. */
function issueFaults(issue: Issue, fault: Source<SchemaName>['fault']): readonly Fault[] {
  if (issue.code !== 'unrecognized_keys' || !issue.keys) return [fault(issue.path, issue.message)];
  return issue.keys.map((key) => fault([...issue.path, key], 'unknown word', 'key'));
}

/** `unknown state "asigned"; known: registered, …` */
export function unknown(what: string, name: string, known: readonly string[]): string {
  return `unknown ${what} "${name}"; known: ${known.join(', ')}`;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The value's place; for a value that is not there, its key or the nearest parent's. */
function offsetOf(document: Document, path: Path, end?: 'key'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, key] of path.entries()) {
    const pair = isMap(node) ? node.items.find((each) => keyOf(each) === String(key)) : undefined;
    if (pair) offset = startOf(pair.key) ?? offset;
    if (pair && end && index === path.length - 1) return offset;
    node = pair
      ? pair.value
      : isNode(node) && 'get' in node
        ? (node.get as (key: unknown, keep: true) => unknown)(key, true)
        : null;
    if (isNode(node)) offset = startOf(node) ?? offset;
    else return offset;
  }
  return offset;
}

function keyOf(pair: Pair): string | undefined {
  return isNode(pair.key) ? String((pair.key as { value?: unknown }).value) : undefined;
}

function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key);
  return isNode(node) ? node.range?.[0] : undefined;
}

function described(path: Path): string {
  const text = path.reduce<string>(
    (before, key) => (typeof key === 'number' ? `${before}[${key}]` : before ? `${before}.${String(key)}` : String(key)),
    '',
  );
  return text ? `${text}: ` : '';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? text;
}
