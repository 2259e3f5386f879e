/** The covering mail of a signed reply: its words, its thread, and the letter on letterhead with the copy it promises. */
import type { StoredFile } from '../domain/card.ts';
import { numberOf } from '../domain/dispatches.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { DispatchState, Reply } from '../domain/reply.ts';
import { letterData } from './letter-data.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters } from './ports/letters.ts';
import type { OutgoingMail } from './ports/mail.ts';
import { messageIdOf, type PostNeeds, threadOf } from './post.ts';
import { filesToAttach } from './send-files.ts';

export type ReplyMailNeeds = PostNeeds & { readonly vault: Pick<Vault, 'read'>; readonly letters: Pick<Letters, 'load'> };

/** Dated when the sending was asked for, so that it is the same mail whenever it is built. */
export async function replyMail(needs: ReplyMailNeeds, letter: Letter, dispatch: DispatchState): Promise<OutgoingMail> {
  const { standard, publicUrl, people, texts } = needs;
  const { reply } = letter;
  const facts = { actor: SYSTEM, people: await people.all(), earlierAnswer: null };
  const words = texts.mail('reply', letterData({ standard, letter, facts, publicUrl }));
  const earlier = await answerReferredTo(needs, letter);
  const enclosed = reply ? filesToAttach(reply) : [];
  const files = [
    ...(reply ? lettersToSend(reply) : []),
    ...enclosed,
    earlier && { ...earlier, name: `Копия. ${earlier.name}` },
  ].filter((file) => file !== null);
  return {
    messageId: messageIdOf(needs, `reply-${reply?.id}-${numberOf(dispatch)}`),
    date: new Date(dispatch.at),
    to: dispatch.to,
    ...words,
    ...threadOf(letter),
    attachments: await Promise.all(files.map((file) => opened(needs, file))),
    automatic: false,
  };
}

/** 8.4.6: the copy of the signed sheet; an electronically signed letter goes itself too, for only it can be verified. */
function lettersToSend({ document, copy, electronic }: Reply): readonly (StoredFile | null)[] {
  return electronic ? [copy ?? null, document] : [copy ?? document];
}

/** 8.2.8: the notice promises a copy of the answer that was given before. */
async function answerReferredTo({ letters }: Pick<ReplyMailNeeds, 'letters'>, letter: Letter): Promise<StoredFile | null> {
  if (letter.refusal?.ground !== 'repeat' || !letter.repeatOf) return null;
  const { value } = await letters.load(letter.repeatOf);
  return value.reply?.document ?? null;
}

async function opened({ vault }: Pick<ReplyMailNeeds, 'vault'>, { hash, name, type }: StoredFile) {
  return { name, type, content: await vault.read(hash) };
}
