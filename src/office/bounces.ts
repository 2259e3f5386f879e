/**
 * Reports find their reply by our Message-ID: what was not delivered is back on the dispatch tray (8.4.6; RFC 3464), what was
 * read is noted on the reply (RFC 8098).
 */
import type { Command } from '../domain/command.ts';
import { NotAllowed } from '../domain/errors.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Handle } from './handle.ts';
import type { Register, Scope } from './ports/register.ts';
import type { ReceiveNeeds } from './receive.ts';

export function reportHandler(needs: {
  readonly register: Pick<Register, 'thread' | 'page'>;
  readonly handle: Handle;
}): ReceiveNeeds['reported'] {
  const replyOf = async (messageId: string) => (await needs.register.thread([messageId])).find(({ isReply }) => isReply)?.id;
  return async ({ bounce, receipt }) => {
    if (receipt?.read) {
      const id = await replyOf(receipt.about);
      if (id) await handled(needs.handle, id, { type: 'read', messageId: receipt.about });
    }
    if (!bounce || !isFailure(bounce.action)) return;
    const known = bounce.about ? await replyOf(bounce.about) : undefined;
    const id = known ?? (await onlyReplyTo(needs.register, bounce.for));
    if (!id) return;
    const reason = bounce.reason ?? `Письмо на ${bounce.for ?? 'адрес потребителя'} не доставлено.`;
    const done = await handled(needs.handle, id, {
      type: 'bounced',
      reason,
      ...(known && bounce.about && { messageId: bounce.about }),
    });
    if (done || !known || !bounce.about) return;
    // A scanned copy beside the answer's own way, or a paper before it; or reported before: then nothing is left to do
    for (const type of ['copy_bounced', 'earlier_bounced'] as const)
      if (await handled(needs.handle, id, { type, reason, messageId: bounce.about })) return;
  };
}

/** Reports of old servers name no mail: then it is the one answer that went to this address lately, if there is but one. */
async function onlyReplyTo(register: Pick<Register, 'page'>, address: string | null): Promise<string | null> {
  if (!address?.includes('@')) return null;
  const { items } = await register.page({ scope: EVERYTHING, q: address, state: 'sent', limit: LATELY });
  const sent = items.filter(
    ({ email, dispatchStatus }) => email?.toLowerCase() === address.toLowerCase() && dispatchStatus === 'accepted',
  );
  return sent.length === 1 ? (sent[0]?.id ?? null) : null;
}

const EVERYTHING: Scope = { all: true, offices: [], units: [], person: SYSTEM.id, standsFor: [] };
const LATELY = 20;

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
