/** A reply as it stands on the letterhead (8.2, 8.4.5). Places of a draft that are not known yet stay empty. */

import { enclosureLines } from '../domain/enclosures.ts';
import type { Letter } from '../domain/letter.ts';
import { type Person, signatureName } from '../domain/person.ts';
import type { Reply } from '../domain/reply.ts';
import { russianDay } from '../domain/words.ts';
import type { LetterSheet } from './ports/paper.ts';
import { sheetBlocks } from './sheet-body.ts';

type Printable = Pick<Reply, 'addressee' | 'title' | 'salutation' | 'text' | 'enclosures' | 'executorMark' | 'signatory'> &
  Partial<Pick<Reply, 'files' | 'outgoingNumber' | 'signedOn' | 'signedBy'>>;

export function replySheet(letter: Letter, reply: Printable, people: readonly Person[]): LetterSheet {
  const signer = people.find(({ id }) => id === (reply.signedBy ?? reply.signatory));
  return {
    date: reply.signedOn ? russianDay(reply.signedOn) : null,
    number: reply.outgoingNumber ?? null,
    ref: referenceOf(letter),
    addressee: reply.addressee,
    title: reply.title || null,
    salutation: reply.salutation,
    text: sheetBlocks(reply.text),
    enclosure: enclosureLines(reply),
    signer: { position: capitalised(signer?.position ?? ''), name: signer ? signatureName(signer) : '' },
    executor: reply.executorMark,
    office: letter.office,
  };
}

/** Under a letter the post begins a line of its own. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** «На № … от …»: the consumer's own number; without one, ours, so that the answer names the letter it answers. */
function referenceOf({ card, number, registeredOn }: Letter): LetterSheet['ref'] {
  const { customerRef } = card;
  if (!customerRef) return { number, date: russianDay(registeredOn) };
  return { number: customerRef.number, date: customerRef.on ? russianDay(customerRef.on) : null };
}
