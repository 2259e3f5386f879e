import { type Doc, isDocument } from './document.ts';
import { type CodeName, CommandError } from './errors.ts';
import { isAccumulator, refuseScripts } from './expression.ts';
import { toNumber } from './numbers.ts';

/** Refuses a pipeline that MongoDB would not begin with. @throws CommandError with MongoDB's codes */
export function checkStages(pipeline: readonly Doc[], inFacet = false): void {
  for (const [at, stage] of pipeline.entries()) {
    if (!isDocument(stage)) throw new CommandError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    const names = Object.keys(stage);
    if (names.length !== 1)
      throw new CommandError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
    const [name = ''] = names;
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
    if (inFacet && onlyAlone.has(name))
      throw new CommandError('Location40600', `${name} is not allowed to be used within a $facet stage`);
    if ((name === '$out' || name === '$merge') && at < pipeline.length - 1)
      throw new CommandError('Location40601', `${name} can only be the final stage in the pipeline`);
    if (name.startsWith('$collStats') && at > 0)
      throw new CommandError('Location40602', `${name} is only valid as the first stage in a pipeline`);
    check(stage[name], name);
    refuseScripts(stage);
  }
}

/** A whole number from `least`. */
export function amount(name: string, value: unknown, least: number, code: CodeName): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number) || number < least)
    throw new CommandError(code, `invalid argument to ${name} stage: Expected a number from ${least} in: ${String(value)}`);
  return number;
}

type Check = (operand: unknown, name: string) => void;

const onlyAlone = new Set(['$out', '$merge', '$facet', '$collStats', '$listLocalSessions', '$documents']);

const anything: Check = () => undefined;

const document =
  (code: CodeName, more: (operand: Doc, name: string) => void = () => undefined): Check =>
  (operand, name) => {
    if (!isDocument(operand)) throw new CommandError(code, `the ${name} specification must be an object`);
    more(operand, name);
  };

const demand = (holds: unknown, code: CodeName, message: string): void => {
  if (!holds) throw new CommandError(code, message);
};

const checks: Readonly<Record<string, Check>> = {
  $match: document('Location15959'),
  $sort: document('Location15973', (operand) =>
    demand(Object.keys(operand).length > 0, 'Location15976', '$sort stage must have at least one sort key'),
  ),
  $skip: (operand, name) => void amount(name, operand, 0, 'Location5107200'),
  $limit(operand, name) {
    amount(name, operand, 0, 'Location5107201');
    demand(toNumber(operand) !== 0, 'Location15958', 'the limit must be positive');
  },
  $sample: document('Location28745', ({ size }) => {
    demand(size !== undefined, 'Location28749', '$sample stage must specify a size');
    amount('$sample', size, 1, 'Location28747');
  }),
  $group: document('Location15947', ({ _id, ...fields }) => {
    demand(_id !== undefined, 'Location15955', 'a group specification must include an _id');
    for (const [field, accumulator] of Object.entries(fields)) {
      const [operator = '', second] = isDocument(accumulator) ? Object.keys(accumulator) : [];
      demand(operator && second === undefined, 'Location40234', `The field '${field}' must be an accumulator object`);
      refuseScripts(accumulator);
      demand(isAccumulator(operator), 'Location15952', `unknown group operator '${operator}'`);
    }
  }),
  $project: document('Location15969', (operand) =>
    demand(
      Object.keys(operand).length > 0,
      'Location51272',
      'Invalid $project :: caused by :: projection specification must have at least one field',
    ),
  ),
  $addFields: document('Location40272'),
  $set: document('Location40272'),
  $unset: anything,
  $replaceRoot: document('Location40229', ({ newRoot }) =>
    demand(newRoot !== undefined, 'Location40231', 'no newRoot specified for the $replaceRoot stage'),
  ),
  $replaceWith: anything,
  $redact: anything,
  $unwind(operand) {
    const path = isDocument(operand) ? operand.path : operand;
    demand(typeof path === 'string', 'Location28812', 'no path specified to $unwind stage');
    demand(String(path).startsWith('$'), 'Location28818', "path option to $unwind stage should be prefixed with a '$'");
  },
  $count(operand) {
    demand(typeof operand === 'string' && operand !== '', 'Location40156', 'the count field must be a non-empty string');
    demand(!String(operand).startsWith('$'), 'Location40158', 'the count field cannot be a $-prefixed path');
    demand(!String(operand).includes('.'), 'Location40160', "the count field cannot contain '.'");
  },
  $sortByCount: anything,
  $bucket: document('Location40201', ({ groupBy, boundaries }) => {
    demand(groupBy !== undefined && boundaries !== undefined, 'Location40198', "$bucket requires 'groupBy' and 'boundaries'");
    demand(Array.isArray(boundaries), 'Location40200', "The $bucket 'boundaries' field must be an array");
    demand((boundaries as unknown[]).length > 1, 'Location40192', "The $bucket 'boundaries' field must have at least 2 values");
  }),
  $bucketAuto: document('Location40240'),
  $lookup: document('FailedToParse', ({ from, as }) =>
    demand(
      typeof from === 'string' && typeof as === 'string',
      'FailedToParse',
      "$lookup argument 'from' and 'as' must be strings",
    ),
  ),
  $unionWith(operand) {
    const coll = isDocument(operand) ? operand.coll : operand;
    demand(typeof coll === 'string', 'FailedToParse', "$unionWith needs a 'coll'");
  },
  $facet: document('Location40169', (facets) => {
    demand(Object.keys(facets).length > 0, 'Location40169', 'the $facet specification must be a non-empty object');
    for (const [field, pipeline] of Object.entries(facets)) {
      demand(Array.isArray(pipeline), 'Location40170', `arguments to $facet must be arrays, ${field} is none`);
      checkStages(pipeline as Doc[], true);
    }
  }),
  $setWindowFields: anything,
  $densify: anything,
  $fill: anything,
  $documents: anything,
  $collStats: anything,
  $listLocalSessions: anything,
  $out: anything,
  $merge: anything,
};
