/** The demonstration set as data: letters with the steps that people take, and mail that no person wrote. */
import type { AnswerChannel, Channel } from '../domain/card.ts';
import type { CommandType } from '../domain/command.ts';
import type { GroundId, Kind, TopicId } from '../language/finding.ts';

export interface DemoSet {
  readonly customers: Readonly<Record<string, Customer>>;
  readonly letters: readonly Story[];
  readonly machineMails: readonly MachineMail[];
}

/** What a clerk knows of who wrote; null where it is not known. */
export interface Customer {
  readonly organisation: string | null;
  readonly person: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly inn: string | null;
  readonly contract: string | null;
}

/** `ago`: working days before today; `december`: a day of a December that is over; `minutes`: before now. Times are local. */
export type When =
  | { readonly ago: number; readonly at: string }
  | { readonly december: number; readonly at: string }
  | { readonly minutes: number };

export interface Story {
  readonly id: string;
  /** Key of `customers`. */
  readonly from: string;
  readonly channel: Channel;
  readonly office: string;
  readonly received: When;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly DemoFile[];
  /** Pages of a paper letter, beside the text that the clerk typed. */
  readonly scans: readonly DemoFile[];
  /** The consumer's own number; its day is the day before the letter came. */
  readonly ref: string | null;
  /** What the clerk puts on the card; null leaves what the engine proposed. */
  readonly kind: Kind | null;
  readonly topic: TopicId | null;
  readonly unit: string | null;
  readonly answerChannel: AnswerChannel | null;
  readonly executor: string | null;
  readonly coExecutors: readonly string[];
  readonly resolution: string | null;
  /** Outcome template, and one text for each of its places «[…]». */
  readonly answer: string | null;
  readonly fill: readonly string[];
  readonly title: string | null;
  readonly steps: readonly DemoStep[];
}

export interface DemoFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** `again`: the same mail in another mailbox; `bounce`: a delivery report on the reply that was sent. */
export type StepVerb = CommandType | 'again' | 'bounce';

export interface DemoStep {
  readonly verb: StepVerb;
  /** Working days after receipt; null: the day of the step before. */
  readonly day: number | null;
  /** 'HH:MM' local; null: some time after the step before. */
  readonly at: string | null;
  /** Minutes before now, instead of day and time. */
  readonly minutes: number | null;
  /** Login, where it is not the one whose work it is. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly unit: string | null;
  readonly executor: string | null;
  readonly people: readonly string[];
  readonly days: number | null;
  readonly ground: GroundId | null;
  /** Id of another letter of the set: of `supplement`, and of `refuse` on 8.2.8. */
  readonly letter: string | null;
  readonly fill: readonly string[];
  readonly dossier: string | null;
  readonly channel: 'post' | 'in-person' | 'phone' | null;
  readonly tracking: string | null;
  readonly office: string | null;
}

/** Raw mail for the quarantine. */
export interface MachineMail {
  readonly id: string;
  readonly received: When;
  readonly office: string;
  readonly from: string;
  readonly name: string | null;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
