/** One performer for each effect: does it, and says what happened besides. */
import type { Effect, EffectType } from '../domain/effect.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { tellParent } from './additions.ts';
import { decideGround } from './decide-ground.ts';
import { type ExamineNeeds, examineLetter } from './examine.ts';
import type { Handle } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters, PendingEffect, Stored } from './ports/letters.ts';
import type { ParseMail } from './ports/mail.ts';
import type { PageMemory, Printer, Reader } from './ports/paper.ts';
import type { Clock } from './ports/people.ts';
import type { Signer } from './ports/signing.ts';
import { acknowledge, notifyExecutor, type PostNeeds, sendNotice } from './post.ts';
import { recogniseLetter } from './recognise.ts';
import { giveUpSending, type SendNeeds, sendReply } from './send-reply.ts';
import { fileSentMail } from './sent-mail.ts';
import { signedLetterhead } from './signed-letterhead.ts';

/** What happened besides, or the letter as it is now, when a command has taken the effect off already. */
export type Performed = readonly LetterEvent[] | Stored<Letter>;
export type Performer = (letter: Stored<Letter>, effect: Effect, pending: PendingEffect) => Promise<Performed>;

export interface PerformerNeeds extends ExamineNeeds, PostNeeds, SendNeeds {
  readonly parse: ParseMail;
  readonly standard: Standard;
  readonly letters: Pick<Letters, 'claim' | 'load' | 'settle' | 'postpone'>;
  readonly handle: Handle;
  readonly reader: Pick<Reader, 'read' | 'inspect' | 'searchable'>;
  readonly readings: PageMemory;
  readonly vault: Pick<Vault, 'put' | 'read'>;
  readonly printer: Pick<Printer, 'letterhead' | 'scanCopy'>;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly people: { readonly all: () => Promise<readonly Person[]> };
  /** Tries before an effect is given up and shown. */
  readonly attempts: number;
}

export function performers(needs: PerformerNeeds): Record<EffectType, Performer> {
  return {
    recognise: (letter) => recogniseLetter(needs, letter),
    examine: (letter, _, pending) => examineLetter(needs, letter, pending),
    acknowledge: (letter, _, pending) => acknowledge(needs, letter, pending),
    notify_executor: (letter, effect, pending) =>
      notifyExecutor(needs, letter, effect as Extract<Effect, { type: 'notify_executor' }>, pending),
    render_letterhead: (letter) => render(needs, letter),
    send: (letter, effect, pending) => sendReply(needs, letter, (effect as Extract<Effect, { type: 'send' }>).n, pending),
    tell_parent: (letter) => tellParent(needs, letter),
    file_sent_mail: (letter, effect) => fileSentMail(needs, letter, (effect as Extract<Effect, { type: 'file_sent_mail' }>).n),
    send_notice: (letter, effect, pending) =>
      sendNotice(needs, letter, effect as Extract<Effect, { type: 'send_notice' }>, pending),
    decide_ground: (letter, effect) => decideGround(needs, letter, effect as Extract<Effect, { type: 'decide_ground' }>),
  };
}

/** What else follows when an effect is given up: what people wait for must not look as if it went on. */
export async function giveUp(needs: PerformerNeeds, id: string, { effect }: PendingEffect, last: string): Promise<void> {
  if (effect.type === 'send') await giveUpSending(needs, await needs.letters.load(id), effect.n, last);
}

/** The signed reply becomes a PDF in the vault (8.4.5). */
async function render(needs: PerformerNeeds, { id, value }: Stored<Letter>): Promise<readonly LetterEvent[]> {
  if (!value.reply?.outgoingNumber) return [];
  const { pdf, electronic, copy } = await signedLetterhead(needs, value, value.reply);
  const [hash = '', copied = ''] = await needs.vault.put(copy ? [pdf, copy] : [pdf]);
  const number = value.reply.outgoingNumber.replaceAll('/', '-');
  const type = 'application/pdf';
  const document = { hash, name: `Ответ ${number}.pdf`, type, size: pdf.length };
  const image = copy && { copy: { hash: copied, name: `Скан-копия ${number}.pdf`, type, size: copy.length } };
  await needs.handle(id, { type: 'rendered', document, ...image, ...(electronic && { electronic }) }, SYSTEM);
  return [];
}
