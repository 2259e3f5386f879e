import { Long } from 'bson';
import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as queries from 'mingo/operators/query';
import * as windows from 'mingo/operators/window';
import type { Options } from 'mingo/types';
import { type Doc, isDocument } from './document.ts';
import { type CodeName, CommandError } from './errors.ts';
import { toNumber } from './numbers.ts';
import { watched } from './patterns.ts';

/** An aggregation expression on one document, by mingo. Numbers are plain JavaScript numbers there. */
export function evaluate(expression: unknown, document: Doc, variables: Doc = {}): unknown {
  const plain = promote(document);
  return guarded(() => evalExpr(plain, promote(expression), options(variables)));
}

/** One stage of a pipeline over documents in memory, by mingo. */
export function runStage(stage: Doc, documents: readonly Doc[], variables: Doc = {}): Doc[] {
  const plain = promote(stage) as Doc;
  const { $project } = plain;
  if (isDocument($project))
    plain.$project = Object.fromEntries(Object.entries($project).map(([field, asked]) => [field, toNumber(asked) ?? asked]));
  const [name = ''] = Object.keys(stage);
  const unknown = ['$project', '$addFields', '$set'].includes(name) ? 'Location31325' : 'InvalidPipelineOperator';
  const rows = guarded(() => new Aggregator([plain], options(variables)).run([...documents]) as unknown[], unknown);
  if (!rows.every(isDocument))
    throw new CommandError('Location40228', `'newRoot' expression of ${name} must evaluate to an object`);
  return rows;
}

export const isAccumulator = (name: string): boolean => Object.hasOwn(safeAccumulators, name);

/** No server-side JavaScript; found before anything runs, as MongoDB does with scripting off. */
export function refuseScripts(pipeline: unknown): void {
  if (Array.isArray(pipeline)) for (const each of pipeline) refuseScripts(each);
  else if (isDocument(pipeline)) {
    for (const [name, value] of Object.entries(pipeline)) {
      if (name === '$function' || name === '$accumulator')
        throw new CommandError('Location31264', `${name} cannot run: server-side JavaScript is disabled`);
      if (name === '$where') throw new CommandError('BadValue', 'no globalScriptEngine in $where parsing');
      refuseScripts(value);
    }
  }
}

/** Numbers of every width as plain ones; an int64 that JavaScript cannot hold stays a Long. */
export function promote(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : Long.fromBigInt(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(promote);
  switch ((value as { _bsontype?: unknown })._bsontype) {
    case 'Int32':
    case 'Double':
      return (value as { value: number }).value;
    case 'Long':
      return promote((value as Long).toBigInt());
    case 'BSONRegExp': {
      const { pattern, options: flags } = value as { pattern: string; options: string };
      return new RegExp(pattern, flags.replace(/[^imsu]/g, ''));
    }
  }
  if (!isDocument(value) || value._bsontype === 'DBRef') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, promote(each)]));
}

const { $function: _f, $regexMatch, $regexFind, $regexFindAll, ...safeExpressions } = expressions;
const underWatch =
  (operator: typeof $regexMatch): typeof $regexMatch =>
  (...given) =>
    watched(() => operator(...given));
const { $accumulator: _a, ...safeAccumulators } = accumulators;
const { $where: _w, ...safeQueries } = queries;

const context = Context.init({
  accumulator: safeAccumulators,
  expression: {
    ...safeExpressions,
    $regexMatch: underWatch($regexMatch),
    $regexFind: underWatch($regexFind),
    $regexFindAll: underWatch($regexFindAll),
  },
  pipeline: stages,
  projection: projections,
  query: safeQueries,
  window: windows,
} as Parameters<typeof Context.init>[0]);

const options = (variables: Doc): Options => ({
  idKey: '_id',
  scriptEnabled: false,
  useStrictMode: true,
  failOnError: true,
  processingMode: ProcessingMode.CLONE_OFF,
  variables,
  context,
});

/** mingo's complaints are about the query: the client's fault, in the client's answer. */
function guarded<T>(work: () => T, unknown: CodeName = 'InvalidPipelineOperator'): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const [, operator] = /'(\$\w+)' is not registered/.exec((error as Error).message) ?? [];
    if (operator) throw new CommandError(unknown, `Unrecognized expression '${operator}'`);
    throw new CommandError('BadValue', (error as Error).message);
  }
}
