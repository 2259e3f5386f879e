/**
 * The signed reply goes out by e-mail as an attached copy in the consumer's own thread (8.4.6). The bytes are built once and
 * kept; each attempt is noted before it begins, so that a crash or a broken line repeats the same mail at worst once.
 */
import type { StoredFile } from '../domain/card.ts';
import { dispatchesOf, numberOf } from '../domain/dispatches.ts';
import { NotAllowed } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { DispatchState } from '../domain/reply.ts';
import type { Handle, Way } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { PendingEffect, Stored } from './ports/letters.ts';
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

type KnownWay = Way & { readonly known: Stored<Letter> };

/** @throws what may be better next time: it is tried again by the schedule */
export async function sendReply(
  needs: SendNeeds,
  letter: Stored<Letter>,
  n: number | undefined,
  pending: PendingEffect,
): Promise<Stored<Letter>> {
  const queued = queuedIn(letter.value, n);
  let stored = letter;
  for (const [index, dispatch] of queued.entries()) {
    const last = index === queued.length - 1;
    stored = await send(needs, stored, dispatch, { attempt: pending.attempts, completes: last ? pending : undefined });
  }
  return stored;
}

/** All attempts are used up: the reply goes back to the tray with the last words of the server. */
export async function giveUpSending(
  needs: SendNeeds,
  stored: Stored<Letter>,
  n: number | undefined,
  last: string,
): Promise<void> {
  let known = stored;
  for (const dispatch of queuedIn(stored.value, n)) known = await failed(needs, { known }, dispatch, last);
}

function queuedIn({ reply }: Letter, n: number | undefined): readonly DispatchState[] {
  if (!reply?.document) return [];
  return dispatchesOf(reply).filter(
    (each) => each.channel === 'email' && each.status === 'queued' && (n === undefined || numberOf(each) === n),
  );
}

interface Sending {
  readonly attempt: number;
  /** The effect, when this sending is all that is left of it. */
  readonly completes: PendingEffect | undefined;
}

async function send(
  needs: SendNeeds,
  letter: Stored<Letter>,
  dispatch: DispatchState,
  { attempt, completes }: Sending,
): Promise<Stored<Letter>> {
  // Begun and never noted: the engine died somewhere between, perhaps after the server took the mail
  const unsure = (dispatch.unsure ?? 0) + (dispatch.attempt === attempt ? 1 : 0);
  let way: KnownWay = { known: letter, ...(completes && { completes }) };
  if (unsure >= MOST_UNSURE) return failed(needs, way, { ...dispatch, unsure }, dispatch.error ?? UNKNOWN);
  let state = dispatch;
  try {
    const mail = await built(needs, letter.value, dispatch);
    if (mail.raw.length > needs.outgoingBytes) throw new Undeliverable(tooBig(mail.raw.length, needs.outgoingBytes));
    const { messageId } = mail;
    state = { ...dispatch, messageId, mail: mail.file, attempt, unsure };
    const command = { type: 'sending', n: numberOf(dispatch), messageId, mail: mail.file, attempt, unsure } as const;
    way = { ...way, known: await needs.handle(letter.id, command, SYSTEM, { known: letter }) };
    return await accepted(needs, way, state, await attempted(needs, way.known, state, mail));
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    return failed(needs, way, state, error.response);
  }
}

/** @throws Undeliverable; Unconfirmed once; what is temporary */
async function attempted(
  needs: SendNeeds,
  known: Stored<Letter>,
  dispatch: DispatchState,
  mail: ComposedMail,
): Promise<SentMail> {
  try {
    return await needs.mailer.send(mail);
  } catch (error) {
    if (!(error instanceof Unconfirmed)) throw error;
    const unsure = (dispatch.unsure ?? 0) + 1;
    if (unsure >= MOST_UNSURE) throw new Undeliverable(`${UNKNOWN} (${error.message})`);
    const command = { type: 'send_unsure', n: numberOf(dispatch), unsure, error: error.message } as const;
    await needs.handle(known.id, command, SYSTEM, { known });
    throw error;
  }
}

function accepted(
  needs: SendNeeds,
  way: KnownWay,
  dispatch: DispatchState,
  { response, refused }: SentMail,
): Promise<Stored<Letter>> {
  const state: DispatchState = {
    ...dispatch,
    status: 'accepted',
    at: needs.clock.now().toISOString(),
    attempt: null,
    error: null,
    response,
  };
  const type = dispatch.copy ? 'copy_sent' : 'sent';
  return needs.handle(way.known.id, { type, dispatch: state, filed: needs.sentFolder !== null, refused }, SYSTEM, way);
}

async function failed(
  { handle, clock }: SendNeeds,
  way: KnownWay,
  dispatch: DispatchState,
  error: string,
): Promise<Stored<Letter>> {
  const at = clock.now().toISOString();
  try {
    const command = { type: 'send_failed', dispatch: { ...dispatch, status: 'failed', at, attempt: null, error } } as const;
    return await handle(way.known.id, command, SYSTEM, way);
  } catch (trouble) {
    if (!(trouble instanceof NotAllowed)) throw trouble; // sent another way meanwhile
    return way.known;
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
