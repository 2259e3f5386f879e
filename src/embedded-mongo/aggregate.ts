import { sortFieldsOf } from './array-updates.ts';
import type { Collection } from './catalog.ts';
import type { Rows } from './cursors.ts';
import { type Doc, encode, isDocument, promoted } from './document.ts';
import { part } from './drain.ts';
import { counting, type Engine, type Query, search } from './engine.ts';
import { CommandError } from './errors.ts';
import { promote } from './expression.ts';
import { blocking, collect, countedAs, filtered, mapped, of, sample, sortedFlow } from './flows.ts';
import { type Flow, lookup, type Pipeline, unionWith } from './joins.ts';
import { predicate } from './match.ts';
import { reader } from './matcher.ts';
import { needsOfPipeline } from './needs.ts';
import { toNumber } from './numbers.ts';
import type { SortField } from './planned.ts';
import { checkStages } from './stage-checks.ts';

/** The rows of an aggregation. What begins as a search ($match, $sort, $skip, $limit) uses indexes; only what later stages need is decoded. */
export function aggregate(
  context: Pipeline,
  collection: Collection | undefined,
  pipeline: readonly Doc[],
  { hint, fold }: Pick<Query, 'hint' | 'fold'> = {},
): Rows {
  checkStages(pipeline);
  if (pipeline[0]?.$collStats !== undefined) {
    if (!collection) throw new CommandError('NamespaceNotFound', 'the collection of $collStats does not exist');
    const count = context.engine.writes.count(collection);
    return encoded(through(context, of([{ ns: collection.ns, count }]), pipeline.slice(1)));
  }
  const { query, rest } = leading(pipeline, context.variables);
  const asked: Query = { ...query, variables: context.variables, fold, ...(hint !== undefined && { hint }) };
  const [first] = rest;
  const counter = first && countStage(first);
  const comparing = rest.slice(counter ? 1 : 0).find((stage) => !withoutComparison.has(Object.keys(stage)[0] ?? ''));
  if (fold && comparing)
    throw new CommandError('BadValue', `collation for ${Object.keys(comparing)[0]} is not supported by this server`);
  if (counter && collection) return encoded(through(context, counted(context.engine, collection, asked, counter), rest.slice(1)));
  if (rest.length === 0) return raws(context.engine, collection, asked);
  return encoded(through(context, source(context.engine, collection, asked, rest), rest));
}

function through(context: Pipeline, flow: Flow, stages: readonly Doc[]): Flow {
  return stages.reduce<Flow>((before, stage) => stageOf(context, before, stage), flow);
}

/** What a command's pipeline works with; its sub-pipelines ($lookup, $unionWith) search with indexes too. */
export function pipelineOf(engine: Engine, db: string, variables: Doc, session?: unknown): Pipeline {
  const context: Pipeline = {
    engine,
    db,
    variables,
    session,
    *sub(name, pipeline, more) {
      checkStages(pipeline);
      const inner = pipelineOf(engine, db, { ...variables, ...more });
      const { query, rest } = leading(pipeline, inner.variables);
      const asked = { ...query, variables: inner.variables };
      yield* through(inner, source(engine, engine.catalog.get(`${db}.${name}`), asked, rest), rest);
    },
  };
  return context;
}

/** The search that a pipeline begins with; explain shows its plan. */
export function leading(pipeline: readonly Doc[], variables: Doc): { query: Query; rest: readonly Doc[] } {
  const query: { filter: Doc; sort?: SortField[]; skip?: number; limit?: number } = { filter: {} };
  const matches: Doc[] = [];
  let at = 0;
  for (; at < pipeline.length; at++) {
    const stage = pipeline[at] ?? {};
    if (isDocument(stage.$match) && !query.sort && query.skip === undefined && query.limit === undefined)
      matches.push(stage.$match);
    else if (isDocument(stage.$sort) && !query.sort && query.skip === undefined && query.limit === undefined)
      query.sort = sortFieldsOf(stage.$sort);
    else if (stage.$skip !== undefined && query.skip === undefined && query.limit === undefined)
      query.skip = toNumber(stage.$skip) ?? 0;
    else if (stage.$limit !== undefined && query.limit === undefined) query.limit = toNumber(stage.$limit) ?? 0;
    else break;
  }
  if (matches.length > 0) query.filter = matches.length === 1 ? (matches[0] ?? {}) : { $and: matches };
  predicate(query.filter, variables);
  return { query, rest: pipeline.slice(at) };
}

