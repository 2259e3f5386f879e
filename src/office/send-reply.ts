/** The signed reply goes out by e-mail as an attached copy in the consumer's own thread (8.4.6). */
import type { StoredFile } from '../domain/card.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { DispatchState, Reply } from '../domain/reply.ts';
import type { Handle } from './handle.ts';
import { letterData } from './letter-data.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters, Stored } from './ports/letters.ts';
import { type OutgoingMail, Undeliverable } from './ports/mail.ts';
import { messageIdOf, type PostNeeds, threadOf } from './post.ts';

type ReplyNeeds = PostNeeds & { readonly vault: Pick<Vault, 'read'>; readonly letters: Pick<Letters, 'load'> };

export async function sendReply(
  needs: ReplyNeeds & { readonly handle: Handle },
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

async function replyMail(needs: ReplyNeeds, letter: Letter, reply: Reply, to: string): Promise<OutgoingMail> {
  const { standard, publicUrl, people, texts, clock } = needs;
  const facts = { actor: SYSTEM, people: await people.all(), earlierAnswer: null };
  const words = texts.mail('reply', letterData({ standard, letter, facts, publicUrl }));
  const earlier = await answerReferredTo(needs, letter);
  const files = [reply.document, earlier && { ...earlier, name: `Копия. ${earlier.name}` }].filter((file) => file !== null);
  return {
    messageId: messageIdOf(needs, `reply-${reply.id}-${to}`),
    date: clock.now(),
    to,
    ...words,
    ...threadOf(letter),
    attachments: await Promise.all(files.map((file) => opened(needs, file))),
    automatic: false,
  };
}

/** 8.2.8: the notice promises a copy of the answer that was given before. */
async function answerReferredTo({ letters }: Pick<ReplyNeeds, 'letters'>, letter: Letter): Promise<StoredFile | null> {
  if (letter.refusal?.ground !== 'repeat' || !letter.repeatOf) return null;
  const { value } = await letters.load(letter.repeatOf);
  return value.reply?.document ?? null;
}

async function opened({ vault }: Pick<ReplyNeeds, 'vault'>, { hash, name, type }: StoredFile) {
  return { name, type, content: await vault.read(hash) };
}
