/** The sendings of one reply: its own way, and the scanned copies by e-mail beside it (8.4.6, 9.8, A15). */
import type { LetterEvent } from './event.ts';
import type { Letter } from './letter.ts';
import type { DispatchState, Reply } from './reply.ts';

export type DispatchEvent = Extract<
  LetterEvent,
  { type: 'dispatch_queued' | 'sending' | 'send_unsure' | 'sent' | 'send_failed' | 'bounced' | 'read' | 'copy_waived' }
>;

/** What becomes of the sendings. */
export function dispatched(reply: Reply, event: DispatchEvent): Reply {
  switch (event.type) {
    case 'dispatch_queued':
    case 'send_failed':
      return placed(reply, event.dispatch);
    case 'sent':
      return event.dispatch.copy ? placed(reply, event.dispatch) : { ...placed(reply, event.dispatch), sentOn: event.sentOn };
    case 'sending': {
      const { messageId, mail, attempt, unsure } = event;
      return changed(reply, event.n, { messageId, mail, attempt, unsure });
    }
    case 'send_unsure':
      return changed(reply, event.n, { attempt: null, unsure: event.unsure, error: event.error });
    case 'bounced':
      return bounced(reply, event);
    case 'read':
      return changed(reply, event.n, { readAt: event.at });
    case 'copy_waived':
      return { ...reply, copies: copiesOf(reply).filter((each) => !hasFailed(each)) };
    default: {
      const never: never = event;
      return never;
    }
  }
}

/** The answer's own way first. */
export function dispatchesOf(reply: Reply): readonly DispatchState[] {
  return [...(reply.dispatch ? [reply.dispatch] : []), ...copiesOf(reply)];
}

export function numberOf({ n = 1 }: DispatchState): number {
  return n;
}

/** The number of the next sending: also one that takes the place of a failed one has a number of its own. */
export function nextNumber(reply: Reply): number {
  return Math.max(0, ...dispatchesOf(reply).map(numberOf)) + 1;
}

/** By our Message-ID, with or without angle brackets. */
export function dispatchOfMail(reply: Reply, messageId: string): DispatchState | undefined {
  return dispatchesOf(reply).find((each) => each.messageId !== null && bare(each.messageId) === bare(messageId));
}

export function hasFailed({ status }: DispatchState): boolean {
  return status === 'failed' || status === 'bounced';
}

/** Waits for the clerk who dispatches: signed and not yet with the consumer, a copy that did not get through, a notice on paper. */
export function awaitsDispatch({ state, reply, paperNotice }: Pick<Letter, 'state' | 'reply' | 'paperNotice'>): boolean {
  return state === 'signed' || Boolean(paperNotice) || (reply !== null && copiesOf(reply).some(hasFailed));
}

function copiesOf({ copies = [] }: Reply): readonly DispatchState[] {
  return copies;
}

/** A new copy takes the place of those that failed. */
function placed(reply: Reply, dispatch: DispatchState): Reply {
  if (!dispatch.copy) return { ...reply, dispatch };
  const others = copiesOf(reply).filter((each) => numberOf(each) !== numberOf(dispatch) && !hasFailed(each));
  return { ...reply, copies: [...others, dispatch] };
}

function changed(reply: Reply, n: number, change: Partial<DispatchState>): Reply {
  const apply = (each: DispatchState) => (numberOf(each) === n ? { ...each, ...change } : each);
  const { dispatch, copies } = reply;
  return { ...reply, dispatch: dispatch && apply(dispatch), ...(copies && { copies: copies.map(apply) }) };
}

/** The copy comes back alone; the answer itself is unsent again. */
function bounced(reply: Reply, { n, reason: error }: Extract<DispatchEvent, { type: 'bounced' }>): Reply {
  const own = reply.dispatch ? numberOf(reply.dispatch) : 1;
  const after = changed(reply, n ?? own, { status: 'bounced', error });
  return n === undefined || n === own ? { ...after, sentOn: null } : after;
}

function bare(id: string): string {
  return id.replace(/[<>\s]/g, '');
}
