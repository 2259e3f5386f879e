/**
 * The signed reply goes out by e-mail as an attached copy in the consumer's own thread (8.4.6). The bytes are built once and
 * kept; each attempt is noted before it begins, so that a crash or a broken line repeats the same mail at worst once.
 */
import type { StoredFile } from '../domain/card.ts';
import { dispatchesOf, numberOf } from '../domain/dispatches.ts';
import { NotAllowed } from '../domain/errors.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { DispatchState } from '../domain/reply.ts';
import type { Handle } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { Stored } from './ports/letters.ts';
import { type ComposedMail, type SentFolder, type SentMail, Unconfirmed, Undeliverable } from './ports/mail.ts';
import { type ReplyMailNeeds, replyMail } from './reply-mail.ts';

export interface SendNeeds extends ReplyMailNeeds {
  readonly handle: Handle;
  readonly vault: Pick<Vault, 'put' | 'read'>;
  /** Null: nobody looks for sent mail in a mailbox. */
  readonly sentFolder: SentFolder | null;
  /** Bytes of a mail that other servers still take. */
  readonly outgoingBytes: number;
}

/** The same mail twice is borne by every mail program; a third time is not. */
const MOST_UNSURE = 2;

/** @throws what may be better next time: it is tried again by the schedule */
export async function sendReply(
  needs: SendNeeds,
  { id, value }: Stored<Letter>,
  n: number | undefined,
  attempt: number,
): Promise<readonly LetterEvent[]> {
  for (const dispatch of queuedIn(value, n)) await send(needs, id, value, dispatch, attempt);
  return [];
}

/** All attempts are used up: the reply goes back to the tray with the last words of the server. */
export async function giveUpSending(
  needs: SendNeeds,
  stored: Stored<Letter>,
  n: number | undefined,
  last: string,
): Promise<void> {
  for (const dispatch of queuedIn(stored.value, n)) await failed(needs, stored.id, dispatch, last);
}

function queuedIn({ reply }: Letter, n: number | undefined): readonly DispatchState[] {
  if (!reply?.document) return [];
  return dispatchesOf(reply).filter(
    (each) => each.channel === 'email' && each.status === 'queued' && (n === undefined || numberOf(each) === n),
  );
}

async function send(needs: SendNeeds, id: string, letter: Letter, dispatch: DispatchState, attempt: number): Promise<void> {
  // Begun and never noted: the engine died somewhere between, perhaps after the server took the mail
  const unsure = (dispatch.unsure ?? 0) + (dispatch.attempt === attempt ? 1 : 0);
  if (unsure >= MOST_UNSURE) return failed(needs, id, { ...dispatch, unsure }, dispatch.error ?? UNKNOWN);
  let state = dispatch;
  try {
    const mail = await built(needs, letter, dispatch);
    if (mail.raw.length > needs.outgoingBytes) throw new Undeliverable(tooBig(mail.raw.length, needs.outgoingBytes));
    const { messageId } = mail;
    state = { ...dispatch, messageId, mail: mail.file, attempt, unsure };
    await needs.handle(id, { type: 'sending', n: numberOf(dispatch), messageId, mail: mail.file, attempt, unsure }, SYSTEM);
    await accepted(needs, id, state, await attempted(needs, id, state, mail));
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    await failed(needs, id, state, error.response);
  }
}

/** @throws Undeliverable; Unconfirmed once; what is temporary */
async function attempted(needs: SendNeeds, id: string, dispatch: DispatchState, mail: ComposedMail): Promise<SentMail> {
  try {
    return await needs.mailer.send(mail);
  } catch (error) {
    if (!(error instanceof Unconfirmed)) throw error;
    const unsure = (dispatch.unsure ?? 0) + 1;
    if (unsure >= MOST_UNSURE) throw new Undeliverable(`${UNKNOWN} (${error.message})`);
    await needs.handle(id, { type: 'send_unsure', n: numberOf(dispatch), unsure, error: error.message }, SYSTEM);
    throw error;
  }
}

async function accepted(needs: SendNeeds, id: string, dispatch: DispatchState, { response, refused }: SentMail): Promise<void> {
  const state: DispatchState = {
    ...dispatch,
    status: 'accepted',
    at: needs.clock.now().toISOString(),
    attempt: null,
    error: refused.length > 0 ? refused.map((each) => `${each.address}: ${each.response}`).join('; ') : null,
    response,
  };
  const type = dispatch.copy ? 'copy_sent' : 'sent';
  await needs.handle(id, { type, dispatch: state, filed: needs.sentFolder !== null }, SYSTEM);
}

async function failed({ handle, clock }: SendNeeds, id: string, dispatch: DispatchState, error: string): Promise<void> {
  const at = clock.now().toISOString();
  try {
    await handle(id, { type: 'send_failed', dispatch: { ...dispatch, status: 'failed', at, attempt: null, error } }, SYSTEM);
  } catch (trouble) {
    if (!(trouble instanceof NotAllowed)) throw trouble; // sent another way meanwhile
  }
}

type BuiltMail = ComposedMail & { readonly file: StoredFile };

/** From the vault once it is there: the same bytes whatever has changed since. */
async function built(needs: SendNeeds, letter: Letter, dispatch: DispatchState): Promise<BuiltMail> {
  const { mail: file, messageId, to } = dispatch;
  if (file && messageId) return { raw: await needs.vault.read(file.hash), messageId, to: [to], file };
  const composed = await needs.mailer.compose(await replyMail(needs, letter, dispatch));
  const [hash = ''] = await needs.vault.put([composed.raw]);
  const name = `Отправка ${letter.reply?.outgoingNumber?.replaceAll('/', '-') ?? letter.id}-${numberOf(dispatch)}.eml`;
  return { ...composed, file: { hash, name, type: 'message/rfc822', size: composed.raw.length } };
}

const UNKNOWN = 'Сервер получил письмо и дважды не подтвердил приём. Возможно, оно дошло: спросите потребителя';

function tooBig(bytes: number, most: number): string {
  const size = (each: number) => `${Math.ceil(each / 2 ** 20)} МБ`;
  return `552 Письмо с вложениями занимает ${size(bytes)}, почтовые серверы принимают до ${size(most)}`;
}
