/** The trays: what waits for the clerk, the head, the executor, the visa; and control over all that is open. */
import type { Request, RequestHandler } from 'express';
import { dayIn } from '../../domain/calendar.ts';
import { NotFound } from '../../domain/errors.ts';
import { dueOf, OPEN_TONES } from '../../domain/light.ts';
import { isAbsent, type Person, shortName } from '../../domain/person.ts';
import type { ToneCounts } from '../../office/control.ts';
import type { TrayCounts } from '../../office/office.ts';
import { TRAYS, type Tray } from '../../office/ports/register.ts';
import type { Desk } from '../desk.ts';
import { rescansOf } from '../rescans.ts';
import { rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { noun } from '../times.ts';
import { isTone } from '../tones.ts';
import { chipsOf, type Filter, filterFrom, passes } from '../tray-filter.ts';
import type { HumanCommand } from '../words.ts';

/** Filters are taken from the address; the rows themselves come in the tray's own order. */
export function tray(desk: Desk): RequestHandler<{ tray: string }> {
  const { office, words, pages } = desk;
  return async (request, response) => {
    const name = trayOf(request.params.tray);
    const person = personOf(response);
    const filter = filterFrom(request.query.only);
    const q = typeof request.query.q === 'string' ? request.query.q.trim() : '';
    const { order } = words.trays[name];
    const [people, counts, tones, page, asked] = await Promise.all([
      office.people(),
      office.counts(person),
      name === 'incoming' ? null : office.tones(name, person),
      office.journal({ tray: name, limit: AT_ONCE, order, ...(q && { q }), ...dueIn(desk, filter), ...after(request) }, person),
      name === 'incoming' ? office.journal({ rescanAsked: true, limit: 20, order: 'waiting' }, person) : null,
    ]);
    const total = tones ? OPEN_TONES.reduce((sum, tone) => sum + tones[tone], 0) : counts[name];
    const view = rowView(desk, people);
    const rows = page.items.map((row) => ({ row, view: view(row) }));
    const shown = rows.filter((each) => passes(filter, each)).map((each) => each.view);
    await pages.screen(request, response, 'tray', {
      title: words.trays[name].title,
      here: name,
      narrow: false,
      tray: name,
      words: words.trays[name],
      total,
      empty: total === 0 && !q,
      nothingFound: shown.length === 0 && (total > 0 || q !== ''),
      q,
      waits: name === 'incoming',
      summary: tones ? lateOf(total, tones) : rows[0] ? `самое старое ждёт ${rows[0].view.wait.text}` : null,
      chips: chipsOf(name, total, tones, rows, filter),
      rows: shown,
      rescans: rescansOf(desk, people, asked?.items ?? []),
      more: page.next && moreOf(name, filter, page.next),
      actions: ACTIONS[name].map((command) => ({ command, ...words.commands[command] })),
      openLabel: name === 'incoming' ? words.commands.confirm_card.label : 'Открыть',
      team: name === 'assignment' ? await teamOf(desk, person, people) : null,
      since: name === 'incoming' ? desk.now().toISOString() : null,
      next: nextStep(desk, person, name, counts),
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
  control: ['hurry', 'assign', 'extend'],
};

function trayOf(name: string): Tray {
  const found = TRAYS.find((each) => each === name);
  if (!found) throw new NotFound('Такого лотка нет. Выберите раздел слева.');
  return found;
}

function after(request: Request<{ tray: string }>): { after?: string } {
  return typeof request.query.after === 'string' ? { after: request.query.after } : {};
}

function dueIn({ standard, now }: Desk, filter: Filter) {
  return isTone(filter) ? dueOf(standard, filter, dayIn(standard.organisation.company.zone, now())) : {};
}

function moreOf(name: Tray, filter: Filter, next: string): string {
  return `/trays/${name}?${new URLSearchParams({ ...(filter !== 'all' && { only: filter }), after: next })}`;
}

function lateOf(total: number, { late }: ToneCounts): string | null {
  if (total === 0) return null;
  return late > 0 ? `просрочено ${late}` : 'просроченных нет';
}

/** The head's people with what lies on them; a digit assigns the chosen letter. */
async function teamOf({ office, now, standard }: Desk, head: Person, people: readonly Person[]) {
  const loads = await office.executorLoads();
  const today = dayIn(standard.organisation.company.zone, now());
  const own = people.filter(({ unit, roles }) => unit === head.unit && roles.includes('executor'));
  const members = own.map((person) => ({ person, load: loads[person.id] ?? 0 }));
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
function nextStep({ words }: Desk, person: Person, name: Tray, counts: TrayCounts) {
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
