/** One document of the collection `letters`: write model and read model, so that one write changes both. */
import { createHash } from 'node:crypto';
import type { Effect } from '../domain/effect.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import type { PendingEffect, Stored } from '../office/ports/letters.ts';
import type { Face } from './letter-face.ts';

export interface NumberKey {
  readonly office: string;
  readonly year: number;
  readonly n: number;
}

export interface LetterDocument extends Face {
  readonly _id: string;
  readonly revision: number;
  /** See `fingerprintKey`. */
  readonly fingerprint: string;
  readonly numberKey: NumberKey;
  readonly value: Letter;
  readonly history: readonly LetterEvent[];
  readonly pending: readonly PendingEffect[];
  /** Earliest `nextAt` of the pending effects; the field is absent when there are none (sparse index). */
  readonly nextEffectAt?: Date;
  /** Ids of the effects a worker has in hand, until `leaseUntil`; empty: nobody has the letter. */
  readonly lent: readonly string[];
  readonly leaseUntil: Date;
}

export type LetterCore = Pick<LetterDocument, '_id' | 'revision' | 'value' | 'history' | 'pending'>;
export const CORE = { revision: 1, value: 1, history: 1, pending: 1 } as const;

export function storedOf({ _id, revision, value, history, pending }: LetterCore): Stored<Letter> {
  return { id: _id, revision, value, history, pending };
}

/** Index keys are bounded (1,978 bytes in the embedded database): the hashes of fifty sheets are hashed once more. */
export function fingerprintKey(fingerprint: string, id: string): string {
  if (fingerprint === '') return `none:${id}`;
  return fingerprint.length <= 200 ? fingerprint : `sha256:${createHash('sha256').update(fingerprint).digest('hex')}`;
}

/** Effects of one write; their ids are unique within the letter, since each write has its own revision. */
export function pendingOf(effects: readonly Effect[], revision: number, now: Date): readonly PendingEffect[] {
  return effects.map((effect, index) => ({
    id: `${revision}.${index}`,
    effect,
    attempts: 0,
    nextAt: now.toISOString(),
    lastError: null,
  }));
}

export function nextEffectAt(pending: readonly PendingEffect[]): Date | null {
  const first = pending.reduce<string | null>((best, { nextAt }) => (best === null || nextAt < best ? nextAt : best), null);
  return first === null ? null : new Date(first);
}