function stageOf(context: Pipeline, flow: Flow, stage: Doc): Flow {
  const [[name = '', operand] = []] = Object.entries(stage);
  switch (name) {
    case '$match': {
      const test = predicate(operand as Doc, context.variables);
      return filtered(flow, test);
    }
    case '$sort':
      return sortedFlow(flow, operand as Doc);
    case '$skip':
    case '$limit':
      return part(flow, name === '$skip' ? (toNumber(operand) ?? 0) : 0, name === '$limit' ? (toNumber(operand) ?? 0) : 0);
    case '$sample':
      return sample(flow, toNumber((operand as Doc).size) ?? 0);
    case '$lookup':
      return lookup(context, flow, operand as Doc);
    case '$unionWith':
      return unionWith(context, flow, operand);
    case '$facet':
      return facet(context, flow, operand as Record<string, Doc[]>);
    case '$bucket':
      return bucket(operand as Doc).reduce<Flow>((before, each) => stageOf(context, before, each), flow);
    case '$count':
      return countedAs(flow, String(operand));
    case '$listLocalSessions':
      return of(context.session === undefined ? [] : [{ _id: context.session, lastUse: new Date() }]);
  }
  return perDocument.has(name) ? mapped(flow, stage, context.variables) : blocking(flow, stage, context.variables);
}

/** As MongoDB has it: a `$group` by a `$switch`. (mingo puts a value that is a boundary into the bucket before it.) */
function bucket({ groupBy, boundaries, default: other, output = { count: { $sum: 1 } } }: Doc): Doc[] {
  const limits = boundaries as unknown[];
  const branches = limits.slice(1).map((above, at) => ({
    case: { $and: [{ $gte: [groupBy, { $literal: limits[at] }] }, { $lt: [groupBy, { $literal: above }] }] },
    // biome-ignore lint/suspicious/noThenProperty: MongoDB's name
    then: { $literal: limits[at] },
  }));
  const _id = { $switch: { branches, ...(other !== undefined && { default: { $literal: other } }) } };
  return [{ $group: { _id, ...(output as Doc) } }, { $sort: { _id: 1 } }];
}

/** After these a collation makes no difference. */
const withoutComparison = new Set(['$skip', '$limit', '$count', '$sample', '$unwind', '$unset']);

/** Stages of mingo that see one document at a time; all others wait for the last one. */
const perDocument = new Set(['$project', '$addFields', '$set', '$unset', '$replaceRoot', '$replaceWith', '$unwind', '$redact']);

function* raws(engine: Engine, collection: Collection | undefined, query: Query): Rows {
  if (collection) for (const hit of search(engine, collection, query).hits) yield hit?.raw;
}

function* source(engine: Engine, collection: Collection | undefined, query: Query, rest: readonly Doc[]): Flow {
  const read = reader(needsOfPipeline(rest), promoted);
  if (collection) for (const hit of search(engine, collection, query).hits) yield hit && read(hit.raw);
}

function* encoded(flow: Flow): Rows {
  for (const each of flow) yield each && encode(each);
}

function* facet(context: Pipeline, flow: Flow, facets: Record<string, Doc[]>): Flow {
  const documents: Doc[] = [];
  yield* collect(flow, documents);
  const result: Doc = {};
  for (const [name, pipeline] of Object.entries(facets)) {
    const rows: Doc[] = [];
    yield* collect(through(context, of(documents), pipeline), rows);
    result[name] = rows;
  }
  yield result;
}

/** `countDocuments` of the drivers: nothing need be decoded. */
function countStage(stage: Doc): Doc | undefined {
  if (typeof stage.$count === 'string') return { [stage.$count]: null };
  const { $group } = stage;
  if (!isDocument($group)) return undefined;
  const { _id, ...rest } = $group;
  const [[name, sum] = [], second] = Object.entries(rest);
  const constant = _id === null || toNumber(_id) !== undefined;
  if (!constant || !name || second || !isDocument(sum) || toNumber(sum.$sum) !== 1) return undefined;
  return { _id: promote(_id), [name]: null };
}

function* counted(engine: Engine, collection: Collection, query: Query, shape: Doc): Flow {
  const count = yield* counting(engine, collection, query);
  if (count > 0) yield Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, name === '_id' ? value : count]));
}
