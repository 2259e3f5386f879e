/** The form fields of each command: what `asks` of workflows/letter.yaml may name. */
import type { CommandOf, CommandType } from './command.ts';

type FieldsOf<T extends CommandType> = readonly Exclude<keyof CommandOf<T>, 'type'>[];

export const FIELDS: { readonly [T in CommandType]: FieldsOf<T> } = {
  register: ['registration', 'quiet'],
  arrive_again: ['arrival'],
  recognised: ['text', 'legibility', 'card'],
  examine: ['examination'],
  confirm_card: ['card', 'unit'],
  amend_card: ['card'],
  supplement: ['to'],
  set_aside: ['reason'],
  reroute: ['unit', 'reason'],
  assign: ['executor', 'coExecutors', 'resolution'],
  name_complained_of: ['people'],
  extend: ['days', 'reason'],
  draft: ['draft'],
  submit: [],
  approve: [],
  return_draft: ['remark'],
  sign: [],
  rendered: ['document'],
  send: ['to'],
  sent: ['dispatch'],
  send_failed: ['dispatch'],
  hand_over: ['channel', 'trackingNumber', 'to'],
  bounced: ['reason'],
  refuse: ['ground', 'reason', 'repeatOf'],
  leave_unanswered: ['ground', 'reason'],
  dismiss_ground: ['ground', 'reason'],
  reopen: ['reason'],
  close: ['dossier'],
};
