/** The words of the screens, from templates/words.yaml. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Channel } from '../domain/card.ts';
import type { CommandType } from '../domain/command.ts';
import type { Favour, GroundId, Kind } from '../language/finding.ts';
import type { Tray } from '../office/ports/register.ts';
import type { LayerLabels } from './highlight.ts';
import { fromRoot } from './root.ts';

export interface CommandWords {
  /** A verb. */
  readonly label: string;
  /** The letter on the key cap, and its place on the keyboard (KeyboardEvent.code). */
  readonly key: string;
  readonly code: string;
  /** Order in the bar, the main one first. */
  readonly first: number;
  /** Shown under «Ещё». */
  readonly rare: boolean;
  readonly title: string;
  readonly button: string;
  /** What the toast says; {number}. */
  readonly done: string;
}

export interface GroundWords {
  readonly clause: string;
  readonly good: string;
  readonly ask: string;
  readonly hint: string;
  readonly question: string;
  readonly decided: string;
  readonly yes: string;
  readonly evidence: string;
}

export interface TrayWords {
  readonly title: string;
  readonly icon: string;
  readonly order: 'newest' | 'due' | 'waiting';
  readonly empty: string;
  readonly rest: string;
}

/** Commands that people use; the others are the engine's own. */
export type HumanCommand = Exclude<
  CommandType,
  | 'register'
  | 'arrive_again'
  | 'recognised'
  | 'examine'
  | 'rendered'
  | 'signed_copy'
  | 'ask_rescan'
  | 'rescanned'
  | 'sending'
  | 'send_unsure'
  | 'sent'
  | 'copy_sent'
  | 'send_failed'
  | 'join_addition'
  | 'copy_bounced'
  | 'earlier_bounced'
  | 'read'
  | 'settle_note'
>;

type Dictionary = Readonly<Record<string, string>>;

export interface Words {
  readonly commands: Readonly<Record<HumanCommand, CommandWords>>;
  readonly hints: Dictionary;
  readonly fields: Dictionary;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly topics: Dictionary;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly channelIcons: Readonly<Record<Channel, string>>;
  readonly answerChannels: Dictionary;
  readonly handOverChannels: Dictionary;
  readonly roles: Dictionary;
  readonly grounds: Readonly<Record<GroundId, GroundWords>>;
  readonly categories: Dictionary;
  readonly favours: Readonly<Record<Favour['what'], string>>;
  readonly missingContacts: string;
  readonly layers: LayerLabels;
  readonly trays: Readonly<Record<Tray, TrayWords>>;
  readonly dispatch: Dictionary;
  readonly events: Dictionary;
  readonly notices: Dictionary;
  readonly ahead: Dictionary;
  readonly effects: Dictionary;
  readonly checks: Readonly<Record<string, { readonly good: string; readonly bad: string }>>;
  readonly quarantine: Dictionary;
  readonly reports: Readonly<Record<'read' | 'unread', string>> & Dictionary;
  readonly mailboxStates: Dictionary;
}

/** @throws Error when the file is not there or is not YAML */
export function readWords(file = fromRoot('templates/words.yaml')): Words {
  return parse(readFileSync(file, 'utf8')) as Words;
}

/** The word for a code; the code itself when there is none, so that nothing disappears. */
export function word(dictionary: Readonly<Record<string, string | undefined>>, code: string | null): string {
  return code === null ? '' : (dictionary[code] ?? code);
}

/** «Подписано: № {number}» with its values. */
export function filledIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export function isHumanCommand(words: Words, command: string): command is HumanCommand {
  return Object.hasOwn(words.commands, command);
}
