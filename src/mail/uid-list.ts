/** Which messages of a mailbox are to be read, as UIDs and then with their sizes. */
import type { ImapFlow, SearchObject } from 'imapflow';
import type { Listed } from './read-mails.ts';
import { KEYWORD } from './receipt.ts';
import { rangesOf } from './uid-ranges.ts';

/** Without our keyword (`keyword`), or all; from `since` on; oldest first. */
export async function uidsWithout(client: ImapFlow, keyword: boolean, since: string | null): Promise<number[]> {
  return search(client, { ...(keyword ? { unKeyword: KEYWORD } : { all: true }), ...day(since) });
}

/** Above `lastUid`, from `since` on; oldest first. */
export async function uidsAfter(client: ImapFlow, lastUid: number, since: string | null): Promise<number[]> {
  // Beyond the end «n:*» answers with the last message
  return (await search(client, { uid: `${lastUid + 1}:*`, ...day(since) })).filter((uid) => uid > lastUid);
}

/** Oldest first; what is gone meanwhile is left out. */
export async function sizesOf(client: ImapFlow, uids: readonly number[]): Promise<Listed[]> {
  if (uids.length === 0) return [];
  const mails = await client.fetchAll(rangesOf(uids), { uid: true, size: true, internalDate: true }, { uid: true });
  return mails
    .map(({ uid, size, internalDate }) => ({
      uid,
      size: size ?? 0,
      at: internalDate === undefined ? null : new Date(internalDate),
    }))
    .sort((a, b) => a.uid - b.uid);
}

async function search(client: ImapFlow, query: SearchObject): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  if (!found) throw new Error('the server refused to search the mailbox');
  return found.sort((a, b) => a - b);
}

/** By the day of arrival in the mailbox (RFC 3501 6.4.4, SINCE). */
function day(since: string | null): SearchObject {
  return since === null ? {} : { since: new Date(`${since}T00:00:00Z`) };
}
