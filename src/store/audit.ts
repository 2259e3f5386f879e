/**
 * The trail of who looked at what (152-ФЗ ст. 19): appended only, each entry bound to the one before by its hash. Places in the
 * chain are unique, so that several engines write one chain.
 */
import { createHash } from 'node:crypto';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Audit, AuditEntry } from '../office/ports/people.ts';
import { collectionOf } from './collections.ts';
import { insertInOrder } from './insert.ts';
import { together } from './together.ts';

interface AuditDocument extends AuditEntry {
  /** Place in the chain, from 1. */
  readonly _id: number;
  readonly prev: string;
  readonly hash: string;
}

type Link = Pick<AuditDocument, '_id' | 'hash'>;

const START: Link = { _id: 0, hash: '0'.repeat(64) };
const AT_ONCE = 200;

export function mongoAudit(connection: Connection): Audit {
  const audit = collectionOf<AuditDocument>(connection, 'audit');
  let last: Link | null = null;
  const append = together<AuditEntry, void>(async (entries) => {
    let left = entries;
    while (left.length > 0) {
      last ??= await lastOf(audit);
      const chain = chained(last, left);
      // until the insert has answered, nobody knows where the chain ends
      last = null;
      const written = await insertInOrder(audit, chain);
      // where another engine was faster, the chain is read anew
      last = written === chain.length ? (chain.at(-1) ?? null) : null;
      left = left.slice(written);
    }
    return entries.map(() => ({ status: 'fulfilled', value: undefined }));
  }, AT_ONCE);
  return {
    record: append,
    async of(letterId, limit) {
      const found = await audit.find({ letterId }).sort({ letterId: 1, _id: -1 }).limit(limit).toArray();
      return found.map(entryOf);
    },
  };
}

export interface AuditVerdict {
  readonly entries: number;
  /** Hash of the last entry: noted elsewhere, it also proves that nothing was cut off at the end. */
  readonly head: string;
  /** Place of the first entry that is missing or was changed; null when the chain holds. */
  readonly brokenAt: number | null;
}

/** Walks the whole chain; for the command line and the yearly check. */
export async function verifyAudit(connection: Connection): Promise<AuditVerdict> {
  const audit = collectionOf<AuditDocument>(connection, 'audit');
  let before = START;
  for await (const each of audit.find().sort({ _id: 1 })) {
    const expected = linked(before, entryOf(each));
    if (each._id !== expected._id || each.prev !== expected.prev || each.hash !== expected.hash) {
      return { entries: before._id, head: before.hash, brokenAt: expected._id };
    }
    before = each;
  }
  return { entries: before._id, head: before.hash, brokenAt: null };
}

async function lastOf(audit: Collection<AuditDocument>): Promise<Link> {
  const [last] = await audit
    .find({}, { projection: { hash: 1 } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return last ?? START;
}

function chained(before: Link, entries: readonly AuditEntry[]): readonly AuditDocument[] {
  let last = before;
  return entries.map((entry) => {
    const next = linked(last, entry);
    last = next;
    return next;
  });
}

function linked(before: Link, { at, by, what, letterId, basis, address }: AuditEntry): AuditDocument {
  const place = before._id + 1;
  // an array, so that the order of fields is fixed
  const content = JSON.stringify([place, before.hash, at, by, what, letterId, basis, address]);
  const hash = createHash('sha256').update(content).digest('hex');
  return { _id: place, at, by, what, letterId, basis, address, prev: before.hash, hash };
}

function entryOf({ at, by, what, letterId, basis, address }: AuditDocument): AuditEntry {
  return { at, by, what, letterId, basis, address };
}
