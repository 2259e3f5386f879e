/** The only way from one snapshot to the next: `history.reduce(evolve)` equals the snapshot (tested). */
import type { Contacts, GroundId } from '../language/finding.ts';
import type { Correspondent } from './card.ts';
import type { LetterEvent } from './event.ts';
import type { Finding, Letter, Registration } from './letter.ts';
import type { Reply } from './reply.ts';
import { changeReply } from './reply-events.ts';

/** The first event must be `registered`; it makes the letter out of nothing. */
export function evolve(letter: Letter | null, event: LetterEvent): Letter {
  if (event.type === 'registered') return registered(event.registration);
  if (!letter) throw new Error(`a history must begin with 'registered', not '${event.type}'`);
  return { ...letter, ...change(letter, event) };
}

const AWAITS_ANSWER: ReadonlySet<string> = new Set(['routed', 'assigned', 'approval', 'signing']);

/** The snapshot that a whole history makes. */
export function replay(history: readonly LetterEvent[]): Letter {
  const letter = history.reduce<Letter | null>(evolve, null);
  if (!letter) throw new Error('an empty history makes no letter');
  return letter;
}

function registered({ arrival, ...registration }: Registration): Letter {
  return {
    ...registration,
    state: 'registered',
    arrivals: [arrival],
    confirmedAt: null,
    confirmedBy: null,
    examined: false,
    findings: [],
    favours: [],
    contacts: null,
    topics: [],
    legibility: null,
    route: null,
    hops: 0,
    proposedExecutor: null,
    executor: null,
    coExecutors: [],
    resolution: null,
    complainedOf: [],
    originalDueOn: registration.dueOn,
    extendedBy: 0,
    reply: null,
    earlierReplies: [],
    refusal: null,
    supplementTo: null,
    repeatOf: null,
    dossier: null,
    closedOn: null,
  };
}

