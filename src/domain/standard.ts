/** The Standard as the engine knows it: what workflows/*.yaml say, checked and frozen by standard/load. */
import type { AbuseCategory, GroundId, TopicId } from '../language/finding.ts';
import type { Calendar } from './calendar.ts';
import type { Channel } from './card.ts';
import type { CommandType } from './command.ts';
import type { Role } from './person.ts';

export interface Standard {
  /** Edition: the first 12 hex digits of SHA-256 over the files. A letter keeps the one it was registered under. */
  readonly version: string;
  readonly organisation: Organisation;
  readonly workflow: Workflow;
  /** All five, in the order of their clauses. */
  readonly grounds: readonly Ground[];
  readonly routing: Routing;
  readonly terms: Terms;
  readonly numbering: Numbering;
  readonly signing: readonly SigningRule[];
  readonly dossiers: readonly Dossier[];
  readonly calendar: Calendar;
  /** Clauses of the Standard that the rules refer to: number → gist in a line. */
  readonly clauses: Readonly<Record<string, string>>;
}

/** Cl. 5.2, as a tree: offices hold units, a unit may lie inside another. */
export interface Organisation {
  readonly company: Company;
  readonly offices: readonly OfficePlace[];
  readonly units: readonly Unit[];
}

export interface Company {
  readonly shortName: string;
  readonly fullName: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly hours: string;
  readonly site: string;
  /** IANA zone in which days are counted. */
  readonly zone: string;
}

export interface OfficePlace {
  /** Code in the number: ЦО, МРО-1, Ф02. */
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly address: string;
  readonly email: string | null;
  /** Closing hour on ordinary and on short days, 'HH:MM' (A2). */
  readonly closesAt: string;
  readonly closesAtShort: string;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly office: string;
  readonly parent: string | null;
  readonly phone: string;
}

/** States by name, each with its Russian label; transitions in office order. */
export interface Workflow {
  readonly initial: string;
  readonly states: readonly State[];
  readonly transitions: readonly Transition[];
}

export interface State {
  readonly id: string;
  readonly label: string;
  /** No way leads out, but for reopening. */
  readonly final: boolean;
  /** The term still runs in this state (A4: only sending ends it). */
  readonly open: boolean;
}

/** One line of the regulation. `to: null` leaves the state as it is. */
export interface Transition {
  readonly name: CommandType;
  readonly from: readonly string[];
  readonly to: string | null;
  readonly by: readonly Role[];
  readonly clause: string | null;
  readonly needs: readonly string[];
  readonly asks: readonly string[];
  readonly does: readonly string[];
}

export interface Ground {
  readonly id: GroundId;
  readonly clause: string;
  readonly label: string;
  /** Detections below `propose` are not shown as a proposal. 0–1. */
  readonly propose: number;
  readonly decision: 'propose' | 'automatic';
  readonly decides: readonly Role[];
  /** `required`: the Standard asks for it; `courtesy`: our policy sends it; `none`: nobody is told. */
  readonly notice: 'required' | 'courtesy' | 'none';
  /** Template id in templates/letters, null when notice is none. */
  readonly template: string | null;
  /** 8.2.6: categories that get no courtesy notice (threats go to security). */
  readonly silentFor: readonly AbuseCategory[];
  /** Working days within which the notice should go out (A12). */
  readonly noticeDays: number;
  /** What is kept as proof, for people. */
  readonly proof: string;
  /** Who decides does not sign the notice himself (domain §4: 8.2.8 and 8.2.9). */
  readonly twoPeople?: boolean | undefined;
}

export interface Routing {
  /** First match wins. The last row has no conditions and is the default. */
  readonly rules: readonly RoutingRule[];
}

export interface RoutingRule {
  readonly name: string;
  readonly topics: readonly TopicId[];
  readonly kinds: readonly string[];
  /** Stems or words looked for in subject and text, any of them. */
  readonly words: readonly string[];
  readonly offices: readonly string[];
  readonly channels?: readonly Channel[] | undefined;
  /** Our addresses that the mail went to, or parts of the source's name. */
  readonly mailboxes?: readonly string[] | undefined;
  /** ИНН, a contract or the beginning of its number, a mail domain, or words of the name of the organisation. */
  readonly consumers?: readonly string[] | undefined;
  readonly unit: string;
}

export interface Terms {
  /** Working days, counted from the day after registration (8.2.5, 8.4.4, A3). */
  readonly days: number;
  /** Cap on the sum of extensions (8.2.5, A7). */
  readonly extensionCap: number;
  /** Working days left at which lights change. */
  readonly soon: number;
  readonly hot: number;
  /** Hour of the day, in the company's zone, from which people are told of terms that run out (11.1). */
  readonly remindAt: number;
}

export interface Numbering {
  /** Digits of the running number. */
  readonly width: number;
  /** `{office}-{year}/{number}`. */
  readonly incoming: string;
  readonly outgoing: string;
}

export interface SigningRule {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly grounds: readonly GroundId[];
  readonly offices: readonly string[];
  /** Logins of officials who may sign; first present is proposed. */
  readonly signatories: readonly string[];
  /** Roles that must have given a visa besides the head. */
  readonly visas: readonly Role[];
}

export interface Dossier {
  readonly index: string;
  readonly title: string;
  readonly years: number;
  readonly article: string;
}
