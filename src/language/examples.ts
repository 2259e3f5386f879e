import { KINDS, type Kind, TOPIC_IDS, type TopicId } from './finding.ts';
import { type Reading, read } from './reading.ts';
import { stem } from './stems.ts';
import { kept, type Memo, memo, recalled } from './vocabulary.ts';

/** workflows/lexicon/examples.yaml: topic → kind → own sentences. */
export type RawExamples = Readonly<Record<TopicId, Readonly<Partial<Record<Kind, readonly string[] | undefined>>>>>;

/** A sentence and what it stands for. */
export interface Example {
  readonly topic: TopicId;
  readonly kind: Kind;
  readonly text: string;
}

/** Multinomial naive Bayes on stems; numbers count as one stem. */
export interface Examples<Id extends string> {
  readonly ids: readonly Id[];
  /** By stem. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly priors: Float64Array;
  readonly seen: Memo<Row>;
}

interface Row {
  /** ln P(stem | topic) in the order of `ids`. */
  readonly logs: Float64Array;
  /** The turn at which it was met last: quicker than a set. */
  turn: number;
}

const ALPHA = 0.1;
/** Naive Bayes is far too sure: the evidence is flattened before it is weighed with other cues. */
const FLATTEN = 0.35;

let turn = 0;

/** The share of each topic, adding up to 1; stems never seen say nothing. */
export function byExample<Id extends string>(examples: Examples<Id>, reading: Reading): { id: Id; share: number }[] {
  const { ids, seen, priors } = examples;
  const sums = Float64Array.from(priors);
  turn += 1;
  for (const word of reading.words) {
    const row = recalled(seen, word) ?? kept(seen, word, rowOf(examples, word.folded));
    if (row === UNKNOWN || row.turn === turn) continue;
    row.turn = turn;
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (row.logs[at] ?? 0);
  }
  const best = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp((sum - best) * FLATTEN));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return ids.map((id, at) => ({ id, share: (powers[at] ?? 0) / total }));
}

export function listExamples(raw: RawExamples): Example[] {
  return TOPIC_IDS.flatMap((topic) => KINDS.flatMap((kind) => (raw[topic][kind] ?? []).map((text) => ({ topic, kind, text }))));
}

export function compileExamples<Id extends string>(
  ids: readonly Id[],
  rows: readonly { readonly id: Id; readonly text: string }[],
): Examples<Id> {
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(ids.length);
  const documents = new Float64Array(ids.length);
  for (const { id, text } of rows) {
    const at = ids.indexOf(id);
    documents[at] = (documents[at] ?? 0) + 1;
    for (const { folded } of read(text).words) {
      const each = feature(folded);
      if (each === null) continue;
      const row = counts.get(each) ?? new Float64Array(ids.length);
      row[at] = (row[at] ?? 0) + 1;
      totals[at] = (totals[at] ?? 0) + 1;
      counts.set(each, row);
    }
  }
  const priors = documents.map((count) => Math.log((count + 1) / (rows.length + ids.length)));
  const logsOf = (row: Float64Array) =>
    row.map((count, at) => Math.log((count + ALPHA) / ((totals[at] ?? 0) + ALPHA * counts.size)));
  return { ids, rows: new Map([...counts].map(([each, row]) => [each, { logs: logsOf(row), turn: 0 }])), priors, seen: memo() };
}

const UNKNOWN: Row = { logs: new Float64Array(0), turn: 0 };

function rowOf<Id extends string>({ rows }: Examples<Id>, folded: string): Row {
  const each = feature(folded);
  return (each === null ? undefined : rows.get(each)) ?? UNKNOWN;
}

function feature(folded: string): string | null {
  if (folded.length < 3) return null;
  return /\d/.test(folded) ? null : stem(folded);
}
