/** The signed reply goes out by e-mail as an attached copy in the consumer's own thread (8.4.6). */
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { DispatchState, Reply } from '../domain/reply.ts';
import type { Handle } from './handle.ts';
import { letterData } from './letter-data.ts';
import type { Vault } from './ports/intake.ts';
import type { Stored } from './ports/letters.ts';
import { type OutgoingMail, Undeliverable } from './ports/mail.ts';
import { messageIdOf, type PostNeeds, threadOf } from './post.ts';

export async function sendReply(
  needs: PostNeeds & { readonly vault: Pick<Vault, 'read'>; readonly handle: Handle },
  { id, value }: Stored<Letter>,
): Promise<readonly LetterEvent[]> {
  const { reply } = value;
  if (!reply?.document || reply.dispatch?.status !== 'queued') return [];
  const mail = await replyMail(needs, value, reply, reply.dispatch.to);
  const state = { ...reply.dispatch, messageId: mail.messageId, at: needs.clock.now().toISOString() };
  try {
    await needs.mailer.send(mail);
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    await needs.handle(id, { type: 'send_failed', dispatch: { ...state, status: 'failed', error: error.response } }, SYSTEM);
    return [];
  }
  const accepted: DispatchState = { ...state, status: 'accepted', error: null };
  await needs.handle(id, { type: 'sent', dispatch: accepted }, SYSTEM);
  return [];
}

async function replyMail(
  needs: PostNeeds & { readonly vault: Pick<Vault, 'read'> },
  letter: Letter,
  reply: Reply,
  to: string,
): Promise<OutgoingMail> {
  const { standard, publicUrl, people, texts, vault, clock } = needs;
  const facts = { actor: SYSTEM, people: await people.all(), earlierAnswer: null };
  const words = texts.mail('reply', letterData({ standard, letter, facts, publicUrl }));
  const { hash = '', name = 'Ответ.pdf', type = 'application/pdf' } = reply.document ?? {};
  return {
    messageId: messageIdOf(needs, `reply-${reply.id}-${to}`),
    date: clock.now(),
    to,
    ...words,
    ...threadOf(letter),
    attachments: [{ name, type, content: await vault.read(hash) }],
    automatic: false,
  };
}
