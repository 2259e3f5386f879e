import type { Arrival } from './ports/intake.ts';

/** What an entrance hands in. Give `key` where the source has one (mailbox + UIDVALIDITY + UID); else the content is the key. */
export interface Incoming {
  readonly key: string;
  readonly channel: Arrival['channel'];
  readonly office: string;
  readonly source: string;
  readonly at: Date;
  /** A raw mail (type message/rfc822), or scanned pages in order. Empty only for a card entered by hand. */
  readonly files: readonly IncomingFile[];
  readonly entered: Arrival['entered'];
  /** The entrance itself wants people to look first: the reason in Russian. */
  readonly aside?: { readonly category: string; readonly reason: string };
}

export interface IncomingFile {
  readonly name: string;
  readonly content: Buffer;
}

/** What became of it. */
export type Receipt =
  | {
      readonly key: string;
      readonly outcome: 'registered';
      readonly number: string;
      readonly letterId: string;
      readonly again: boolean;
      /** Of the public page of its state. */
      readonly statusCode?: string;
    }
  | { readonly key: string; readonly outcome: 'quarantined'; readonly reason: string }
  | { readonly key: string; readonly outcome: 'rejected'; readonly reason: string };
