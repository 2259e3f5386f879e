import { Long } from 'bson';
import { leading, pipelineOf, aggregate as rowsOf } from '../aggregate.ts';
import { sortFieldsOf } from '../array-updates.ts';
import { collationOf } from '../collation.ts';
import type { Rows } from '../cursors.ts';
import { type Doc, typed } from '../document.ts';
import { drain } from '../drain.ts';
import { counting, type Query, search } from '../engine.ts';
import { CommandError } from '../errors.ts';
import { explained } from '../explain.ts';
import { writeOut } from '../joins.ts';
import { matcher, reader } from '../matcher.ts';
import { keyOf } from '../order.ts';
import { valuesAt } from '../paths.ts';
import { plan } from '../plan.ts';
import { type Projection, projection } from '../project.ts';
import type { Hit, Hits } from '../scan.ts';
import { type Command, documentIn, documentsIn, namespaceOf, numberIn, timeIn, variablesIn } from './command.ts';

/** MongoDB's first batch when the client asks for no size. */
const usualBatch = 101;

const find: Command = (call) => {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  const asked = queryOf(body);
  const limit = Math.abs(asked.limit ?? 0);
  const project = projection(documentIn(body, 'projection'), asked.filter, asked.variables);
  const collection = engine.catalog.get(ns);
  if (!collection) matcher(asked.filter, asked.variables, asked.fold);
  const rows = collection ? projected(search(engine, collection, { ...asked, limit }).hits, project) : none();
  return engine.cursors.first(ns, rows, {
    batchSize: numberIn(body, 'batchSize', usualBatch),
    limit,
    single: body.singleBatch === true,
    maxTimeMs: timeIn(body),
  });
};

const aggregate: Command = async (call) => {
  const { engine, db, body } = call;
  if (body.explain === true) return explain({ ...call, name: 'explain', body: { ...body, explain: body } });
  const ns = typeof body.aggregate === 'string' ? namespaceOf(call) : `${db}.$cmd.aggregate`;
  const pipeline = documentsIn(body, 'pipeline');
  const context = pipelineOf(engine, db, variablesIn(body), body.lsid);
  const last = pipeline.at(-1);
  const writes = last?.$out !== undefined || last?.$merge !== undefined;
  const rows = rowsOf(context, engine.catalog.get(ns), writes ? pipeline.slice(0, -1) : pipeline, {
    hint: body.hint,
    fold: collationOf(body),
  });
  const batchSize = numberIn(documentIn(body, 'cursor'), 'batchSize', usualBatch);
  if (!writes || !last) return engine.cursors.first(ns, rows, { batchSize, maxTimeMs: timeIn(body) });
  const documents: Doc[] = [];
  await drain(rows, (row) => documents.push(typed(row)) > 0, timeIn(body));
  await writeOut(context, last, documents);
  return engine.cursors.first(ns, none(), { batchSize });
};

const count: Command = async (call) => {
  const { engine, body } = call;
  const collection = engine.catalog.get(namespaceOf(call));
  const query: Query = {
    filter: documentIn(body, 'query'),
    skip: numberIn(body, 'skip', 0),
    limit: Math.abs(numberIn(body, 'limit', 0)),
    hint: body.hint,
    fold: collationOf(body),
  };
  if (!collection) return { n: 0 };
  return { n: await drain(counting(engine, collection, query), () => true, timeIn(body)) };
};

const distinct: Command = async (call) => {
  const { engine, body } = call;
  const collection = engine.catalog.get(namespaceOf(call));
  const fold = collationOf(body);
  const values = new Map<string, unknown>();
  const path = String(body.key).split('.');
  if (collection) {
    const read = reader(new Set(path.slice(0, 1)), typed);
    const { hits } = search(engine, collection, { filter: documentIn(body, 'query'), hint: body.hint, fold });
    const take = ({ raw }: Hit): boolean => {
      for (const each of valuesAt(read(raw), path)) {
        const key = keyOf(fold ? fold(each) : each).toString('latin1');
        if (!values.has(key)) values.set(key, each);
      }
      return true;
    };
    await drain(hits, take, timeIn(body));
  }
  return { values: [...values].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each) };
};

