/** One letter that lies in two mailboxes: the bytes differ (Received), the letter does not. */
import { createHash } from 'node:crypto';

export interface Printed {
  readonly messageId: string | null;
  readonly from: string | null;
  readonly sentAt: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly files: readonly { readonly hash: string }[];
}

/** SHA-256, hex. Message-ID alone never decides: it may be missing, empty, or the same on two letters. */
export function fingerprint({ messageId, from, sentAt, subject, text, files }: Printed): string {
  const heads = [messageId, from?.toLowerCase() ?? null, sentAt, subject];
  return createHash('sha256')
    .update(JSON.stringify([heads, files.map(({ hash }) => hash)]))
    .update(text)
    .digest('hex');
}
