/** A sent reply also lies where people look for sent mail: in the Sent folder of the office's mailbox. */
import { dispatchesOf, numberOf } from '../domain/dispatches.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import type { Vault } from './ports/intake.ts';
import type { Stored } from './ports/letters.ts';
import type { SentFolder } from './ports/mail.ts';

/** Once, whatever repeats: the folder is asked for the Message-ID. The dispatch stands whether this succeeds or not. */
export async function fileSentMail(
  { sentFolder, vault }: { readonly sentFolder: SentFolder | null; readonly vault: Pick<Vault, 'read'> },
  { value }: Stored<Letter>,
  n: number,
): Promise<readonly LetterEvent[]> {
  const replies = [...(value.reply ? [value.reply] : []), ...value.earlierReplies];
  const dispatch = replies.flatMap(dispatchesOf).find((each) => numberOf(each) === n && each.mail);
  if (!sentFolder || !dispatch?.mail || !dispatch.messageId) return [];
  await sentFolder.keep(await vault.read(dispatch.mail.hash), dispatch.messageId, value.office);
  return [];
}
