/** The read model: journal, trays, search, threads, loads. */
import type { Sight } from '../../domain/access.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Channel, Instant } from '../../domain/card.ts';
import type { TermGroup } from '../../domain/discipline.ts';
import type { SoughtKeys } from '../../domain/likeness.ts';
import type { PersonId } from '../../domain/person.ts';
import type { DispatchState } from '../../domain/reply.ts';
import type { GroundId, Kind } from '../../language/finding.ts';

/** What a person may see; `mine` and `sign` are also the trays of those the person stands in for. */
export type Scope = Sight;

export const TRAYS = ['incoming', 'assignment', 'mine', 'approval', 'sign', 'dispatch', 'control'] as const;
export type Tray = (typeof TRAYS)[number];

export interface RegisterQuery {
  readonly scope: Scope;
  readonly tray?: Tray;
  readonly state?: string;
  readonly office?: string;
  readonly unit?: string;
  readonly executor?: PersonId;
  readonly channel?: Channel;
  readonly kind?: Kind;
  readonly ground?: GroundId;
  /** Registered on or after, on or before. */
  readonly from?: Day;
  readonly to?: Day;
  readonly overdueOn?: Day;
  /** Due on or after, on or before. */
  readonly dueFrom?: Day;
  readonly dueTo?: Day;
  /** Its term was extended (8.2.5), or never. */
  readonly extended?: boolean;
  /** Numbers (also a part: 4401), Message-IDs, words (stems, all must occur). */
  /** Those that the chancery is asked to scan again (8.2.7). */
  readonly rescanAsked?: true;
  readonly q?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** Default: newest number first. `due`: by due day, `waiting`: longest waiting first. */
  readonly order?: 'newest' | 'due' | 'waiting';
}

export interface RegisterRow {
  readonly id: string;
  readonly number: string;
  readonly office: string;
  readonly state: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly registeredOn: Day;
  readonly confirmedAt: Instant | null;
  readonly subject: string;
  /** First words of the text, at most 160 characters. */
  readonly snippet: string;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly email: string | null;
  readonly kind: Kind;
  readonly topic: string | null;
  readonly dueOn: Day;
  readonly extendedBy: number;
  readonly unit: string | null;
  readonly executor: PersonId | null;
  readonly proposedExecutor: PersonId | null;
  readonly findings: readonly {
    readonly ground: GroundId;
    readonly clause: string;
    readonly decision: string;
    readonly score: number;
    readonly repeatOf: string | null;
  }[];
  readonly arrivals: number;
  readonly messageId: string | null;
  readonly outgoingNumber: string | null;
  readonly replyTitle: string | null;
  readonly signatory: PersonId | null;
  readonly answerChannel: string;
  /** A notice that waits to go on paper (8.2.5), by the name of its template. */
  readonly paperNotice: string | null;
  /** Who waits for a better scan. */
  readonly rescanAsked: { readonly by: PersonId; readonly at: Instant } | null;
  readonly dispatchStatus: string | null;
  readonly dispatchError: string | null;
  /** Each sending of the reply, its own way first; empty before it was sent. */
  readonly dispatches: readonly DispatchLine[];
  readonly sentOn: Day | null;
  /** Abuse is proposed or confirmed: lists hide sender and subject until opened. */
  readonly sensitive: boolean;
}

/** One sending of a reply, as a line of the tray. */
export type DispatchLine = Pick<DispatchState, 'channel' | 'status' | 'to' | 'trackingNumber' | 'error'> & {
  /** The scanned copy beside the answer's own way. */
  readonly copy: boolean;
  /** The consumer's read receipt. */
  readonly readAt: Instant | null;
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Finds letters for people who have nothing but the code from their receipt. */
export interface StatusCodes {
  /** Id of the letter with this code, null when there is none. */
  find(code: string): Promise<string | null>;
}

/** An earlier letter of the same consumer. */
export interface EarlierLetter {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly text: string;
  readonly registeredOn: Day;
  readonly state: string;
  readonly outgoingNumber: string | null;
  /** Of an answer on the merits only (8.2.8). */
  readonly sentOn: Day | null;
  readonly answerAuthor: PersonId | null;
  readonly attachmentHashes: readonly string[];
}

/** Whose terms: what lies in a tray now, or whatever was or is due between two days (both included). */
export type TermQuestion =
  | { readonly scope: Scope; readonly tray: Tray }
  | { readonly scope: Scope; readonly dueFrom: Day; readonly dueTo: Day };

export interface Register {
  page(query: RegisterQuery): Promise<Page<RegisterRow>>;
  /** Letters in each tray within the scope; `control` counts open ones. */
  counts(scope: Scope): Promise<Readonly<Record<Tray, number>>>;
  /** Id by incoming number, null when there is none. */
  idOf(number: string): Promise<string | null>;
  /** Letters (or their replies) that carry one of these Message-IDs, newest first; of a flood the newest. */
  thread(messageIds: readonly string[]): Promise<readonly { id: string; number: string; isReply: boolean }[]>;
  /** Letters of the same e-mail, contract, ИНН, phone or organisation before `before`, newest first, at most `limit`. */
  earlier(keys: SoughtKeys, before: Instant, limit: number): Promise<readonly EarlierLetter[]>;
  /** Counted where the letters lie; in no order. */
  terms(question: TermQuestion): Promise<readonly TermGroup[]>;
  /** Open letters by executor. */
  loads(): Promise<Readonly<Record<PersonId, number>>>;
}
