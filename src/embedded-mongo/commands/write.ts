import { sortFieldsOf } from '../array-updates.ts';
import { checkName } from '../catalog.ts';
import { collationOf } from '../collation.ts';
import { type Doc, isDocument, typed, withIdFirst } from '../document.ts';
import { CommandError } from '../errors.ts';
import { apply, applyNow, checkStatement, isQuick, type Outcome, type Statement } from '../modify.ts';
import { toNumber } from '../numbers.ts';
import { projection } from '../project.ts';
import { checkStructure } from '../structure.ts';
import { type Command, documentIn, documentsIn, namespaceOf, variablesIn } from './command.ts';

/** All documents of one command are one transaction and one sync, the hot path of intake; each still stands or falls alone. */
const insert: Command = async (call) => {
  const { engine, body, documents } = call;
  const ns = namespaceOf(call);
  checkName(ns);
  if (documents.length === 0)
    throw new CommandError('InvalidOptions', 'Write batch sizes must be between 1 and 100000. Got 0 operations.');
  const ordered = body.ordered !== false;
  return engine.store.write(() => {
    const collection = engine.catalog.get(ns) ?? engine.catalog.create(ns);
    const errors: Doc[] = [];
    let inserted = 0;
    for (const [index, raw] of documents.entries()) {
      try {
        checkStructure(raw);
        engine.writes.insert(collection, withIdFirst(raw));
        inserted++;
      } catch (error) {
        errors.push(writeError(index, error));
        if (ordered) break;
      }
    }
    return { n: inserted, ...(errors.length > 0 && { writeErrors: errors }) };
  });
};

const update: Command = async (call) => {
  const { body } = call;
  const outcomes = await statements(call, 'updates', (each) => updateStatement(each, variablesIn(body)));
  const upserted = outcomes.done.flatMap(({ index, outcome }) =>
    outcome.upsertedId === undefined ? [] : [{ index, _id: outcome.upsertedId }],
  );
  const matched = outcomes.done.reduce((sum, { outcome }) => sum + outcome.matched, 0);
  return {
    n: matched + upserted.length,
    nModified: outcomes.done.reduce((sum, { outcome }) => sum + outcome.modified, 0),
    ...(upserted.length > 0 && { upserted }),
    ...(outcomes.errors.length > 0 && { writeErrors: outcomes.errors }),
  };
};

const remove: Command = async (call) => {
  const variables = variablesIn(call.body);
  const { done, errors } = await statements(call, 'deletes', (each) => {
    return {
      filter: documentIn(each, 'q'),
      fold: collationOf(each),
      change: null,
      multi: toNumber(each.limit) !== 1,
      upsert: false,
      hint: each.hint,
      variables,
    };
  });
  return { n: done.reduce((sum, { outcome }) => sum + outcome.modified, 0), ...(errors.length > 0 && { writeErrors: errors }) };
};

const findAndModify: Command = async (call) => {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  checkName(ns);
  const filter = documentIn(body, 'query');
  const removing = body.remove === true;
  if (removing && (body.update !== undefined || body.new === true))
    throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (!removing && body.update === undefined)
    throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
  const variables = variablesIn(body);
  const statement: Statement = {
    filter,
    fold: collationOf(body),
    change: removing
      ? null
      : { update: changeIn(body.update), filter, arrayFilters: documentsIn(body, 'arrayFilters'), variables },
    multi: false,
    upsert: body.upsert === true,
    sort: sortFieldsOf(documentIn(body, 'sort')),
    hint: body.hint,
    variables,
  };
  const project = projection(documentIn(body, 'fields'), filter, variables);
  const outcome = await apply(engine, ns, statement);
  const shown = body.new === true ? outcome.after : outcome.before;
  return {
    lastErrorObject: {
      n: outcome.matched + (outcome.upsertedId === undefined ? 0 : 1),
      ...(!removing && { updatedExisting: outcome.matched > 0 }),
      ...(outcome.upsertedId !== undefined && { upserted: outcome.upsertedId }),
    },
    value: shown ? typed(project ? project(shown) : shown) : null,
  };
};

export const writeCommands: Readonly<Record<string, Command>> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: (call) => findAndModify({ ...call, name: 'findandmodify' }),
};

interface Done {
  readonly done: { index: number; outcome: Outcome }[];
  readonly errors: Doc[];
}

/** The updates or deletes of a command, in order; short ones all in one transaction. */
async function statements(call: Parameters<Command>[0], name: string, parse: (statement: Doc) => Statement): Promise<Done> {
  const { engine, body } = call;
  const ns = namespaceOf(call);
  checkName(ns);
  const given = documentsIn(body, name);
  if (given.length === 0)
    throw new CommandError('InvalidOptions', 'Write batch sizes must be between 1 and 100000. Got 0 operations.');
  const ordered = body.ordered !== false;
  const result: Done = { done: [], errors: [] };
  const failed = (index: number, error: unknown): boolean => result.errors.push(writeError(index, error)) > 0 && ordered;
  const parsed: Statement[] = [];
  for (const [index, each] of given.entries()) {
    try {
      const statement = parse(each);
      checkStatement(statement);
      parsed[index] = statement;
    } catch (error) {
      if (failed(index, error)) break;
    }
  }
  const ready = [...parsed.entries()].filter((entry): entry is [number, Statement] => entry[1] !== undefined);
  if (ready.length > 0 && ready.every(([, each]) => isQuick(engine, ns, each))) {
    const outcomes = await engine.store.write(() => {
      const all: (() => boolean)[] = [];
      for (const [index, each] of ready) {
        try {
          const outcome = applyNow(engine, ns, each);
          all.push(() => result.done.push({ index, outcome }) === 0);
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          all.push(() => failed(index, error));
          if (ordered) break;
        }
      }
      return all;
    });
    for (const each of outcomes) each();
  } else {
    for (const [index, each] of ready) {
      try {
        result.done.push({ index, outcome: await apply(engine, ns, each) });
      } catch (error) {
        if (failed(index, error)) break;
      }
    }
  }
  result.errors.sort((left, right) => Number(left.index) - Number(right.index));
  return result;
}

function updateStatement(each: Doc, variables: Doc): Statement {
  const filter = documentIn(each, 'q');
  return {
    filter,
    fold: collationOf(each),
    change: {
      update: changeIn(each.u),
      filter,
      arrayFilters: documentsIn(each, 'arrayFilters'),
      variables: { ...variables, ...documentIn(each, 'c') },
    },
    multi: each.multi === true,
    upsert: each.upsert === true,
    hint: each.hint,
    variables,
    ...(each.sort !== undefined && { sort: sortFieldsOf(documentIn(each, 'sort')) }),
  };
}

function changeIn(update: unknown): Doc | Doc[] {
  if (Array.isArray(update) && update.every(isDocument)) return update;
  if (isDocument(update)) return update;
  throw new CommandError('FailedToParse', 'Update argument must be either an object or an array');
}

/** What is not the client's fault fails the whole command. */
function writeError(index: number, error: unknown): Doc {
  if (!(error instanceof CommandError)) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.details };
}
