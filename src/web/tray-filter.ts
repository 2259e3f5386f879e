/** The chips over a tray and what each lets through: by the traffic light where terms run, else by channel and wait. */
import { CHANNELS, type Channel } from '../domain/card.ts';
import { OPEN_TONES, type OpenTone } from '../domain/light.ts';
import type { ToneCounts } from '../office/control.ts';
import type { RegisterRow, Tray } from '../office/ports/register.ts';
import type { RowView } from './rows.ts';
import { TONE_NAMES } from './tones.ts';

export type Filter = 'all' | 'waiting' | 'hint' | OpenTone | Channel;
const FILTERS: readonly Filter[] = ['waiting', 'hint', ...OPEN_TONES, ...CHANNELS];

export function filterFrom(asked: unknown): Filter {
  return FILTERS.find((each) => each === asked) ?? 'all';
}

export type Both = { readonly row: RegisterRow; readonly view: RowView };

/** Tones are asked of the register already: whatever came is of that tone. */
export function passes(filter: Filter, { row, view }: Both): boolean {
  if (filter === 'waiting') return view.wait.tone === 'hot' || view.wait.tone === 'late';
  if (filter === 'hint') return view.hints.length > 0;
  return !CHANNELS.some((each) => each === filter) || row.channel === filter;
}

interface Chip {
  readonly label: string;
  readonly icon: string | null;
  readonly href: string;
  readonly count: number;
  readonly on: boolean;
  readonly apart: boolean;
}

/** `tones`: of the whole tray; null for the incoming, whose chips count the rows that are shown. */
export function chipsOf(tray: Tray, total: number, tones: ToneCounts | null, rows: readonly Both[], on: Filter): readonly Chip[] {
  const chip = (filter: Filter, label: string, icon: string | null, count: number, apart = false): Chip => ({
    label,
    icon,
    href: filter === 'all' ? `/trays/${tray}` : `/trays/${tray}?only=${filter}`,
    count,
    on: on === filter,
    apart,
  });
  const shown = (filter: Filter) => rows.filter((each) => passes(filter, each)).length;
  const chips = tones
    ? OPEN_TONES.map((tone) => chip(tone, TONE_NAMES[tone], `light-${tone}`, tones[tone]))
    : [
        ...CHANNEL_CHIPS.map(([filter, label, icon]) => chip(filter, label, icon, shown(filter))),
        chip('waiting', 'Ждут дольше 3 часов', null, shown('waiting'), true),
        chip('hint', 'С подсказкой', null, shown('hint')),
      ];
  return [chip('all', 'Все', null, total), ...chips.filter(({ count, on: lit }) => count > 0 || lit)];
}

const CHANNEL_CHIPS: readonly (readonly [Channel, string, string])[] = [
  ['post', 'Почта', 'page'],
  ['email', 'E-mail', 'mail'],
  ['web-form', 'Сайт', 'globe'],
  ['in-person', 'Лично', 'person'],
  ['phone', 'Телефон', 'phone'],
];