function change(letter: Letter, event: Exclude<LetterEvent, { type: 'registered' }>): Partial<Letter> {
  switch (event.type) {
    case 'arrived_again':
      return { arrivals: [...letter.arrivals, event.arrival] };
    case 'rescanned':
      return { rescan: event.files, ...(letter.rescanAsked && { rescanAsked: null }) };
    case 'rescan_asked':
      return { rescanAsked: { by: event.by, at: event.at } };
    case 'recognised':
      return {
        text: event.text,
        textSource: 'recognised',
        legibility: event.legibility,
        card: letter.confirmedAt ? letter.card : (event.card ?? letter.card),
      };
    case 'examined': {
      const { findings, favours, contacts, topics, route } = event;
      const correspondent = foundWays(letter.card.correspondent, contacts);
      const read = { ...letter.card, correspondent, kind: event.kind, topic: topics[0]?.id ?? null };
      const card = letter.confirmedAt ? letter.card : read;
      const { repaired = null, danger = [], questions = [] } = event;
      const mail = {
        ...(event.sender ? { sender: event.sender } : {}),
        ...(letter.confirmedAt ? {} : { proposedAddition: event.addition ?? null }),
      };
      const said = { ...mail, examined: true, findings, favours, contacts, topics, repaired, danger, questions };
      return { ...said, card, route: letter.confirmedAt ? letter.route : route };
    }
    case 'card_confirmed':
      return { card: event.card, confirmedAt: event.at, confirmedBy: event.by };
    case 'card_amended':
      return { card: event.card };
    case 'routed':
      // A proposal before the card is confirmed has sent the letter nowhere yet
      return {
        route: event.route,
        hops: letter.hops + (letter.confirmedAt ? 1 : 0),
        executor: null,
        coExecutors: [],
        proposedExecutor: null,
      };
    case 'executor_proposed':
      return { proposedExecutor: { person: event.person, why: event.why } };
    case 'assigned':
      return { executor: event.executor, coExecutors: event.coExecutors, resolution: event.resolution };
    case 'complained_of':
      return { complainedOf: event.people };
    case 'extended':
      return { dueOn: event.dueOn, provisional: event.provisional, extendedBy: letter.extendedBy + event.days };
    case 'notice_on_paper':
      return { paperNotice: event.notice };
    case 'notice_given':
      return { paperNotice: null };
    case 'hurried':
      return { hurriedOn: event.on };
    case 'drafted':
      return { reply: event.reply };
    case 'ground_confirmed': {
      const { ground, clause, reason, by, repeatOf } = event;
      const known = letter.findings.some((each) => each.ground === ground);
      // A person may see a ground that the engine did not propose.
      const seen: Finding = { ground, score: 1, evidence: [], clause, decision: 'confirmed', ...(repeatOf && { repeatOf }) };
      const findings = known ? decided(letter, ground, 'confirmed') : [...letter.findings, seen];
      return { findings, refusal: { ground, clause, reason, by }, repeatOf };
    }
    case 'ground_dismissed': {
      const findings = decided(letter, event.ground, 'dismissed');
      if (letter.refusal?.ground !== event.ground) return { findings };
      return { findings, refusal: null, repeatOf: null, reply: null };
    }
    case 'supplemented':
      return { supplementTo: event.to };
    case 'addition_joined':
      return { additions: [...(letter.additions ?? []).filter(({ id }) => id !== event.addition.id), event.addition] };
    case 'objected':
      return {
        ...atWorkAgain(letter),
        ...(letter.refusal && {
          objection: { reason: event.reason, clause: letter.refusal.clause, against: letter.refusal.by },
        }),
      };
    case 'reopened':
      return atWorkAgain(letter);
    case 'continued':
      return letter.reply ? { reply: null, earlierReplies: [...letter.earlierReplies, letter.reply] } : {};
    case 'closed':
      return { dossier: event.dossier, closedOn: event.closedOn };
    case 'moved':
      return { state: event.to, ...(!AWAITS_ANSWER.has(event.to) && nothingAsked(letter)) };
    case 'bounced': {
      if (!letter.reply) return {};
      const reply = changeReply(letter.reply, event);
      return reply.sentOn ? { reply } : { reply, closedOn: null, dossier: null };
    }
    case 'earlier_bounced': {
      const { outgoingNumber, reason, n, by, at } = event;
      const back = (reply: Reply) => changeReply(reply, { type: 'bounced', reason, n, by, at });
      const change = (reply: Reply) => (reply.outgoingNumber === outgoingNumber ? back(reply) : reply);
      return { earlierReplies: letter.earlierReplies.map(change) };
    }
    case 'set_aside':
    case 'notified':
    case 'effect_done':
    case 'effect_failed':
      return {};
    default:
      return letter.reply ? { reply: changeReply(letter.reply, event) } : {};
  }
}

/** An answer that is signed, or owed no more, leaves no notice of an extension to be sent, and no scan to be made. */
function nothingAsked({ paperNotice, rescanAsked }: Letter): Partial<Letter> {
  return { ...(paperNotice && { paperNotice: null }), ...(rescanAsked && { rescanAsked: null }) };
}

function decided(letter: Letter, ground: GroundId, decision: Finding['decision']): readonly Finding[] {
  return letter.findings.map((each) => (each.ground === ground ? { ...each, decision } : each));
}

/** 3.2: the card gets a phone or contract that stands in the text, when it is the only one; of several, the clerk chooses. */
function foundWays(known: Correspondent, { phones, contracts }: Contacts): Correspondent {
  const only = (found: readonly string[]) => (found.length === 1 ? (found[0] ?? null) : null);
  return { ...known, phone: known.phone ?? only(phones), contract: known.contract ?? only(contracts) };
}

/** What was decided and answered is history; what had gone out stays with the letter. */
function atWorkAgain(letter: Letter): Partial<Letter> {
  return {
    findings: letter.refusal ? decided(letter, letter.refusal.ground, 'dismissed') : letter.findings,
    refusal: null,
    repeatOf: null,
    supplementTo: null,
    executor: null,
    coExecutors: [],
    hops: 0,
    reply: null,
    earlierReplies: letter.reply?.sentOn ? [...letter.earlierReplies, letter.reply] : letter.earlierReplies,
    closedOn: null,
    dossier: null,
  };
}
