/** workflows/lexicon → Lexicon of language/, or all faults with their places. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { KINDS, TOPIC_IDS } from '../language/finding.ts';
import { SUBJECTS } from '../language/hunches.ts';
import { compileLexicon, type Lexicon, type RawLexicon } from '../language/lexicon.ts';

/** `dir`: the folder workflows/lexicon. @throws Error, one `lexicon/file:line:col  message` a line */
export function loadLexicon(dir: string): Lexicon {
  const faults: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    const { value, faults: found } = readOne(dir, name, schema);
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
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return compileLexicon(raw as RawLexicon);
}

const List = z.array(z.string());
const Weighted = z.record(z.string().regex(/^[1-9]$/, 'a weight is 1–9'), List);
const Score = z.number().min(0).max(1);
const Model = z.strictObject({ bias: z.number(), weights: z.record(z.string(), z.number()) });

const Patterns = z.strictObject({
  groups: z.record(z.string(), List),
  rows: z.array(
    z.strictObject({
      needs: z.array(List.min(1)).min(1),
      within: z.number().int().positive(),
      score: Score,
      unless: List,
      across: z.boolean().optional(),
      lifted: z.boolean().optional(),
    }),
  ),
});

const Obscenities = z.strictObject({
  prefixes: z.record(z.string(), List),
  rows: z.array(
    z.strictObject({
      roots: List.min(1),
      prefixes: z.string().optional(),
      extra: List.optional(),
      endings: List.min(1),
      score: Score,
      latin: z.boolean().optional(),
      trees: z.boolean().optional(),
    }),
  ),
  innocents: List,
  trees: List,
  fragments: List,
  apart: List,
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
function readOne<T>(dir: string, name: string, schema: z.ZodType<T>): { value: T | undefined; faults: string[] } {
  const text = readFileSync(join(dir, name), 'utf8');
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
  const parsed = schema.safeParse(document.toJS());
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => {
    const node = document.getIn(path, true);
    return `${place(isNode(node) ? (node.range?.[0] ?? 0) : 0)}  ${path.join('.')}: ${message}`;
  });
  return { value: parsed.data, faults: [...faults, ...unknownGroups(parsed.data, label)] };
}

/** `$name` in a row must be a group of the same file. */
function unknownGroups(value: unknown, label: string): string[] {
  const patterns = Patterns.loose().safeParse(value);
  if (!patterns.success) return [];
  const known = Object.keys(patterns.data.groups);
  return patterns.data.rows.flatMap(({ needs, unless }, index) =>
    [...needs.flat(), ...unless]
      .filter((each) => each.startsWith('$') && !known.includes(each.slice(1)))
      .map((each) => `${label}  rows.${index}: unknown group "${each}"; known: ${known.join(', ')}`),
  );
}
