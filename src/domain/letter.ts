/** A letter (обращение): its snapshot. Made and changed only by `evolve` from events. Instants are ISO strings in UTC. */
import type { Contacts, Detection, Examination, Favour, GroundId, Span, TopicGuess } from '../language/finding.ts';
import type { Addition, ProposedAddition } from './addition.ts';
import type { Day } from './calendar.ts';
import type { ArrivalRef, Card, Channel, Instant, MailHeaders, MailPart, StoredFile } from './card.ts';
import type { PersonId } from './person.ts';
import type { Reply } from './reply.ts';
import type { Seal } from './seal.ts';
import type { SenderProof } from './sender-proof.ts';

export type TextSource = 'body' | 'recognised' | 'entered' | 'none';

export interface PageReading {
  readonly text: string;
  /** 0–1. */
  readonly confidence: number;
  readonly seconds: number;
  readonly legible: 'legible' | 'doubtful' | 'illegible' | 'empty';
  /** 0–1. */
  readonly score: number;
}

export interface Legibility {
  readonly legible: 'legible' | 'doubtful' | 'illegible' | 'empty';
  readonly score: number;
  readonly reasons: readonly string[];
  readonly pages: readonly ReadPage[];
  /** PDF of the scans with the words that were read behind the picture; null or left out: there is none. */
  readonly searchable?: StoredFile | null;
}

/** What is known of a page; the last four are left out in old histories. */
export interface ReadPage extends Omit<PageReading, 'text' | 'seconds'> {
  readonly reason?: string | null;
  /** Quarter turns, clockwise, that make it upright. */
  readonly turn?: number;
  /** Hash of the file that it is a page of, and its place there (0-based). */
  readonly file?: string;
  readonly page?: number;
  /** Lines that could hardly be read, in ten-thousandths of the upright page's sides. */
  readonly weak?: readonly WeakPlace[];
}

export interface WeakPlace {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A detection that passed the policy: with its clause and what people decided about it. */
export interface Finding extends Detection {
  readonly clause: string;
  readonly decision: 'open' | 'confirmed' | 'dismissed';
}

export interface Route {
  readonly unit: string;
  /** Name of the routing rule, or «вручную». */
  readonly rule: string;
  readonly reason: string;
}

/** What is known of a letter when it is numbered. */
export interface Registration {
  readonly id: string;
  /** `ЦО-2026/000001`. */
  readonly number: string;
  readonly office: string;
  readonly standard: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly registeredAt: Instant;
  readonly registeredOn: Day;
  readonly dueOn: Day;
  readonly provisional: boolean;
  readonly arrival: ArrivalRef;
  /** Content key: equal for the same letter in two mailboxes. Unique in the store. */
  readonly fingerprint: string;
  readonly originals: readonly StoredFile[];
  readonly parts: readonly MailPart[];
  readonly mail: MailHeaders | null;
  readonly text: string;
  readonly textSource: TextSource;
  /** Of a mail: signed or locked by its sender; left out: neither. */
  readonly seal?: Seal | null;
  /** What parsing had to say, for people: «не удалось разобрать заголовки». */
  readonly remarks: readonly string[];
  readonly card: Card;
  readonly statusCode: string;
}

export interface Letter extends Omit<Registration, 'arrival'> {
  readonly state: string;
  readonly arrivals: readonly ArrivalRef[];
  readonly confirmedAt: Instant | null;
  readonly confirmedBy: PersonId | null;
  readonly examined: boolean;
  readonly findings: readonly Finding[];
  readonly favours: readonly Favour[];
  readonly contacts: Contacts | null;
  readonly topics: readonly TopicGuess[];
  /** The text as it was meant, when it was decoded or typed wrongly; findings are those of it. */
  readonly repaired?: Examination['repaired'] | null;
  /** Accidents and dangers reported: passed on whatever becomes of the letter (domain §4). */
  readonly danger?: readonly Span[];
  /** What is asked, in order: the check list of the answer (8.4.5). */
  readonly questions?: readonly Span[];
  readonly legibility: Legibility | null;
  /** 8.2.7: a better scan of the paper, read instead of the first; left out: there is none. */
  readonly rescan?: readonly StoredFile[];
  /** Who asked the chancery for it; left out or null: nobody waits for one. */
  readonly rescanAsked?: { readonly by: PersonId; readonly at: Instant } | null;
  readonly route: Route | null;
  /** How often it was sent to a unit; the third time the head of the chancery decides (R31). */
  readonly hops: number;
  readonly proposedExecutor: { readonly person: PersonId; readonly why: string } | null;
  readonly executor: PersonId | null;
  readonly coExecutors: readonly PersonId[];
  readonly resolution: string | null;
  /** People complained of: never assigned, never deciding (R9). */
  readonly complainedOf: readonly PersonId[];
  readonly originalDueOn: Day;
  /** Sum of working days added (8.2.5: at most 15). */
  readonly extendedBy: number;
  /** A notice that waits to go on paper, by the name of its template; left out or null: none does. */
  readonly paperNotice?: string | null;
  /** When the executor was last asked to hurry; left out: never. */
  readonly hurriedOn?: Day;
  readonly reply: Reply | null;
  /** Answers that had gone out before the letter was reopened, oldest first. */
  readonly earlierReplies: readonly Reply[];
  readonly refusal: { readonly ground: GroundId; readonly clause: string; readonly reason: string; readonly by: PersonId } | null;
  /** The consumer objects to a decision (4.2); whoever took it does not decide again. Left out: never. */
  readonly objection?: { readonly reason: string; readonly clause: string; readonly against: PersonId };
  readonly supplementTo: string | null;
  /** Which earlier letter it seems to continue, for the clerk. */
  readonly proposedAddition?: ProposedAddition | null;
  /** What came to this letter later (A10), oldest first. */
  readonly additions?: readonly Addition[];
  /** Of a mail: whether it comes from whom it says. */
  readonly sender?: SenderProof | null;
  readonly repeatOf: string | null;
  readonly dossier: string | null;
  readonly closedOn: Day | null;
}
