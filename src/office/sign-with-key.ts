/** An official whose key cannot be used today hears so when signing, before a number is spent (8.4.5). */
import type { Handle } from './handle.ts';
import type { Clock } from './ports/people.ts';
import type { Signer } from './ports/signing.ts';

/** @throws besides: Invalid, the signer's sentence: wrong password, expired certificate */
export function signingWithKey(handle: Handle, { signer, clock }: { readonly signer: Signer; readonly clock: Clock }): Handle {
  return async (letterId, command, actor, way) => {
    if (command.type === 'sign') await signer.certificate(actor.login, clock.now());
    return handle(letterId, command, actor, way);
  };
}
