/** Rounds through one mailbox: what is new is fetched in batches, handed over, and gets its receipt only when it was accepted. */
import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../mailbox-url.ts';
import type { Cursor, IncomingMail } from '../office/ports/mail.ts';
import type { WatchSettings } from './inbox-settings.ts';
import { ours } from './mail-trouble.ts';
import { type Fetched, inBatches, type Listed, readMails } from './read-mails.ts';
import { canFlag, giveReceipt, prepareFolder } from './receipt.ts';
import { retryList } from './retry-list.ts';
import { sizesOf, uidsAfter, uidsWithout } from './uid-list.ts';

export type Accept = (mails: readonly IncomingMail[]) => Promise<void>;

export interface Rounds {
  /** After each connect: another UIDVALIDITY makes all UIDs new. */
  opened(client: ImapFlow): Promise<void>;
  run(client: ImapFlow): Promise<{ readonly clean: boolean; readonly inMs: number }>;
}

/** Every so many rounds the whole mailbox is searched for what has no receipt: the net under the cursor. */
const NET_EVERY = 20;
/** Mails listed at a time: the cursor moves on after each such part. */
const PART = 1000;
/** Batches being registered while the next one travels: database and parser work at the same time. */
const IN_HAND = 3;
const FLAG_EVERY = 200;

export function mailboxRounds(
  mailbox: MailboxConfig,
  settings: WatchSettings,
  accept: Accept,
  tell: { fetched(count: number): void; failed(reason: string): void; stopping(): boolean },
): Rounds {
  const { clock, log, waits, limits, cursors } = settings;
  let cursor: Cursor | null = null;
  let lastUid = 0;
  const retries = retryList(clock, waits);
  const suspects = new Set<number>();
  /** Accepted, no receipt yet: the line may break in between. */
  const owed = new Set<number>();
  let untilNet = 0;

  async function run(client: ImapFlow) {
    try {
      const { uids, upTo } = await list(client);
      for (let at = 0; at < uids.length && !tell.stopping(); at += PART) {
        const part = uids.slice(at, at + PART);
        await through(client, await sizesOf(client, part));
        if (!tell.stopping()) await reached(part.at(-1) ?? 0);
      }
      if (!tell.stopping()) await reached(upTo);
    } finally {
      // Also after a failure half-way: what was accepted gets its receipt if the line still stands
      if (client.usable) await receipts(client).catch(() => {});
    }
    return { clean: retries.size() === 0, inMs: retries.nextInMs() };
  }

  /** UIDs past the cursor, or without receipt, or due for another try, oldest first; when they are done, all `upTo` are. */
  async function list(client: ImapFlow): Promise<{ uids: number[]; upTo: number }> {
    if (!client.mailbox) throw new Error('the mailbox was closed');
    const { exists, uidNext } = client.mailbox;
    if (exists === 0) return { uids: [], upTo: 0 };
    const due = retries.due();
    const net = untilNet-- <= 0 && (mailbox.move !== null || canFlag(client));
    if (net) untilNet = NET_EVERY;
    const found = net
      ? await uidsWithout(client, mailbox.move === null, mailbox.since)
      : [...due, ...(await uidsAfter(client, lastUid, mailbox.since)).filter((uid) => !due.includes(uid))].sort((a, b) => a - b);
    return { uids: found.filter((uid) => !retries.postponed(uid) && !owed.has(uid)), upTo: net ? uidNext - 1 : 0 };
  }

  /** Fetches batch after batch while earlier ones are being registered; resolves when all are. */
  async function through(client: ImapFlow, listed: readonly Listed[]): Promise<void> {
    // What people deleted or moved meanwhile needs no other try
    const there = new Set(listed.map(({ uid }) => uid));
    for (const uid of retries.due()) if (!there.has(uid)) retries.done(uid);
    const inHand = new Set<Promise<void>>();
    let bytes = 0;
    try {
      for (const batch of inBatches(listed, limits, suspects)) {
        const size = batch.reduce((sum, each) => sum + each.size, 0);
        while (inHand.size >= IN_HAND || (inHand.size > 0 && bytes + size > limits.batchBytes)) await Promise.race(inHand);
        if (tell.stopping()) break;
        bytes += size;
        const mails = await read(client, batch);
        const taking = take(mails, batch).finally(() => {
          bytes -= size;
          inHand.delete(taking);
        });
        inHand.add(taking);
        if (owed.size >= FLAG_EVERY) await receipts(client);
      }
    } finally {
      await Promise.all(inHand);
    }
  }

  async function read(client: ImapFlow, batch: readonly Listed[]): Promise<Fetched[]> {
    try {
      return await readMails(client, batch, mailbox, BigInt(cursor?.uidValidity ?? 0), settings);
    } catch (error) {
      // The line broke while these travelled: next time each travels alone, and one that breaks it again is put off
      const [only] = batch;
      if (batch.length === 1 && only) retries.add(only.uid);
      for (const { uid } of batch) suspects.add(uid);
      throw error;
    }
  }

  async function take(mails: readonly Fetched[], batch: readonly Listed[]): Promise<void> {
    for (const uid of await handOver(mails)) owed.add(uid);
    for (const { uid } of batch) suspects.delete(uid);
  }

  /** UIDs that were accepted. A batch that is refused is tried one by one: a poisoned mail must not hold up its neighbours. */
  async function handOver(fetched: readonly Fetched[]): Promise<readonly number[]> {
    const accepted: number[] = [];
    try {
      if (fetched.length > 0) await accept(fetched.map(({ mail }) => mail));
      accepted.push(...fetched.map(({ uid }) => uid));
    } catch (refusal) {
      // Without the database nothing is accepted: that is no fault of these mails
      await ours(cursors.load(mailbox.name));
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

  async function receipts(client: ImapFlow): Promise<void> {
    const uids = [...owed];
    await giveReceipt(client, uids, mailbox.move);
    for (const uid of uids) owed.delete(uid);
  }

  /** Kept for the next start: all up to here are done, except that one waiting for another try keeps it back. */
  async function reached(uid: number): Promise<void> {
    lastUid = Math.max(lastUid, uid);
    const safe = Math.min(lastUid, retries.first() - 1);
    if (!cursor || cursor.lastUid === safe) return;
    cursor = { ...cursor, lastUid: safe };
    await ours(cursors.save(mailbox.name, cursor));
  }

  return {
    run,
    async opened(client) {
      const uidValidity = String(client.mailbox ? client.mailbox.uidValidity : 0n);
      cursor ??= await ours(cursors.load(mailbox.name));
      if (cursor?.uidValidity !== uidValidity) {
        if (cursor) log(`${mailbox.name}: UIDVALIDITY changed, the whole mailbox is read again`);
        cursor = { uidValidity, lastUid: 0 };
        retries.clear();
        suspects.clear();
        owed.clear();
        lastUid = 0;
      }
      lastUid = Math.max(lastUid, cursor.lastUid);
      untilNet = 0;
      await prepareFolder(client, mailbox.move);
    },
  };
}
