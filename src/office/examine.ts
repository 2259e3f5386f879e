/** Gathers what language/ needs, and hands its findings to the office as proposals. */

import type { Letter } from '../domain/letter.ts';
import { correspondentKeys } from '../domain/likeness.ts';
import { SYSTEM } from '../domain/person.ts';
import type { SenderProof } from '../domain/sender-proof.ts';
import type { Standard } from '../domain/standard.ts';
import { findingsOf } from '../domain/steps/examination.ts';
import { examineText } from '../language/examine.ts';
import type { EarlierText } from '../language/finding.ts';
import type { Lexicon } from '../language/lexicon.ts';
import { proposedAddition } from './additions.ts';
import type { Handle } from './handle.ts';
import type { LexiconInUse } from './lexicon-in-use.ts';
import type { PendingEffect, Stored } from './ports/letters.ts';
import type { EarlierLetter, Register } from './ports/register.ts';

export interface ExamineNeeds {
  readonly standard: Standard;
  readonly taught: Pick<LexiconInUse, 'current' | 'innocent'>;
  readonly ownDomains: readonly string[];
  readonly register: Pick<Register, 'earlier' | 'thread' | 'idOf' | 'page'>;
  readonly handle: Handle;
  /** Null: not a mail, or too large to be looked at again. Without it nobody looks. */
  readonly proveSender?: (letter: Letter) => Promise<SenderProof | null>;
}

/** More earlier letters of one consumer than anybody would compare by hand. */
const EARLIER = 50;

export async function examineLetter(
  needs: ExamineNeeds,
  letter: Stored<Letter>,
  completes: PendingEffect,
): Promise<Stored<Letter>> {
  const { id, value } = letter;
  const earlier = await needs.register.earlier(correspondentKeys(value.card), value.receivedAt, EARLIER);
  const [lexicon, innocent] = await Promise.all([needs.taught.current(), needs.taught.innocent()]);
  const examination = examineText(lexicon, {
    text: value.text,
    subject: value.mail ? value.card.subject : null,
    from: value.card.correspondent.email,
    own: ownContacts(needs.standard, needs.ownDomains),
    earlier: earlier.filter((each) => each.id !== id).map(earlierText),
    attachmentHashes: value.parts.map(({ hash }) => hash),
    innocent,
    ...(value.legibility ? { legibility: value.legibility.legible } : {}),
  });
  const addition = value.confirmedAt ? null : await proposedAddition(needs.register, { id, value });
  const sender = value.sender ? null : ((await needs.proveSender?.(value)) ?? null);
  const command = { type: 'examine', examination, ...(addition && { addition }), ...(sender && { sender }) } as const;
  return needs.handle(id, command, SYSTEM, { known: letter, completes });
}

/** Our own addresses and phones in a letter are nobody's contact data. */
export function ownContacts({ organisation }: Standard, ownDomains: readonly string[]) {
  const phones = [organisation.company.phone, ...organisation.units.map(({ phone }) => phone)].filter(Boolean);
  return { domains: [...ownDomains], phones: [...new Set(phones)] };
}

export function earlierText({ id, text, sentOn, attachmentHashes }: EarlierLetter): EarlierText {
  return { id, text, answered: sentOn !== null, attachmentHashes };
}

/** One text by itself, outside the register: `examine` of the command line. Proposals by the policy, as on a card. */
export function examineAlone(
  { standard, lexicon, ownDomains }: Pick<ExamineNeeds, 'standard' | 'ownDomains'> & { readonly lexicon: Lexicon },
  {
    letter,
    earlier,
    attachmentHashes,
    innocent = [],
  }: {
    readonly letter: Pick<Letter, 'card' | 'text' | 'parts' | 'remarks' | 'seal'>;
    readonly earlier: readonly EarlierText[];
    readonly attachmentHashes: readonly string[];
    readonly innocent?: readonly string[];
  },
) {
  const { card, text } = letter;
  const examination = examineText(lexicon, {
    text,
    subject: card.subject || null,
    from: card.correspondent.email,
    own: ownContacts(standard, ownDomains),
    earlier,
    attachmentHashes,
    innocent,
  });
  const examined = { ...letter, findings: [], contacts: null, legibility: null };
  return { ...examination, findings: findingsOf(standard, examined, examination.detections, examination.contacts) };
}
