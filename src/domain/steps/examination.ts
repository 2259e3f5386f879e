/** Recognise and examine: what language/ and paper/ saw becomes proposals with evidence, clause and route (8.2.6–8.2.10). */

import type { Contacts, Detection, GroundId } from '../../language/finding.ts';
import type { Channel } from '../card.ts';
import type { Effect } from '../effect.ts';
import type { Finding, Letter } from '../letter.ts';
import { isNobody } from '../likeness.ts';
import { isLocked } from '../seal.ts';
import type { Ground, Standard } from '../standard.ts';
import type { Step } from '../step.ts';
import { proposedRoute } from './routing.ts';

export const recognised: Step<'recognised'> = {
  take: (_, { text, legibility, card }) => ({ events: [{ type: 'recognised', text, legibility, ...(card ? { card } : {}) }] }),
};

/** 8.2.7: before anybody is told that the letter cannot be read, a better scan is tried. What came in stays in `originals`. */
export const askRescan: Step<'ask_rescan'> = {
  now: function* ({ letter }) {
    if (!CAME_ON_PAPER.includes(letter.channel))
      yield 'Подлинника на бумаге у нас нет, другой скан сделать не с чего (п. 8.2.7).';
    else if (letter.rescanAsked) yield 'Пересканировать уже попросили. Лист у канцелярии в «Поступивших» (п. 8.2.7).';
  },
  take: () => ({ events: [{ type: 'rescan_asked' }] }),
};

/** Channels whose paper lies with us. */
export const CAME_ON_PAPER: readonly Channel[] = ['post', 'in-person', 'fax'];

export const rescanned: Step<'rescanned'> = {
  take: (_, { files, broughtBy }) => ({ events: [{ type: 'rescanned', files, broughtBy }] }),
};

export const examine: Step<'examine'> = {
  effects: ['decide_ground'],
  take: ({ standard, letter }, { examination, addition, sender }) => {
    const { contacts, favours, kind, topics, repaired, danger, questions } = examination;
    const findings = findingsOf(standard, letter, examination.detections, contacts);
    const route = proposedRoute(standard, { ...letter, text: repaired?.text ?? letter.text, kind, topics });
    return {
      events: [
        {
          type: 'examined',
          findings,
          favours,
          contacts,
          topics,
          kind,
          route,
          danger,
          questions,
          ...(repaired ? { repaired } : {}),
          ...(addition ? { addition } : {}),
          ...(sender ? { sender } : {}),
        },
      ],
      effects: findings.flatMap((finding) => automaticEffect(standard, finding)),
    };
  },
};

/** The part of a letter that its findings depend on. */
export type Examined = Pick<Letter, 'findings' | 'card' | 'contacts' | 'legibility' | 'text' | 'parts' | 'remarks' | 'seal'>;

/** Proposals: over the ground's threshold, at most one a ground, in the order of the clauses; people's decisions are kept. */
export function findingsOf(
  standard: Standard,
  letter: Examined,
  detections: readonly Detection[],
  contacts: Contacts,
): readonly Finding[] {
  return standard.grounds.flatMap((ground) => {
    const decided = letter.findings.find((each) => each.ground === ground.id && each.decision !== 'open');
    if (decided) return [decided];
    if (ground.id === 'no-contacts' && hasContacts(letter, contacts)) return []; // A16: a sender's address is contact data
    const seen = [...detections, ...unreadable(letter, ground)].filter(
      (each) => each.ground === ground.id && each.score >= ground.propose,
    );
    const best = seen.sort((a, b) => b.score - a.score)[0];
    return best ? [{ ...best, clause: ground.clause, decision: 'open' as const }] : [];
  });
}

/** Any usable way back to the author: address, phone, e-mail, contract number (A16, R39). */
export function hasContacts(letter: Pick<Letter, 'card' | 'contacts'>, contacts: Contacts | null = letter.contacts): boolean {
  const { email, phone, address, contract, inn } = letter.card.correspondent;
  const found = contacts ? [contacts.emails, contacts.phones, contacts.addresses, contacts.contracts] : [];
  return [email && !isNobody(email), phone, address, contract, inn].some(Boolean) || found.some((list) => list.length > 0);
}

export function groundOf(standard: Standard, id: GroundId): Ground {
  const ground = standard.grounds.find((each) => each.id === id);
  if (!ground) throw new Error(`the Standard has no ground "${id}"`);
  return ground;
}

/** 8.2.7 by the scan itself, or by a mail that holds nothing to read, or is locked. Both are shown: a person looks and asks for it again. */
function unreadable(letter: Examined, { id, propose }: Ground): readonly Detection[] {
  if (id !== 'illegible') return [];
  const { legibility } = letter;
  if (legibility?.legible === 'illegible' || legibility?.legible === 'empty') {
    return [{ ground: 'illegible', score: Math.max(propose, 1 - legibility.score), evidence: [] }];
  }
  return isHollow(letter) || isLocked(letter.seal, letter.text) ? [{ ground: 'illegible', score: 1, evidence: [] }] : [];
}

/** A mail that could not be parsed, or had nothing to parse: no words, no files. */
function isHollow({ text, parts, remarks }: Examined): boolean {
  return remarks.length > 0 && !text.trim() && parts.length === 0;
}

/** Only where the policy says so; the default is that a person decides. */
function automaticEffect(standard: Standard, { ground, category, decision, repeatOf }: Finding): readonly Effect[] {
  const { decision: policy, notice, silentFor } = groundOf(standard, ground);
  if (policy !== 'automatic' || decision !== 'open') return [];
  const answered = notice !== 'none' && !(category && silentFor.includes(category));
  return [{ type: 'decide_ground', ground, answered, repeatOf: repeatOf ?? null }];
}
