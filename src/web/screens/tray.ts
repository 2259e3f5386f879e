/** The trays: what waits for the clerk, the head, the executor, the visa; and control over all that is open. */
import type { Request, RequestHandler } from 'express';
import { dayIn } from '../../domain/calendar.ts';
import { CHANNELS, type Channel } from '../../domain/card.ts';
import { NotFound } from '../../domain/errors.ts';
import type { Tone } from '../../domain/light.ts';
import { isAbsent, type Person, shortName } from '../../domain/person.ts';
import { type RegisterRow, TRAYS, type Tray } from '../../office/ports/register.ts';
import type { Desk } from '../desk.ts';
import { type RowView, rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { noun } from '../times.ts';
import type { HumanCommand } from '../words.ts';

/** Filters are taken from the address; the rows themselves come in the tray's own order. */
export function tray(desk: Desk): RequestHandler<{ tray: string }> {
  const { office, words, pages } = desk;
  return async (request, response) => {
    const name = trayOf(request.params.tray);
    const person = personOf(response);
    const people = await office.people();
    const { filter, q } = filterOf(request);
    const page = await office.journal(
      { tray: name, limit: AT_ONCE, order: words.trays[name].order, ...(q && { q }), ...after(request) },
      person,
    );
    const rows = page.items.map((row) => ({ row, view: rowView(desk, people)(row) }));
    const shown = rows.filter(({ row, view }) => passes(filter, row, view)).map(({ view }) => view);
    await pages.screen(request, response, 'tray', {
      title: words.trays[name].title,
      here: name,
      narrow: false,
      tray: name,
      words: words.trays[name],
      total: page.next ? `${rows.length}+` : String(rows.length),
      empty: rows.length === 0 && !q,
      nothingFound: shown.length === 0 && (rows.length > 0 || q !== ''),
      q,
      waits: name === 'incoming',
      summary: summaryOf(
        name,
        rows.map(({ view }) => view),
      ),
      chips: chipsOf(name, rows, filter),
      rows: shown,
      more: page.next && `/trays/${name}?after=${encodeURIComponent(page.next)}`,
      actions: ACTIONS[name].map((command) => ({ command, ...words.commands[command] })),
      openLabel: name === 'incoming' ? words.commands.confirm_card.label : 'Открыть',
      team: name === 'assignment' ? await teamOf(desk, person, people) : null,
      since: name === 'incoming' ? desk.now().toISOString() : null,
      next: await nextStep(desk, person, name),
    });
  };
}

/** Polled: how many letters came while the list stood still. Nothing moves under the hand. */
export function news({ office, pages }: Desk): RequestHandler<{ tray: string }> {
  return async (request, response) => {
    const name = trayOf(request.params.tray);
    const since = String(request.query.since ?? '');
    const page = await office.journal({ tray: name, limit: 50, order: 'newest' }, personOf(response));
    const count = page.items.filter(({ receivedAt }) => receivedAt > since).length;
    pages.part(response, 'news', { tray: name, since, count, word: noun(count, 'новое', 'новых', 'новых') });
  };
}

const AT_ONCE = 200;

/** What the bar offers for the chosen row besides opening it. */
const ACTIONS: Readonly<Record<Tray, readonly HumanCommand[]>> = {
  incoming: ['supplement', 'set_aside'],
  assignment: ['assign', 'reroute'],
  mine: ['draft', 'submit', 'extend'],
  approval: ['approve', 'return_draft'],
  sign: [],
  dispatch: [],
  control: ['assign', 'extend'],
};

function trayOf(name: string): Tray {
  const found = TRAYS.find((each) => each === name);
  if (!found) throw new NotFound('Такого лотка нет. Выберите раздел слева.');
  return found;
}

function after(request: Request<{ tray: string }>): { after?: string } {
  return typeof request.query.after === 'string' ? { after: request.query.after } : {};
}

type Filter = 'all' | 'waiting' | 'hint' | Tone | Channel;
const FILTERS: readonly Filter[] = ['waiting', 'hint', 'late', 'hot', 'soon', 'calm', 'held', ...CHANNELS];

function filterOf(request: Request<{ tray: string }>): { filter: Filter; q: string } {
  const filter = FILTERS.find((each) => each === request.query.only) ?? 'all';
  return { filter, q: typeof request.query.q === 'string' ? request.query.q.trim() : '' };
}

function passes(filter: Filter, row: RegisterRow, view: RowView): boolean {
  if (filter === 'all') return true;
  if (filter === 'waiting') return view.wait.tone === 'hot' || view.wait.tone === 'late';
  if (filter === 'hint') return view.hints.length > 0;
  return row.channel === filter || view.light.tone === filter;
}

interface Chip {
  readonly label: string;
  readonly icon: string | null;
  readonly href: string;
  readonly count: number;
  readonly on: boolean;
  readonly apart: boolean;
}

type Both = { readonly row: RegisterRow; readonly view: RowView };

function chipsOf(name: Tray, rows: readonly Both[], on: Filter): readonly Chip[] {
  const chip = (filter: Filter, label: string, icon: string | null, apart = false): Chip => ({
    label,
    icon,
    href: filter === 'all' ? `/trays/${name}` : `/trays/${name}?only=${filter}`,
    count: rows.filter(({ row, view }) => passes(filter, row, view)).length,
    on: on === filter,
    apart,
  });
  const chips =
    name === 'incoming'
      ? [
          ...CHANNEL_CHIPS.map(([filter, label, icon]) => chip(filter, label, icon)),
          chip('waiting', 'Ждут дольше 3 часов', null, true),
          chip('hint', 'С подсказкой', null),
        ]
      : TONE_CHIPS.map(([filter, label]) => chip(filter, label, `light-${filter}`));
  return [chip('all', 'Все', null), ...chips.filter(({ count, on: lit }) => count > 0 || lit)];
}

const CHANNEL_CHIPS: readonly (readonly [Channel, string, string])[] = [
  ['post', 'Почта', 'page'],
  ['email', 'E-mail', 'mail'],
  ['web-form', 'Сайт', 'globe'],
  ['in-person', 'Лично', 'person'],
  ['phone', 'Телефон', 'phone'],
];

const TONE_CHIPS: readonly (readonly [Tone, string])[] = [
  ['late', 'Просрочено'],
  ['hot', 'До 2 дней'],
  ['soon', 'До 5 дней'],
  ['calm', 'В срок'],
  ['held', 'Продлено'],
];

function summaryOf(name: Tray, rows: readonly RowView[]): string | null {
  const [oldest] = rows;
  if (!oldest) return null;
  if (name === 'incoming') return `самое старое ждёт ${oldest.wait.text}`;
  const late = rows.filter(({ light }) => light.tone === 'late').length;
  return late > 0 ? `просрочено ${late}` : 'просроченных нет';
}

/** The head's people with what lies on them; a digit assigns the chosen letter. */
async function teamOf({ office, now, standard }: Desk, head: Person, people: readonly Person[]) {
  const open = await office.journal({ tray: 'control', limit: 1000 }, head);
  const today = dayIn(standard.organisation.company.zone, now());
  const own = people.filter(({ unit, roles }) => unit === head.unit && roles.includes('executor'));
  const members = own.map((person) => ({ person, load: open.items.filter(({ executor }) => executor === person.id).length }));
  const most = Math.max(1, ...members.map(({ load }) => load));
  return members.slice(0, 9).map(({ person, load }, index) => ({
    id: person.id,
    digit: index + 1,
    name: shortName(person),
    load,
    share: Math.round((load / most) * 100),
    absent: isAbsent(person, today),
  }));
}

/** For an empty tray: what can be done instead. */
async function nextStep({ office, words }: Desk, person: Person, name: Tray) {
  const counts = await office.counts(person);
  const other = (['incoming', 'dispatch', 'sign', 'assignment', 'mine', 'approval'] as const).find((each) => {
    const works = WORKERS[each].some((role) => person.roles.includes(role));
    return each !== name && works && counts[each] > 0;
  });
  return other
    ? {
        href: other === 'sign' || other === 'dispatch' ? `/${other}` : `/trays/${other}`,
        label: words.trays[other].title,
        count: counts[other],
      }
    : null;
}

const WORKERS = {
  incoming: ['clerk'],
  dispatch: ['clerk'],
  sign: ['signatory'],
  assignment: ['head'],
  mine: ['executor'],
  approval: ['head', 'lawyer', 'security', 'quality'],
} as const;
