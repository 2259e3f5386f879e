/** What can be said of the signature of an answer (8.4.5, 8.4.6): by key and whole, by hand and back from the scanner, or not yet. */
import type { Letter } from '../domain/letter.ts';
import type { Vault } from './ports/intake.ts';
import type { Signer } from './ports/signing.ts';

export type SignatureState =
  | {
      readonly by: 'key';
      /** Not a byte of the document that we keep has changed since. */
      readonly intact: boolean;
      /** A Russian sentence: why not. */
      readonly reason: string | null;
      readonly owner: string | null;
      readonly serial: string | null;
      readonly signedAt: Date | null;
    }
  | {
      readonly by: 'hand';
      /** The signed sheet came back from the scanner. */
      readonly scanned: boolean;
    };

/** Looks at the document itself, each time it is asked. Null: not signed yet, or not printed yet. */
export async function signatureState(
  needs: { readonly vault: Pick<Vault, 'read'>; readonly signer: Pick<Signer, 'verify'> },
  { reply }: Letter,
): Promise<SignatureState | null> {
  if (!reply?.signedOn || !reply.document) return null;
  if (!reply.electronic) return { by: 'hand', scanned: reply.copy !== undefined };
  const check = needs.signer.verify(await needs.vault.read(reply.document.hash)).at(-1);
  return {
    by: 'key',
    intact: check?.intact ?? false,
    reason: check ? check.reason : 'В документе нет подписи, с которой он был выпущен.',
    owner: check?.certificate?.owner ?? null,
    serial: check?.certificate?.serial ?? null,
    signedAt: check?.signedAt ?? null,
  };
}