const getMore: Command = (call) => {
  const { engine, body } = call;
  const id = body.getMore;
  if (!(id instanceof Long))
    throw new CommandError('TypeMismatch', "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  return engine.cursors.next(id.toBigInt(), namespaceOf(call, 'collection'), numberIn(body, 'batchSize', 0));
};

const killCursors: Command = ({ engine, body }) => {
  const given = body.cursors;
  if (!Array.isArray(given) || !given.every((each) => each instanceof Long))
    throw new CommandError('TypeMismatch', "BSON field 'killCursors.cursors' is the wrong type, expected longs");
  const ids = given.map((each) => each.toBigInt());
  const { killed, notFound } = engine.cursors.kill(ids);
  const longs = (all: readonly bigint[]) => all.map((each) => Long.fromBigInt(each));
  return { cursorsKilled: longs(killed), cursorsNotFound: longs(notFound), cursorsAlive: [], cursorsUnknown: [] };
};

const explain: Command = async ({ engine, db, body }) => {
  const command = documentIn(body, 'explain');
  const [name = ''] = Object.keys(command);
  const ns = `${db}.${String(command[name])}`;
  const collection = engine.catalog.get(ns);
  const query = explainedQuery(name, command);
  if (!collection) return { queryPlanner: { namespace: ns, winningPlan: { stage: 'EOF' }, rejectedPlans: [] }, ok: 1 };
  const keep = query.limit ? query.limit + (query.skip ?? 0) : 0;
  const chosen = plan(engine.store, collection, { ...query, limit: keep });
  let returned = 0;
  if (body.verbosity !== 'queryPlanner') await drain(search(engine, collection, query).hits, () => ++returned > 0);
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: ns,
      parsedQuery: query.filter,
      winningPlan: explained(chosen, query.filter, query.sort ?? []),
      rejectedPlans: [],
    },
    executionStats: { executionSuccess: true, nReturned: returned },
  };
};

export const queryCommands: Readonly<Record<string, Command>> = {
  find,
  aggregate,
  count,
  distinct,
  getMore,
  killCursors,
  explain,
};

export function queryOf(body: Doc): Query {
  const sort = documentIn(body, 'sort');
  const natural = sort.$natural;
  const skip = numberIn(body, 'skip', 0);
  if (skip < 0) throw new CommandError('BadValue', `BSON field 'skip' value must be >= 0, actual value '${skip}'`);
  return {
    filter: documentIn(body, 'filter'),
    sort: sortFieldsOf(sort),
    skip,
    limit: numberIn(body, 'limit', 0),
    hint: natural === undefined ? body.hint : { $natural: natural },
    variables: variablesIn(body),
    fold: collationOf(body),
  };
}

function explainedQuery(name: string, command: Doc): Query {
  switch (name) {
    case 'find':
      return queryOf(command);
    case 'aggregate':
      return leading(documentsIn(command, 'pipeline'), variablesIn(command)).query;
    case 'count':
    case 'distinct':
      return { filter: documentIn(command, 'query'), hint: command.hint };
    case 'findAndModify':
      return { filter: documentIn(command, 'query'), sort: sortFieldsOf(documentIn(command, 'sort')), limit: 1 };
    case 'update':
    case 'delete': {
      const [statement = {}] = documentsIn(command, `${name}s`);
      return { filter: documentIn(statement, 'q'), hint: statement.hint };
    }
  }
  throw new CommandError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
}

function* projected(hits: Hits, project: Projection | null): Rows {
  for (const hit of hits) yield hit && (project ? project(hit.raw) : hit.raw);
}

function* none(): Rows {}
