/** workflows/lexicon → Lexicon of language/, or all faults with their places. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { KINDS, TOPIC_IDS } from '../language/finding.ts';
import { SUBJECTS } from '../language/hunches.ts';
import { compileLexicon, type Lexicon, type RawLexicon } from '../language/lexicon.ts';
import { groupFaults } from './lint-groups.ts';

/** `faults`: `lexicon/insults.yaml:9:1  weak[0]: …`, one a line in `message`. */
export class FaultyLexicon extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'FaultyLexicon';
  }
}

/**
 * @param dir the folder workflows/lexicon
 * @param instead texts that stand for files, by name: a change that is tried out
 * @throws FaultyLexicon
 */
export function loadLexicon(dir: string, instead: Readonly<Record<string, string>> = {}): Lexicon {
  const faults: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    const { value, faults: found } = readOne(name, instead[name] ?? readFileSync(join(dir, name), 'utf8'), schema);
    faults.push(...found);
    return value;
  };
  const raw = {
    obscenities: read('obscenities.yaml', Obscenities),
    insults: read('insults.yaml', Insults),
    threats: read('threats.yaml', Patterns),
    confidential: read('confidential.yaml', Patterns.extend({ footers: List, entitled: List })),
    danger: read('danger.yaml', Patterns),
    questions: read('questions.yaml', z.strictObject(keyed(['asks', 'courtesy', 'rhetoric'] as const, List))),
    topics: read('topics.yaml', z.strictObject(keyed(TOPIC_IDS, Weighted))),
    kinds: read('kinds.yaml', z.strictObject({ ...keyed(KINDS, Weighted), courtesy: List })),
    news: read('news.yaml', News),
    trigrams: read('trigrams.json', z.record(z.string().regex(/^[а-я_]{3}$/), z.number().int().positive())),
    senses: read('senses.yaml', z.record(z.string().regex(/^[a-z]+$/), List.min(1))),
    hunches: read('hunches.json', z.strictObject(keyed(SUBJECTS, Model))),
    examples: read('examples.yaml', z.strictObject(keyed(TOPIC_IDS, z.strictObject(keyed(KINDS, List)).partial()))),
  };
  if (faults.length > 0) throw new FaultyLexicon(faults);
  return compileLexicon(raw as RawLexicon);
}

/** Words and phrases. A star by itself would be every word. */
const List = z.array(z.string().regex(/^[^*\s]|^\*\p{L}/u, 'a word or phrase, with the star at its end'));
/** Beginnings and endings may be empty. */
const Parts = z.array(z.string());
const Weighted = z.record(z.string().regex(/^[1-9]$/, 'a weight is 1–9'), List);
const Score = z.number().min(0).max(1);
const Model = z.strictObject({ bias: z.number(), weights: z.record(z.string(), z.number()) });

const Patterns = z.strictObject({
  groups: z.record(z.string(), List),
  rows: z.array(
    z.strictObject({
      // Each is one bit of a number.
      needs: z.array(List.min(1)).min(1).max(30),
      within: z.number().int().positive(),
      score: Score,
      unless: List,
      across: z.boolean().optional(),
      lifted: z.boolean().optional(),
    }),
  ),
});

const Obscenities = z.strictObject({
  prefixes: z.record(z.string(), Parts),
  rows: z.array(
    z.strictObject({
      roots: Parts.min(1),
      prefixes: z.string().optional(),
      extra: Parts.optional(),
      endings: Parts.min(1),
      score: Score,
      latin: z.boolean().optional(),
      trees: z.boolean().optional(),
    }),
  ),
  innocents: Parts,
  trees: Parts,
  fragments: Parts,
  apart: Parts,
});

const Insults = z.strictObject(
  keyed(
    [
      'strong',
      'beasts',
      'weak',
      'near',
      'phrases',
      'addressees',
      'nearby',
      'softened',
      'others',
      'things',
      'self',
      'speech',
    ] as const,
    List,
  ),
);

const News = z.strictObject(
  keyed(['markers', 'documents', 'encloses', 'enclosed', 'habit', 'rules', 'references', 'ordinals', 'counted'] as const, List),
);

function keyed<K extends string, S>(names: readonly K[], schema: S): { [name in K]: S } {
  return Object.fromEntries(names.map((name) => [name, schema])) as { [name in K]: S };
}

/** JSON is YAML too, so one reader gives places for both. */
function readOne<T>(name: string, text: string, schema: z.ZodType<T>): { value: T | undefined; faults: string[] } {
  const label = `lexicon/${name}`;
  if (name.endsWith('.json')) {
    const parsed = schema.safeParse(JSON.parse(text));
    return {
      value: parsed.data,
      faults: (parsed.error?.issues ?? []).map(({ path, message }) => `${label}  ${path.join('.')}: ${message}`),
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${label}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    return { value: undefined, faults: document.errors.map(({ pos, message }) => `${place(pos[0])}  ${message.split('\n')[0]}`) };
  const fault = (path: readonly PropertyKey[], message: string): string =>
    [`${place(offsetOf(document, path))} `, path.length > 0 ? `${path.map(String).join('.')}:` : '', message]
      .filter(Boolean)
      .join(' ');
  const parsed = schema.safeParse(document.toJS());
  const faults = (parsed.error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(
          (key) => `${place(keyOffset(document, issue.path, key))}  ${[...issue.path, key].map(String).join('.')}: unknown word`,
        )
      : [fault(issue.path, issue.message)],
  );
  return { value: parsed.data, faults: [...faults, ...groupFaults(parsed.data, fault)] };
}

/** Where an unknown word stands. */
function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number {
  const node = path.length > 0 ? document.getIn(path, true) : document.contents;
  const pair = isMap(node) ? node.items.find((each) => String(each.key) === key) : undefined;
  return pair && isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path);
}

/** Of the value, or of the nearest that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length > 0 ? document.getIn(path.slice(0, length), true) : document.contents;
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}
