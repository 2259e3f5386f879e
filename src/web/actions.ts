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

export interface BarOptions {
  /** Commands that the screen offers in another place. */
  readonly without: readonly HumanCommand[];
  /** Pixels; what does not fit stands under «Ещё». */
  readonly room: number;
  /** The first possible one is the filled button of the screen. */
  readonly filled: boolean;
}

export function barOf(words: Words, number: string, options: readonly Option[], { without, room, filled }: BarOptions): Bar {
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
  const ordered =
    filled && first?.allowed && words.commands[first.command].first <= MAIN ? [{ ...first, main: true }, ...others] : actions;
  const rare = ({ command }: Action) => words.commands[command].rare;
  let left = room;
  const [shown, more]: [Action[], Action[]] = [[], []];
  for (const action of ordered) {
    left -= rare(action) ? 0 : widthOf(action);
    (rare(action) || left < 0 ? more : shown).push(action);
  }
  return { shown, more };
}

/** What returns, refuses or puts aside is never the filled button. */
const MAIN = 3;

/** Pixels for buttons in the bar at 1366, with the help on its right. */
export const BAR_ROOM = 880;

/** A button with its key and the gap behind it: Golos has some 8.3 pixels a letter at 14. */
function widthOf({ label }: Action): number {
  return label.length * 8.3 + 66;
}
