/** A delivery report finds its reply by our Message-ID: the reply is back on the dispatch tray (8.4.6; RFC 3464). */
import type { Command } from '../domain/command.ts';
import { NotAllowed } from '../domain/errors.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Handle } from './handle.ts';
import type { Register } from './ports/register.ts';
import type { ReceiveNeeds } from './receive.ts';

export function bounceHandler(needs: {
  readonly register: Pick<Register, 'thread'>;
  readonly handle: Handle;
}): ReceiveNeeds['bounced'] {
  return async ({ bounce }) => {
    if (!bounce?.about || !isFailure(bounce.action)) return;
    const reply = (await needs.register.thread([bounce.about])).find(({ isReply }) => isReply);
    if (!reply) return;
    const reason = bounce.reason ?? `Письмо на ${bounce.for ?? 'адрес потребителя'} не доставлено.`;
    const about = { reason, messageId: bounce.about };
    const done = await handled(needs.handle, reply.id, { type: 'bounced', ...about });
    // A scanned copy beside the answer's own way; or reported before: then nothing is left to do
    if (!done) await handled(needs.handle, reply.id, { type: 'copy_bounced', ...about });
  };
}

async function handled(handle: Handle, id: string, command: Command): Promise<boolean> {
  try {
    await handle(id, command, SYSTEM);
    return true;
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return false;
  }
}

/** Delays and successes are no failure. */
function isFailure(action: string | null): boolean {
  return action === null || action === 'failed';
}
