/** Batches of scanned sheets on their way to become letters: kept, so that a closed lid or a kill loses no sheet. */
import type { Instant } from '../../domain/card.ts';

export interface Sheet {
  readonly id: string;
  /** Hash of its file in the vault, the file's safe name and type by content. */
  readonly file: string;
  readonly name: string;
  readonly type: string;
  /** 0-based, of `of` pages. */
  readonly page: number;
  readonly of: number;
  /** Quarter turns, clockwise, by people. */
  readonly turn: number;
  /** A person's word on whether a letter begins here; null: the machine's guess holds. */
  readonly begins: boolean | null;
  /** A person's word on whether it is left out; null: separators and blank sheets are. */
  readonly left: boolean | null;
  /** What the machine saw; null: it has not looked yet. */
  readonly seen: SheetStudy | null;
}

export interface SheetStudy {
  readonly kind: 'page' | 'blank' | 'separator';
  /** How it looks from afar, hex: alike for two scans of one sheet. Empty: there is nothing to see. */
  readonly look: string;
}

export interface PlannedLetter {
  /** Idempotency key of its arrival. */
  readonly key: string;
  readonly sheets: readonly string[];
  /** Incoming number, once it has one. */
  readonly number: string | null;
  /** In Russian: in the quarantine, refused, or the copy of a reply. */
  readonly said: string | null;
}

export interface Batch {
  readonly id: string;
  readonly revision: number;
  readonly office: string;
  /** For people: who began it. */
  readonly source: string;
  readonly at: Instant;
  /** `registering`: its plan is being carried out; nothing is moved any more. */
  readonly state: 'open' | 'registering' | 'done';
  readonly sheets: readonly Sheet[];
  readonly plan: readonly PlannedLetter[];
}

export interface Batches {
  /** The one that is open or being registered in this office; at most one. Null: none. */
  current(office: string): Promise<Batch | null>;
  /** @throws NotFound */
  load(id: string): Promise<Batch>;
  /** Makes or changes it. @throws Stale when another hand was faster, or opened one in this office */
  save(batch: Batch): Promise<Batch>;
  /** Newest first, of this office. */
  recent(office: string, limit: number): Promise<readonly Batch[]>;
  /** Open ones with sheets to be looked at, and those that are being registered: what a crash left. */
  unfinished(): Promise<readonly Batch[]>;
}
