/** The journal: every letter, by period, office, state, kind, channel, unit, executor and words; also for printing. */
import type { Request, RequestHandler } from 'express';
import { dayIn, isDay } from '../../domain/calendar.ts';
import { CHANNELS } from '../../domain/card.ts';
import { type Person, shortName } from '../../domain/person.ts';
import { russianDay } from '../../domain/words.ts';
import { GROUND_IDS, KINDS } from '../../language/finding.ts';
import type { RegisterQuery } from '../../office/ports/register.ts';
import { type Choice, choice, coded, unitChoices } from '../choices.ts';
import type { Desk } from '../desk.ts';
import { oneOf } from '../form.ts';
import { rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { longMoment } from '../times.ts';

export function journal(desk: Desk): RequestHandler {
  const { office, pages, standard, now } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const people = await office.people();
    const print = request.query.print === '1';
    const asked = queryOf(request);
    const page = await office.journal({ ...asked, limit: print ? PRINTED : AT_ONCE, order: 'newest' }, person);
    const rows = page.items.map(rowView(desk, people));
    const data = {
      title: 'Журнал',
      rows,
      filters: filtersOf(desk, request, people),
      more: page.next && `/journal?${changed(request, { after: page.next })}`,
      first: asked.after ? `/journal?${changed(request, { after: null })}` : null,
      printHref: `/journal?${changed(request, { print: '1', after: null })}`,
      period: periodOf(asked),
      cut: page.next !== null,
    };
    if (!print)
      return pages.screen(request, response, 'journal', { ...data, here: 'journal', narrow: false, empty: rows.length === 0 });
    const at = longMoment(standard.organisation.company.zone, now().toISOString());
    pages.bare(request, response, 'journal-print', { ...data, title: 'Журнал входящих', foot: `${shortName(person)}, ${at}` });
  };
}

const AT_ONCE = 50;
const PRINTED = 1000;

type Asked = Omit<RegisterQuery, 'scope' | 'limit'>;

/** What cannot be read is left out: a filter never stands in the way. */
function queryOf(request: Request): Asked {
  const given = (name: string) => (typeof request.query[name] === 'string' ? request.query[name].trim() : '');
  const day = (name: string) => (isDay(given(name)) ? given(name) : null);
  const [from, to, q, office, state, unit, executor, after] = [day('from'), day('to'), ...TEXTS.map(given)];
  const channel = oneOf(CHANNELS, given('channel'));
  const kind = oneOf(KINDS, given('kind'));
  const ground = oneOf(GROUND_IDS, given('ground'));
  return {
    ...(from && { from }),
    ...(to && { to }),
    ...(q && { q }),
    ...(office && { office }),
    ...(state && { state }),
    ...(unit && { unit }),
    ...(executor && { executor }),
    ...(after && { after }),
    ...(channel && { channel }),
    ...(kind && { kind }),
    ...(ground && { ground }),
  };
}

const TEXTS = ['q', 'office', 'state', 'unit', 'executor', 'after'] as const;

function filtersOf({ standard, words, now }: Desk, request: Request, people: readonly Person[]) {
  const { q = '', from = '', to = '', office, state, channel, kind, unit, executor, ground } = queryOf(request);
  const executors = people.filter(({ roles }) => roles.includes('executor'));
  const any = (choices: readonly Choice[]): readonly Choice[] => [choice('', 'все', false), ...choices];
  return {
    q,
    from,
    to,
    today: dayIn(standard.organisation.company.zone, now()),
    offices: any(standard.organisation.offices.map(({ code }) => choice(code, code, code === office))),
    states: any(standard.workflow.states.map(({ id, label }) => choice(id, label, id === state))),
    channels: any(coded(words.channels, channel ?? null)),
    kinds: any(coded(words.kinds, kind ?? null)),
    units: unitChoices(standard, unit ?? null),
    executors: any(executors.map((person) => choice(person.id, shortName(person), person.id === executor))),
    grounds: any(standard.grounds.map(({ id, clause }) => choice(id, `п. ${clause}`, id === ground))),
    active: [q, from, to, office, state, channel, kind, unit, executor, ground].some(Boolean),
  };
}

function changed(request: Request, change: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...request.query, ...change })) {
    if (typeof value === 'string' && value !== '') next.set(name, value);
  }
  return next.toString();
}

function periodOf({ from, to }: Asked): string {
  return [from ? `с ${russianDay(from)}` : '', to ? `по ${russianDay(to)}` : ''].filter(Boolean).join(' ') || 'за всё время';
}
