/** Command name → step. One file a step under steps/. */
import type { CommandType } from './command.ts';
import type { EffectType } from './effect.ts';
import type { Step, StepName } from './step.ts';
import { approve, rendered, returnDraft, settleNote, sign, signedCopy } from './steps/approval.ts';
import { assign } from './steps/assignment.ts';
import { close, joinAddition, reopen, setAside, supplement } from './steps/closing.ts';
import { bounced, copyBounced, earlierBounced, handOver, read, waiveCopy } from './steps/delivery.ts';
import { copySent, send, sendCopy, sendFailed, sending, sendUnsure, sent } from './steps/dispatch.ts';
import { draft, submit } from './steps/drafting.ts';
import { askRescan, examine, recognised, rescanned } from './steps/examination.ts';
import { object } from './steps/objection.ts';
import { dismissGround, leaveUnanswered, refuse } from './steps/refusal.ts';
import { arriveAgain, REGISTER_EFFECTS } from './steps/registration.ts';
import { amendCard, confirmCard, nameComplainedOf, reroute } from './steps/routing.ts';
import { extend, giveNotice, hurry } from './steps/term.ts';

const STEPS: { readonly [T in StepName]: Step<T> } = {
  arrive_again: arriveAgain,
  recognised,
  ask_rescan: askRescan,
  rescanned,
  examine,
  confirm_card: confirmCard,
  amend_card: amendCard,
  supplement,
  join_addition: joinAddition,
  set_aside: setAside,
  reroute,
  assign,
  name_complained_of: nameComplainedOf,
  extend,
  hurry,
  draft,
  submit,
  approve,
  return_draft: returnDraft,
  settle_note: settleNote,
  sign,
  rendered,
  signed_copy: signedCopy,
  send,
  send_copy: sendCopy,
  sending,
  send_unsure: sendUnsure,
  sent,
  copy_sent: copySent,
  send_failed: sendFailed,
  hand_over: handOver,
  give_notice: giveNotice,
  bounced,
  copy_bounced: copyBounced,
  earlier_bounced: earlierBounced,
  read,
  waive_copy: waiveCopy,
  refuse,
  leave_unanswered: leaveUnanswered,
  dismiss_ground: dismissGround,
  object,
  reopen,
  close,
};

export function stepOf<T extends StepName>(name: T): Step<T> {
  return STEPS[name];
}

/** Effects that the step itself names, because only it knows their condition or their words. */
export function effectsNamedBy(name: CommandType): readonly EffectType[] {
  return name === 'register' ? REGISTER_EFFECTS : (STEPS[name].effects ?? []);
}
