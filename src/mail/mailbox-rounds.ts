/** Rounds through one mailbox: what is new is fetched in batches, handed over, and flagged only when it was accepted. */
import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config.ts';
import type { IncomingMail } from '../office/ports/mail.ts';
import { type Fetched, inBatches, type Listed, readMails } from './read-mails.ts';
import { retryList } from './retry-list.ts';
import type { WatchSettings } from './watch-mailbox.ts';

export type Accept = (mails: readonly IncomingMail[]) => Promise<void>;

export interface Rounds {
  /** After each connect: another UIDVALIDITY makes all UIDs new. */
  opened(client: ImapFlow): void;
  run(client: ImapFlow): Promise<{ readonly clean: boolean; readonly inMs: number }>;
}

/** Set when a message is registered or quarantined. Never \Seen: that belongs to people. */
export const KEYWORD = '$ChanceryRegistered';

/** Every so many rounds the whole mailbox is searched for what has no keyword: the net under the cursor. */
const NET_EVERY = 20;

export function mailboxRounds(
  mailbox: MailboxConfig,
  settings: WatchSettings,
  accept: Accept,
  tell: { fetched(count: number): void; failed(reason: string): void; stopping(): boolean },
): Rounds {
  const { clock, log, waits } = settings;
  let cursor = { uidValidity: 0n, lastUid: 0 };
  const retries = retryList(clock, waits);
  const suspects = new Set<number>();
  /** Accepted, the keyword not yet set: the line may break in between. */
  const owed = new Set<number>();
  let untilNet = 0;

  async function run(client: ImapFlow) {
    let ahead: Promise<readonly Fetched[]> | null = null;
    const batches = inBatches(await list(client), settings.limits, suspects);
    const read = (batch: readonly Listed[]) => {
      const mails = readMails(client, batch, mailbox, cursor.uidValidity, settings);
      mails.catch(() => suspect(batch));
      return mails;
    };
    try {
      for (const [index, batch] of batches.entries()) {
        if (tell.stopping()) break;
        const mails = await (ahead ?? read(batch));
        const following = batches[index + 1];
        // The next batch travels while this one is being registered
        ahead = following ? read(following) : null;
        for (const uid of await handOver(mails)) owed.add(uid);
        for (const { uid } of batch) suspects.delete(uid);
        cursor = { ...cursor, lastUid: Math.max(cursor.lastUid, ...batch.map(({ uid }) => uid)) };
        if (owed.size >= FLAG_EVERY) await flag(client);
      }
    } finally {
      // Also after a failure half-way: what was accepted is flagged if the line still stands
      if (client.usable) await flag(client).catch(() => {});
    }
    return { clean: retries.size() === 0, inMs: retries.nextInMs() };
  }

  /** The line broke while these travelled: next time each travels alone, and one that breaks it again is put off. */
  function suspect(batch: readonly Listed[]): void {
    const [only] = batch;
    if (batch.length === 1 && only) retries.add(only.uid);
    for (const { uid } of batch) suspects.add(uid);
  }

  /** Past the cursor, or without the keyword, or due for another try; oldest first. */
  async function list(client: ImapFlow): Promise<Listed[]> {
    if (!client.mailbox) throw new Error('the mailbox was closed');
    const { exists, uidNext } = client.mailbox;
    const due = retries.due();
    const net = untilNet-- <= 0 && canFlag(client);
    if (net) untilNet = NET_EVERY;
    const found = exists === 0 ? [] : net ? await unregistered(client) : await later(client, due);
    if (net) cursor = { ...cursor, lastUid: Math.max(cursor.lastUid, uidNext - 1) };
    const there = new Set(found.map(({ uid }) => uid));
    // What people deleted or flagged meanwhile needs no other try
    for (const uid of due) if (!there.has(uid)) retries.done(uid);
    return found.filter(({ uid }) => !retries.postponed(uid) && !owed.has(uid)).sort((a, b) => a.uid - b.uid);
  }

  async function unregistered(client: ImapFlow): Promise<Listed[]> {
    const uids = (await client.search({ unKeyword: KEYWORD }, { uid: true })) || [];
    const found: Listed[] = [];
    for (const some of chunks(uids, LIST_AT_ONCE)) found.push(...(await sizes(client, ranges(some))));
    return found;
  }

  async function later(client: ImapFlow, due: readonly number[]): Promise<Listed[]> {
    const again = due.length > 0 ? await sizes(client, ranges(due)) : [];
    // Beyond the end «n:*» answers with the last message
    const fresh = (await sizes(client, `${cursor.lastUid + 1}:*`)).filter(
      ({ uid }) => uid > cursor.lastUid && !due.includes(uid),
    );
    return [...again, ...fresh];
  }

  /** UIDs that were accepted. A batch that is refused is tried one by one: a poisoned mail must not hold up its neighbours. */
  async function handOver(fetched: readonly Fetched[]): Promise<readonly number[]> {
    const accepted: number[] = [];
    try {
      if (fetched.length > 0) await accept(fetched.map(({ mail }) => mail));
      accepted.push(...fetched.map(({ uid }) => uid));
    } catch (refusal) {
      for (const { uid, mail } of fetched) {
        if (tell.stopping()) break;
        try {
          if (fetched.length === 1) throw refusal;
          await accept([mail]);
          accepted.push(uid);
        } catch (error) {
          retries.add(uid);
          log(`${mailbox.name}: UID ${uid} was not accepted: ${(error as Error).message}`);
          tell.failed(
            `Письмо (UID ${uid}) не принято: ${(error as Error).message}. Попытка повторится сама; письмо остаётся в ящике.`,
          );
        }
      }
    }
    for (const uid of accepted) retries.done(uid);
    tell.fetched(accepted.length);
    return accepted;
  }

  async function flag(client: ImapFlow): Promise<void> {
    const uids = [...owed];
    if (uids.length > 0 && canFlag(client)) await client.messageFlagsAdd(ranges(uids), [KEYWORD], { uid: true, silent: true });
    for (const uid of uids) owed.delete(uid);
  }

  return {
    run,
    opened(client) {
      const uidValidity = client.mailbox ? client.mailbox.uidValidity : 0n;
      if (uidValidity !== cursor.uidValidity) {
        if (cursor.uidValidity !== 0n) log(`${mailbox.name}: UIDVALIDITY changed, the whole mailbox is read again`);
        cursor = { uidValidity, lastUid: 0 };
        retries.clear();
        suspects.clear();
        owed.clear();
      }
      untilNet = 0;
    },
  };
}

const FLAG_EVERY = 200;
const LIST_AT_ONCE = 1000;

/** Without `\*` the server keeps no keywords of ours (Exchange): then only the cursor and the database know. */
function canFlag({ mailbox }: ImapFlow): boolean {
  if (!mailbox || mailbox.readOnly) return false;
  return mailbox.permanentFlags === undefined || mailbox.permanentFlags.has('\\*') || mailbox.permanentFlags.has(KEYWORD);
}

async function sizes(client: ImapFlow, range: string): Promise<Listed[]> {
  const mails = await client.fetchAll(range, { uid: true, size: true, internalDate: true }, { uid: true });
  return mails.map(({ uid, size, internalDate }) => ({
    uid,
    size: size ?? 0,
    at: internalDate === undefined ? null : new Date(internalDate),
  }));
}

/** `1:3,7`: long lists of UIDs would not fit into a command line. */
function ranges(uids: readonly number[]): string {
  const found: [number, number][] = [];
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && uid <= last[1] + 1) last[1] = uid;
    else found.push([uid, uid]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}
