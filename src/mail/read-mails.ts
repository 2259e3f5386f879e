/** Messages out of a mailbox, in batches that keep memory flat. */
import { Buffer } from 'node:buffer';
import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../mailbox-url.ts';
import type { IncomingMail } from '../office/ports/mail.ts';
import type { WatchSettings } from './inbox-settings.ts';

/** A message as the server lists it. `size` in bytes. */
export interface Listed {
  readonly uid: number;
  readonly size: number;
  /** When it reached the mailbox. */
  readonly at: Date | null;
}

export interface Fetched {
  readonly uid: number;
  readonly mail: IncomingMail;
}

type Limits = WatchSettings['limits'];

/** Messages of one batch travel together; one over `batchBytes` travels alone, and so does each of `suspects`. */
export function inBatches(
  listed: readonly Listed[],
  { batchMails, batchBytes }: Pick<Limits, 'batchMails' | 'batchBytes'>,
  suspects: ReadonlySet<number>,
): Listed[][] {
  const batches: Listed[][] = [];
  let bytes = 0;
  let open = false;
  for (const mail of listed) {
    const alone = suspects.has(mail.uid);
    const current = batches.at(-1);
    if (open && !alone && current && current.length < batchMails && bytes + mail.size <= batchBytes) {
      current.push(mail);
      bytes += mail.size;
    } else {
      batches.push([mail]);
      bytes = mail.size;
      open = !alone;
    }
  }
  return batches;
}

/** In the order of `batch`. A message that people deleted meanwhile is left out. */
export async function readMails(
  client: ImapFlow,
  batch: readonly Listed[],
  mailbox: MailboxConfig,
  uidValidity: bigint,
  { limits, clock }: Pick<WatchSettings, 'limits' | 'clock'>,
): Promise<Fetched[]> {
  const chunkedOver = Math.min(CHUNKED_OVER, limits.mailBytes);
  const small = batch.filter(({ size }) => size <= chunkedOver);
  const range = small.map(({ uid }) => uid).join(',');
  // Never a command inside `for await (… of fetch())`: it hangs for ever
  const fetched = small.length > 0 ? await client.fetchAll(range, { uid: true, source: true }, { uid: true }) : [];
  const sources = new Map(fetched.map(({ uid, source }) => [uid, source]));
  const mails: Fetched[] = [];
  for (const { uid, size, at } of batch) {
    const oversized = size > limits.mailBytes;
    const raw = sources.get(uid) ?? (size > chunkedOver ? await inChunks(client, uid, oversized ? OVERSIZED_HEAD : size) : null);
    if (!raw) continue;
    const now = clock.now();
    const mail = {
      key: `imap:${mailbox.name}:${uidValidity}:${uid}`,
      office: mailbox.office,
      source: mailbox.name,
      at: (at !== null && at < now ? at : now).toISOString(),
      raw,
      ...(oversized ? { oversized: size } : {}),
    };
    mails.push({ uid, mail });
  }
  return mails;
}

/** One big literal costs twice its size in memory; chunks of a megabyte do not (measured: +47 instead of +120 MB for 60 MB). */
const CHUNKED_OVER = 10 * 2 ** 20;
const CHUNK = 2 ** 20;

/** Of a message over the limit so much is kept: the headers, and what people can recognise it by. */
const OVERSIZED_HEAD = 2 ** 20;

/** Null when the message is gone. The size that servers announce may be a guess: what comes counts. */
async function inChunks(client: ImapFlow, uid: number, wanted: number): Promise<Buffer | null> {
  // Shared memory: the parser's worker reads it without a copy
  const bytes = Buffer.from(new SharedArrayBuffer(wanted));
  let length = 0;
  while (length < wanted) {
    const source = { start: length, maxLength: Math.min(CHUNK, wanted - length) };
    const part = (await client.fetchOne(`${uid}`, { uid: true, source }, { uid: true })) || null;
    if (!part?.source) return null;
    if (part.source.length === 0) break;
    part.source.copy(bytes, length);
    length += part.source.length;
  }
  return bytes.subarray(0, length) as Buffer;
}
