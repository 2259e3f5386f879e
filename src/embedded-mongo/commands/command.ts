import { type Doc, encode, isDocument } from '../document.ts';
import type { Engine } from '../engine.ts';
import { CommandError } from '../errors.ts';
import { evaluate } from '../expression.ts';
import { toNumber } from '../numbers.ts';
import type { Session } from './caller.ts';

/** One call of a command. */
export interface Call {
  readonly engine: Engine;
  /** `$db`. */
  readonly db: string;
  readonly name: string;
  readonly body: Doc;
  /** The documents of an insert, undecoded. */
  readonly documents: readonly Buffer[];
  readonly connectionId: number;
  readonly connections: () => number;
  readonly session: Session;
}

/** Gives the answer without `ok`, or the whole of it as bytes. @throws CommandError */
export type Command = (call: Call) => Doc | Buffer | Promise<Doc | Buffer>;

/** `db.collection` that the command names. @throws CommandError InvalidNamespace */
export function namespaceOf({ body, name, db }: Call, key = name): string {
  const collection = body[key];
  if (typeof collection !== 'string' || collection === '') {
    throw new CommandError('InvalidNamespace', `collection name has invalid type or is empty: ${String(collection)}`);
  }
  return `${db}.${collection}`;
}

export function documentIn(body: Doc, name: string): Doc {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (!isDocument(value))
    throw new CommandError('TypeMismatch', `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
}

export function documentsIn(body: Doc, name: string): Doc[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || !value.every(isDocument))
    throw new CommandError('TypeMismatch', `BSON field '${name}' is the wrong type, expected type 'array'`);
  return value;
}

export function numberIn(body: Doc, name: string, usual: number): number {
  const value = body[name];
  if (value === undefined || value === null) return usual;
  const number = toNumber(value);
  if (number === undefined) throw new CommandError('TypeMismatch', `BSON field '${name}' is the wrong type, expected a number`);
  return Math.trunc(number);
}

/** Milliseconds that a command may take; 0: as long as it needs. */
export const timeIn = (body: Doc): number => Math.max(0, numberIn(body, 'maxTimeMS', 0));

export const variablesIn = (body: Doc): Doc =>
  isDocument(body.let) ? Object.fromEntries(Object.entries(body.let).map(([name, value]) => [name, evaluate(value, {})])) : {};

/** A short list as a cursor answer. */
export function cursorOf({ engine, body }: Pick<Call, 'engine' | 'body'>, ns: string, rows: readonly Doc[]): Promise<Buffer> {
  return engine.cursors.first(
    ns,
    (function* () {
      for (const row of rows) yield encode(row);
    })(),
    { batchSize: numberIn(documentIn(body, 'cursor'), 'batchSize', 1000) },
  );
}
