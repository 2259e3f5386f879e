/** Who sent a mail, asked once after its registration and outside of its way: look-ups take time. */
import type { Letter } from '../domain/letter.ts';
import type { SenderProof } from '../domain/sender-proof.ts';
import type { Vault } from './ports/intake.ts';

/** Larger mails are not read again only to verify their signature. */
const MOST_BYTES = 10 * 2 ** 20;

export function senderOf(needs: {
  readonly vault: Pick<Vault, 'read'>;
  readonly proveSender?: (raw: Buffer) => Promise<SenderProof>;
}): (letter: Letter) => Promise<SenderProof | null> {
  return async ({ mail, originals }) => {
    const raw = mail && originals.find(({ type }) => type === 'message/rfc822');
    if (!raw || raw.size > MOST_BYTES || !needs.proveSender) return null;
    return needs.proveSender(await needs.vault.read(raw.hash));
  };
}
