/** What templates/letters and templates/mails may say about a letter: one object for all of them (templates/README.md). */
import { type Day, dayIn } from '../domain/calendar.ts';
import type { CommandOf } from '../domain/command.ts';
import type { Facts } from '../domain/decision.ts';
import { enclosureLines } from '../domain/enclosures.ts';
import type { Letter } from '../domain/letter.ts';
import { unitOf } from '../domain/organisation.ts';
import { fullName, type Person, signatureName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { ANSWER_CHANNEL_WORDS, CHANNEL_WORDS } from '../domain/words.ts';
import { addresseeOf, salutationOf } from './address.ts';
import { illegibleParts } from './weak-places.ts';

export interface LetterDataNeeds {
  readonly standard: Standard;
  readonly letter: Letter;
  readonly facts: Pick<Facts, 'actor' | 'people' | 'earlierAnswer'>;
  readonly publicUrl: string;
  readonly refusal?: CommandOf<'refuse'>;
  readonly extension?: { readonly reason: string; readonly days: number; readonly from: Day };
}

export type LetterData = ReturnType<typeof letterData>;

/** Days are ISO days: the templates' helpers write them out. Unknown values are null, never left out. */
export function letterData({ standard, letter, facts, publicUrl, refusal, extension }: LetterDataNeeds) {
  const { company } = standard.organisation;
  const { card, reply } = letter;
  const byId = (id: string | null | undefined) => facts.people.find((each) => each.id === id);
  const executor = byId(letter.executor) ?? byId(reply?.author) ?? facts.actor;
  const signer = byId(reply?.signedBy ?? reply?.signatory);
  const confidential = letter.findings.find(({ ground }) => ground === 'confidential');
  const clause = refusal ? standard.grounds.find(({ id }) => id === refusal.ground)?.clause : letter.refusal?.clause;
  return {
    salutation: reply?.salutation || salutationOf(card.correspondent.person),
    addressee: addresseeOf(card.correspondent),
    company,
    incoming: {
      number: letter.number,
      date: letter.registeredOn,
      receivedAt: dayIn(company.zone, new Date(letter.receivedAt)),
      channelLabel: CHANNEL_WORDS[letter.channel],
      customerRef: card.customerRef?.number ?? null,
      customerRefDate: card.customerRef?.on ?? null,
      subject: card.subject,
    },
    contract: { number: card.correspondent.contract },
    due: { date: letter.dueOn, originalDate: extension?.from ?? letter.originalDueOn, newDate: letter.dueOn },
    extension: extension ?? null,
    department: departmentOf(standard, letter, facts.people, executor),
    executor: { fullName: fullName(executor), phone: executor.phone },
    outgoing: { number: reply?.outgoingNumber ?? null, date: reply?.signedOn ?? null },
    signer: signer ? { position: signer.position, nameInitials: signatureName(signer) } : null,
    previous: facts.earlierAnswer
      ? {
          outgoingNumber: facts.earlierAnswer.outgoingNumber,
          outgoingDate: facts.earlierAnswer.sentOn,
          deliveryLabel: 'отправлен',
        }
      : null,
    attachments: { count: reply ? enclosureLines(reply).length : 0 },
    original: originalOf(letter),
    answerChannelLabel: ANSWER_CHANNEL_WORDS[card.answerChannel],
    standard: { clause: clause ?? '8.2.5' },
    illegible: { parts: illegibleParts(letter) },
    confidential: {
      question: confidential?.evidence[0]?.text ?? card.subject,
      category: 'сведения о других лицах или охраняемые сведения',
      canProveRight: true,
    },
    answerablePart: null,
    resolution: letter.resolution,
    cardUrl: `${publicUrl}/letters/${encodeURIComponent(letter.number)}`,
    statusUrl: `${publicUrl}/status/${encodeURIComponent(letter.statusCode)}`,
    statusCode: letter.statusCode,
  };
}

/** A15: where the signed original went when the mail is a copy beside it; null when the mail is the answer itself. */
function originalOf({ reply }: Letter) {
  const dispatch = reply?.dispatch;
  if (!reply?.sentOn || !dispatch || dispatch.channel === 'email') return null;
  const { channel, trackingNumber } = dispatch;
  return {
    posted: channel === 'post',
    handed: channel === 'in-person',
    told: channel === 'phone',
    on: reply.sentOn,
    trackingNumber,
  };
}

/** Who answers is not offered as the head to turn to. */
function departmentOf(standard: Standard, letter: Letter, people: readonly Person[], executor: Person) {
  const unit = letter.route ? unitOf(standard, letter.route.unit) : undefined;
  const head = people.find((each) => each.unit === unit?.id && each.roles.includes('head'));
  const { company } = standard.organisation;
  return {
    name: unit?.name ?? 'Канцелярия',
    head: head && head.id !== executor.id ? fullName(head) : null,
    phone: unit?.phone ?? company.phone,
    address: company.address,
  };
}
