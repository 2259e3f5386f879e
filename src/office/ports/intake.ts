/** What comes in, kept before it is understood: the vault and the arrivals. */
import type { Readable } from 'node:stream';
import type { Day } from '../../domain/calendar.ts';
import type { AnswerChannel, Channel, Instant, StoredFile } from '../../domain/card.ts';
import type { Kind } from '../../language/finding.ts';
import type { Page } from './register.ts';

export interface Vault {
  /** Content-addressed and write-once: the same bytes give the same hash and are kept once. Durable when it resolves. */
  put(files: readonly Buffer[]): Promise<readonly string[]>;
  /** @throws NotFound */
  read(hash: string): Promise<Buffer>;
  /** @throws NotFound */
  open(hash: string): Promise<Readable>;
}

export type ArrivalState = 'received' | 'registered' | 'quarantined' | 'failed';

/** One coming-in, kept before anything is understood. Unique by key. */
export interface Arrival {
  readonly key: string;
  readonly channel: Channel;
  /** Receiving office code. */
  readonly office: string;
  /** For people: the mailbox, «горячая папка», «загрузка», who entered it. */
  readonly source: string;
  readonly at: Instant;
  /** The raw mail, or the scanned pages in order. */
  readonly files: readonly StoredFile[];
  readonly state: ArrivalState;
  /** Why it lies in the quarantine, in Russian; or what went wrong. */
  readonly reason: string | null;
  /** auto-reply, bounce, mailing-list, spam, loop, unsafe, oversized. */
  readonly category: string | null;
  readonly letterId: string | null;
  /** Of quarantined mail, for the list. */
  readonly subject: string | null;
  readonly from: string | null;
  readonly attempts: number;
  /** Entered by hand: the card as typed. */
  readonly entered: EnteredCard | null;
}

/** What a clerk typed in the form «Внести вручную», or an upload's fields. */
export interface EnteredCard {
  readonly subject: string;
  readonly text: string;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly contract: string | null;
  readonly receivedOn: Day | null;
  readonly kind: Kind | null;
  /** 9.8: how the consumer wants the answer, where he was asked. */
  readonly answerChannel?: AnswerChannel;
  readonly customerRef: { readonly number: string; readonly on: Day | null } | null;
}

export type Settlement =
  | { readonly key: string; readonly state: 'registered'; readonly letterId: string }
  | {
      readonly key: string;
      readonly state: 'quarantined';
      readonly category: string;
      readonly reason: string;
      readonly subject: string | null;
      readonly from: string | null;
    }
  | { readonly key: string; readonly state: 'failed'; readonly reason: string };

export interface Arrivals {
  /** Keeps what is new, gives back what is kept under these keys (in the same order): asking twice changes nothing. */
  note(arrivals: readonly Arrival[]): Promise<readonly Arrival[]>;
  /** What is kept under the keys of these, else as it is given (in the same order); nothing is written. */
  known(arrivals: readonly Arrival[]): Promise<readonly Arrival[]>;
  settle(settlements: readonly Settlement[]): Promise<void>;
  /** @throws NotFound */
  get(key: string): Promise<Arrival>;
  /** Arrivals in one of these states, oldest first. */
  inState(states: readonly ArrivalState[], limit: number, after?: string): Promise<Page<Arrival>>;
  counts(): Promise<Readonly<Record<ArrivalState, number>>>;
}
