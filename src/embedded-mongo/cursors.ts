import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { arrayOf, spliced } from './document.ts';
import { drain } from './drain.ts';
import { CommandError } from './errors.ts';

/** Rows of an answer as BSON, with pauses (`undefined`). */
export type Rows = Generator<Buffer | undefined, void, undefined>;

export interface Cursors {
  /** The answer to find and aggregate; keeps the cursor if there is more. */
  first(ns: string, rows: Rows, options: FirstBatch): Promise<Buffer>;
  /** @throws CommandError CursorNotFound */
  next(id: bigint, ns: string, batchSize: number): Promise<Buffer>;
  kill(ids: readonly bigint[]): { killed: bigint[]; notFound: bigint[] };
  killNamespace(ns: string): void;
  readonly open: number;
}

interface FirstBatch {
  readonly batchSize: number;
  readonly limit?: number;
  readonly single?: boolean;
  /** Of each batch; 0: no limit. */
  readonly maxTimeMs?: number;
}

interface Cursor {
  readonly ns: string;
  readonly rows: Rows;
  readonly limit: number;
  readonly maxTimeMs: number;
  given: number;
  /** Did not fit into the last batch. */
  kept: Buffer | null;
  usedAt: number;
  done: boolean;
}

/** A batch stays below a message; clients read on. */
const batchBytes = 15 * 2 ** 20;
/** MongoDB closes cursors that nobody asked for ten minutes. */
const idleMs = 10 * 60_000;

export function openCursors(): Cursors {
  const cursors = new Map<bigint, Cursor>();
  const expire = (): void => {
    const oldest = Date.now() - idleMs;
    for (const [id, { usedAt }] of cursors) if (usedAt < oldest) cursors.delete(id);
  };
  return {
    async first(ns, rows, { batchSize, limit = 0, single = false, maxTimeMs = 0 }) {
      expire();
      const cursor: Cursor = { ns, rows, limit, maxTimeMs, given: 0, kept: null, usedAt: Date.now(), done: false };
      const batch = batchSize === 0 ? [] : await take(cursor, batchSize);
      const id = cursor.done || single ? 0n : randomBytes(8).readBigInt64BE() & 0x7fff_ffff_ffff_ffffn;
      if (id !== 0n) cursors.set(id, cursor);
      return answer('firstBatch', batch, id, ns);
    },
    async next(id, ns, batchSize) {
      const cursor = cursors.get(id);
      if (!cursor || cursor.ns !== ns) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
      cursor.usedAt = Date.now();
      try {
        const batch = await take(cursor, batchSize || Number.POSITIVE_INFINITY);
        if (cursor.done) cursors.delete(id);
        return answer('nextBatch', batch, cursor.done ? 0n : id, ns);
      } catch (error) {
        cursors.delete(id);
        throw error;
      }
    },
    kill(ids) {
      const killed = ids.filter((id) => cursors.delete(id));
      return { killed, notFound: ids.filter((id) => !killed.includes(id)) };
    },
    killNamespace(ns) {
      for (const [id, cursor] of cursors) if (cursor.ns === ns) cursors.delete(id);
    },
    get open() {
      return cursors.size;
    },
  };
}

async function take(cursor: Cursor, size: number): Promise<Buffer[]> {
  const batch: Buffer[] = [];
  let bytes = 0;
  const accept = (row: Buffer): boolean => {
    if (bytes > 0 && bytes + row.length > batchBytes) {
      cursor.kept = row;
      return false;
    }
    bytes += row.length;
    batch.push(row);
    cursor.given++;
    return batch.length < size && !(cursor.limit > 0 && cursor.given >= cursor.limit);
  };
  const { kept } = cursor;
  cursor.kept = null;
  let more = kept ? accept(kept) : true;
  if (more) {
    const next = (row: Buffer): boolean => {
      more = accept(row);
      return more;
    };
    await drain(cursor.rows, next, cursor.maxTimeMs);
  }
  // a search that ended by itself leaves `more` true: nothing stopped it
  cursor.done = more || (cursor.limit > 0 && cursor.given >= cursor.limit);
  return batch;
}

function answer(name: 'firstBatch' | 'nextBatch', batch: readonly Buffer[], id: bigint, ns: string): Buffer {
  return spliced(3, 'cursor', spliced(4, name, arrayOf(batch), { id: Long.fromBigInt(id), ns }), { ok: 1 });
}
