/** How a filter is going to be read. */
import type { Index } from './indexes.ts';
import type { Range } from './store.ts';

export interface Plan {
  /** null: the documents themselves, in the order of `_id`. */
  readonly index: Index | null;
  readonly stage: 'COLLSCAN' | 'IXSCAN' | 'IDHACK' | 'OR';
  readonly ranges: readonly ScanRange[];
  /** Of an `OR`: the plans whose finds are put together, each document once. */
  readonly branches?: readonly Plan[];
  readonly reverse: boolean;
  /** Delivers the order that was asked for. */
  readonly sorted: boolean;
  /** The ranges are merged by what follows their common fields. */
  readonly merged: boolean;
  /** The ranges hold exactly what the filter finds. */
  readonly exact: boolean;
}

/** `skip`: bytes that all keys of the range share (compared behind them when merged). */
export interface ScanRange extends Range {
  readonly skip: number;
}

export type SortField = { readonly name: string; readonly down: boolean };
