/** The write model: one document per letter, saved by revision. */
import type { Instant } from '../../domain/card.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Effect } from '../../domain/effect.ts';
import type { LetterEvent } from '../../domain/event.ts';
import type { Letter } from '../../domain/letter.ts';

export interface PendingEffect {
  readonly id: string;
  readonly effect: Effect;
  readonly attempts: number;
  readonly nextAt: Instant;
  readonly lastError: string | null;
}

/** One document of the store: snapshot, history and undone effects, saved by revision. */
export interface Stored<T> {
  readonly id: string;
  readonly revision: number;
  readonly value: T;
  readonly history: readonly LetterEvent[];
  readonly pending: readonly PendingEffect[];
}

export interface NewLetter {
  /** Content key; a second letter with it is not made. */
  readonly fingerprint: string;
  readonly office: string;
  /** Year of the register, by the registration day. */
  readonly year: number;
  /** Pure: called with the number the letter will get, again if another engine took it. */
  readonly make: (number: string) => Decision;
}

export type Created = { readonly created: boolean; readonly letter: Stored<Letter> };

export interface Letters {
  /**
   * Numbers and stores new letters, each in one atomic write, in the order given. Numbers are gapless and unique per
   * office and year, also under concurrency and after a kill -9. A letter whose fingerprint exists already is not made:
   * the existing one comes back with `created: false`.
   */
  create(letters: readonly NewLetter[]): Promise<readonly Created[]>;
  /** By id. @throws NotFound */
  load(id: string): Promise<Stored<Letter>>;
  /**
   * Appends events (domain/history) and effects in one atomic write, and takes off the effect that this completes.
   * @throws NotFound, Stale when another hand was faster
   */
  save(letter: Stored<Letter>, decision: Decision, completes?: PendingEffect['id']): Promise<Stored<Letter>>;
  /** Takes the effect off and appends the events, in one write; no revision needed. Done twice it changes nothing. */
  settle(id: string, effectId: string, events: readonly LetterEvent[]): Promise<void>;
  /**
   * Leaves the effect pending, to be tried again at `nextAt`; its worker no longer holds the letter. `error`: what went wrong, and
   * the try counts; null: nothing did, it is only in hand for long.
   */
  postpone(id: string, effectId: string, error: string | null, nextAt: Instant): Promise<void>;
  /** Lends letters with due effects for `leaseMs`; a letter is lent to one worker at a time. Oldest first. */
  claim(limit: number, leaseMs: number): Promise<readonly Stored<Letter>[]>;
}

/** Numbers of outgoing papers: `ЦО-И-2026/000001`, gapless per office and year. */
export interface Numbers {
  /** The same reply gets the same number, however often asked. */
  outgoing(office: string, year: number, replyId: string): Promise<string>;
}
