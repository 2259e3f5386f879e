/** What an archive says of the files in it. */
export interface Entry {
  readonly name: string;
  /** Bytes when unpacked, as the archive claims; null when it does not say. */
  readonly size: number | null;
  /** It takes a password to open it. */
  readonly locked: boolean;
}

export interface Listing {
  readonly entries: readonly Entry[];
  /** The list itself takes a password. */
  readonly hidden: boolean;
}

/** More are made to annoy. */
export const MOST_ENTRIES = 10_000;
