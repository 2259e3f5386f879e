/** The receipt that the mailbox keeps of what is registered: our keyword, or the move to another folder. It saves work, no more. */
import type { ImapFlow } from 'imapflow';
import { rangesOf } from './uid-ranges.ts';

/** Set when a message is registered or quarantined. Never \Seen: that belongs to people. */
export const KEYWORD = '$ChanceryRegistered';

/** True when the mailbox now tells what is registered; else only the cursor and the database know. */
export async function giveReceipt(client: ImapFlow, uids: readonly number[], folder: string | null): Promise<boolean> {
  if (uids.length === 0) return true;
  if (folder !== null) return (await client.messageMove(rangesOf(uids), folder, { uid: true })) !== false;
  if (!canFlag(client)) return false;
  await client.messageFlagsAdd(rangesOf(uids), [KEYWORD], { uid: true, silent: true });
  return true;
}

/** The folder for registered mail is made when it is missing. */
export async function prepareFolder(client: ImapFlow, folder: string | null): Promise<void> {
  if (folder === null || (await client.list()).some(({ path }) => path === folder)) return;
  await client.mailboxCreate(folder);
}

/** Without `\*` the server keeps no keywords of ours (Exchange). */
export function canFlag({ mailbox }: ImapFlow): boolean {
  if (!mailbox || mailbox.readOnly) return false;
  return mailbox.permanentFlags === undefined || mailbox.permanentFlags.has('\\*') || mailbox.permanentFlags.has(KEYWORD);
}
