/** The bottom bar of a letter: what can be done and what cannot, each with its key and its reason. */
import type { Option } from '../office/office.ts';
import { letterHref } from './rows.ts';
import { type HumanCommand, isHumanCommand, type Words } from './words.ts';

export interface Action {
  readonly command: HumanCommand;
  readonly label: string;
  readonly key: string;
  readonly code: string;
  readonly href: string;
  /** Opens in a dialog; the draft is a screen of its own. */
  readonly dialog: boolean;
  readonly allowed: boolean;
  /** The one filled button. */
  readonly main: boolean;
  readonly reasonTitle: string;
  readonly reasons: readonly string[];
}

export interface Bar {
  readonly shown: readonly Action[];
  readonly more: readonly Action[];
}

/** @param without commands that the screen offers in another place */
export function barOf(words: Words, number: string, options: readonly Option[], without: readonly HumanCommand[] = []): Bar {
  const actions = options
    .flatMap((option): readonly Action[] => {
      const { command, allowed, reasons } = option;
      if (!isHumanCommand(words, command) || without.includes(command)) return [];
      const { label, key, code } = words.commands[command];
      return [
        {
          command,
          label,
          key,
          code,
          href: command === 'draft' ? `${letterHref(number)}/draft` : `${letterHref(number)}/do/${command}`,
          dialog: command !== 'draft',
          allowed,
          main: false,
          reasonTitle: `Пока нельзя: ${label.toLowerCase()}`,
          reasons,
        },
      ];
    })
    .sort((a, b) => Number(b.allowed) - Number(a.allowed) || words.commands[a.command].first - words.commands[b.command].first);
  const [first, ...others] = actions;
  const ordered = first?.allowed ? [{ ...first, main: true }, ...others] : actions;
  const rare = ({ command }: Action) => words.commands[command].rare;
  const shown = ordered.filter((each) => !rare(each));
  return { shown: shown.slice(0, AT_MOST), more: [...shown.slice(AT_MOST), ...ordered.filter(rare)] };
}

/** So many fit into the bar at 1366 pixels. */
const AT_MOST = 6;
