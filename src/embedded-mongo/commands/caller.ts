import type { Account, Exchange } from '../scram.ts';

/** What a connection may do, and the conversation that it is in. */
export interface Session {
  /** null: everybody may come in (a socket that only its owner can open; `--port` given by hand without a password). */
  readonly account: Account | null;
  user: string | null;
  conversation: { id: number; readonly exchange: Exchange; readonly short: boolean; proved: string | null } | null;
}

export const openSession = (account: Account | null): Session => ({ account, user: null, conversation: null });

export const mayAll = ({ account, user }: Session): boolean => account === null || user !== null;
