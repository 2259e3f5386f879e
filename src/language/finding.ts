/**
 * What a text says: the nouns of language/. Offsets count UTF-16 units of the examined text, `end` exclusive.
 * Nothing here decides anything: a detection is a proposal with its evidence (cl. 8.2.6–8.2.10).
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The five grounds of cl. 8.2.6–8.2.10: a closed list. */
export const GROUND_IDS = ['abuse', 'illegible', 'repeat', 'confidential', 'no-contacts'] as const;
export type GroundId = (typeof GROUND_IDS)[number];

export type AbuseCategory = 'obscenity' | 'insult' | 'threat';

/** One ground seen in a text. `score` is 0–1. */
export interface Detection {
  readonly ground: GroundId;
  readonly score: number;
  readonly evidence: readonly Span[];
  readonly category?: AbuseCategory;
  /** What was found in the subject only; offsets of the subject. */
  readonly inSubject?: readonly Span[];
  /** 8.2.8: the id of the earlier letter that this one repeats. */
  readonly repeatOf?: string;
}

/** Normalised contact data found in a text; each list without doubles, in order of appearance. */
export interface Contacts {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly string[];
  readonly contracts: readonly string[];
}

/** Cl. 9.3: complaint, proposal, feedback; everything else is a request. */
export const KINDS = ['complaint', 'proposal', 'feedback', 'request'] as const;
export type Kind = (typeof KINDS)[number];

export const TOPIC_IDS = [
  'contracts',
  'billing',
  'metering',
  'debt',
  'reliability',
  'tariffs',
  'service',
  'legal',
  'press',
  'other',
] as const;
export type TopicId = (typeof TOPIC_IDS)[number];

export interface TopicGuess {
  readonly id: TopicId;
  /** 0–1; the guesses of one text add up to at most 1. */
  readonly score: number;
}

/** A place that speaks for the consumer and is shown as visibly as evidence against. */
export interface Favour extends Span {
  readonly what: 'contact' | 'contract' | 'new-argument' | 'enclosure';
}

/** All that language/ says about one text. */
export interface Examination {
  readonly detections: readonly Detection[];
  readonly contacts: Contacts;
  readonly favours: readonly Favour[];
  readonly kind: Kind;
  /** At most three, best first, never empty ('other' when nothing fits). */
  readonly topics: readonly TopicGuess[];
  /** Accidents and dangers that the letter reports: passed on whatever becomes of the letter. */
  readonly danger: readonly Span[];
  /** What is asked, in order, for the check list of the answer (cl. 8.4.5); at most twelve. */
  readonly questions: readonly Span[];
  /** The text made readable when it was decoded or typed wrongly; all findings are those of it, without evidence; dangers and questions have its offsets. */
  readonly repaired?: { readonly text: string; readonly undone: string };
}

/** An earlier letter of the same consumer, for cl. 8.2.8. */
export interface EarlierText {
  readonly id: string;
  readonly text: string;
  /** True when an answer on the merits was sent. */
  readonly answered: boolean;
  /** SHA-256 of its attachments, when known. */
  readonly attachmentHashes?: readonly string[];
}

/** A place of a text beside the other: said there too, or only here. */
export interface Compared extends Span {
  readonly what: 'same' | 'new';
}

export interface Comparison {
  readonly now: readonly Compared[];
  readonly before: readonly Compared[];
}
